"""The audit log, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Query

from serve.deps import Manager, Serving
from serve.paging import Page, Paging
from serve.services.audit import AuditEntry
from serve.texts import Text

router = APIRouter(tags=["audit"])


@router.get("/audit")
def list_audit(
    _actor: Manager,
    service: Serving,
    paging: Paging,
    who: Annotated[Text, Query(max_length=32, description="The id of a user.")] = "",
    what: Annotated[Text, Query(max_length=64, description="How it begins: user, key.create")] = "",
) -> Page[AuditEntry]:
    """List what was done, the newest first."""
    return service.audit.page(paging, who, what)
