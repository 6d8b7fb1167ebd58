"""What was used: one's own, and for administrators anybody's."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from serve.database import now
from serve.deps import Manager, Owner, Serving
from serve.errors import documented
from serve.services.usage import Used
from serve.texts import Text

router = APIRouter(tags=["usage"])
_DAYS = timedelta(days=30)


class UsageAnswer(BaseModel):
    """Days with what was used on each, and the characters of this month; a quota of 0 is none."""

    days: list[Used]
    used: int
    quota: int


def _span(
    since: Annotated[date | None, Query(description="By default, 30 days ago.")] = None,
    until: Annotated[date | None, Query(description="By default, today (UTC).")] = None,
) -> tuple[str, str]:
    today = date.fromisoformat(now()[:10])
    return (since or today - _DAYS).isoformat(), (until or today).isoformat()


Span = Annotated[tuple[str, str], Depends(_span)]


@router.get("/usage")
def get_usage(actor: Owner, service: Serving, span: Span) -> UsageAnswer:
    """Say what one used."""
    return UsageAnswer(
        days=service.usage.days(actor.id, *span),
        used=service.usage.this_month(actor.id),
        quota=service.usage.quota(actor),
    )


@router.get("/users/{user}/usage", responses=documented("not_found"))
def get_user_usage(user: Text, _actor: Manager, service: Serving, span: Span) -> UsageAnswer:
    """Say what somebody used."""
    account = service.accounts.get(user)
    return UsageAnswer(
        days=service.usage.days(user, *span),
        used=service.usage.this_month(user),
        quota=account.quota or service.settings.quota,
    )
