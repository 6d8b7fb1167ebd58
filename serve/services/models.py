"""The models there are, what their cards say, and which is used (◆ disk)."""

import json
from dataclasses import dataclass
from pathlib import Path

from serve.auth.actor import Actor
from serve.database import Database
from serve.problem import Problem
from serve.services.audit import note
from serve.services.engines import EngineHost
from translator.errors import NoModel
from translator.models import Models as Promoted
from translator.settings import SHIPPED_MODEL

SHIPPED = "shipped"
Card = dict[str, object]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model: its name, whether it is in use, when it was made, and its scores as measured."""

    name: str
    used: bool
    made: str
    languages: str
    scores: list[object]


class Models:
    """The shipped model and those that were promoted on this machine."""

    def __init__(self, promoted: Promoted, engines: EngineHost, database: Database) -> None:
        self._promoted = promoted
        self._engines = engines
        self._database = database

    def all(self) -> list[ModelRow]:
        """Return all models, the shipped one first."""
        return [self._row(place) for place in (SHIPPED_MODEL, *self._promoted.all())]

    def card(self, name: str) -> Card:
        """Return what the card of a model says.

        Raises:
            Problem: there is no such model.
        """
        return _card(self._place(name))

    def use(self, name: str, actor: Actor) -> ModelRow:
        """Put a model to use, in this process at once and in others from their next start.

        Raises:
            Problem: there is no such model. NoModel: it cannot be loaded; the one before stays.
        """
        place = self._place(name)
        self._engines.use(place)
        self._promoted.use("" if place == SHIPPED_MODEL else place.name)
        with self._database.writing() as connection:
            note(connection, actor, "model.use", name)
        return self._row(place)

    def _row(self, place: Path) -> ModelRow:
        card = _card(place)
        scores = card.get("scores", [])
        return ModelRow(
            SHIPPED if place == SHIPPED_MODEL else place.name,
            place == self._engines.model,
            str(card.get("made", "")),
            str(card.get("languages", "")),
            scores if isinstance(scores, list) else [],
        )

    def _place(self, name: str) -> Path:
        if name == SHIPPED:
            return SHIPPED_MODEL
        found = next((place for place in self._promoted.all() if place.name == name), None)
        if found is None:
            raise Problem("not_found", what="model")
        return found


def _card(place: Path) -> Card:
    try:
        found = json.loads((place / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoModel(f"{place / 'card.json'}: cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise NoModel(f"{place / 'card.json'}: is no object")
    return found
