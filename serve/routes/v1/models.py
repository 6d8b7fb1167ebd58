"""The models: what each is, how it scored, and which is used."""

from fastapi import APIRouter
from pydantic import BaseModel

from serve.deps import Manager, Reader, Serving
from serve.errors import documented
from serve.services.models import Card, ModelRow
from serve.texts import Text

router = APIRouter(tags=["models"])


class ModelList(BaseModel):
    """All models, the shipped one first."""

    items: list[ModelRow]


@router.get("/models", responses=documented("no_model"))
def list_models(_actor: Reader, service: Serving) -> ModelList:
    """List the models of this machine with their scores."""
    return ModelList(items=service.models.all())


@router.get("/models/{model}", responses=documented("not_found", "no_model"))
def get_model(model: Text, _actor: Reader, service: Serving) -> Card:
    """Return the card of a model: how it was made, of what, under which licences, its scores."""
    return service.models.card(model)


@router.post("/models/{model}/promote", responses=documented("not_found", "no_model"))
def promote_model(model: Text, actor: Manager, service: Serving) -> ModelRow:
    """Put a model to use that `biaoyi model promote` or a run of training has installed here.

    This process uses it at once, others from their next start.
    """
    return service.models.use(model, actor)
