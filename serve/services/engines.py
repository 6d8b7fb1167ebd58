"""The engine, opened once, and opened anew when another model is put to use (◆ models)."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from termbase.text import Language
from translator.engines.base import Engine
from translator.errors import EngineError, TranslatorError
from translator.model import Direction
from translator.settings import Settings
from translator.tools import Engines

_FIRST = Direction(Language.ZH, Language.EN)


class EngineHost:
    """Holds the engine of the service; may be shared between threads.

    `wrap` makes of an engine that was opened the one that requests are given.
    """

    def __init__(
        self, name: str, settings: Settings, wrap: Callable[[Engine], Engine] = lambda made: made
    ) -> None:
        """Open the engine; where that fails, `problem` says why and the service goes on without."""
        self.name = name
        self.problem = ""
        self._settings = settings
        self._wrap = wrap
        self._lock = threading.Lock()
        self._engines = Engines(name, settings)
        self._wrapped: Engine | None = None
        try:
            self.engine(_FIRST)
        except TranslatorError as error:
            self.problem = str(error)

    @property
    def model(self) -> Path:
        """The directory of the model in use."""
        return self._settings.model

    def engine(self, direction: Direction) -> Engine:
        """Return the engine for `direction`.

        Raises:
            EngineError: it could not be opened.
        """
        if self.problem:
            raise EngineError(self.problem)
        opened = self._engines.engine(direction)
        if not direction.changes_language:
            return opened  # by rule, at once
        with self._lock:
            self._wrapped = self._wrapped or self._wrap(opened)
            return self._wrapped

    def use(self, model: Path) -> None:
        """Take another model; requests that are being answered end with the one before.

        Raises:
            InputError: it cannot be loaded; the one before stays.
        """
        settings = replace(self._settings, model=model)
        engines = Engines(self.name, settings)
        engines.engine(_FIRST)
        with self._lock:
            self._settings, self._engines, self._wrapped = settings, engines, None
            self.problem = ""
