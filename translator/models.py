"""The models that were promoted: where they are, which is used, which were before (◆ disk).

Under the data directory, `models/NAME` is a model, and `models/history` names those that were put
to use, one a line, the last one now. Without a line, the shipped model is used.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from translator.errors import InputError

_HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Models:
    """The promoted models under the data directory `data`."""

    data: Path

    @property
    def used(self) -> Path | None:
        """The model in use; None for the shipped one."""
        names = self.history()
        return self._folder / names[-1] if names else None

    def history(self) -> list[str]:
        """Return the names of the models put to use and not taken back, the last one in use."""
        try:
            return (self._folder / _HISTORY).read_text(encoding="utf-8").split()
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{self._folder / _HISTORY}: cannot be read: {error}") from error

    def all(self) -> list[Path]:
        """Return every promoted model, by name."""
        if not self._folder.is_dir():
            return []
        return sorted(
            place for place in self._folder.glob("[!.]*") if (place / "card.json").is_file()
        )

    def install(self, model: Path, name: str) -> Path:
        """Copy the directory `model` and put it to use; a name that is taken gets a number.

        Raises:
            InputError: it cannot be written.
        """
        plain = re.sub(r"[^\w.-]+", "-", name).strip(".-") or "model"
        taken = {place.name for place in self.all()} | {_HISTORY}
        number, free = 1, plain
        while free in taken:
            number += 1
            free = f"{plain}-{number}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = self._folder / f".{free}.part"
            shutil.rmtree(beside, ignore_errors=True)
            shutil.copytree(model, beside)
            beside.replace(self._folder / free)
            self._write([*self.history(), free])
        except OSError as error:
            raise InputError(f"{self._folder}: cannot be written: {error}") from error
        return self._folder / free

    def use(self, name: str) -> None:
        """Put the promoted model `name` to use, or the shipped one if it is empty.

        Raises:
            InputError: there is no such model, or the history cannot be written.
        """
        if name and name not in {place.name for place in self.all()}:
            raise InputError(f"{self._folder}: there is no model {name}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write([*self.history(), name] if name else [])
        except OSError as error:
            raise InputError(f"{self._folder}: cannot be written: {error}") from error

    def roll_back(self) -> Path | None:
        """Put the model to use that was used before; None if that is the shipped one.

        Raises:
            InputError: none was promoted.
        """
        names = self.history()
        if not names:
            raise InputError(f"{self._folder}: the shipped model is in use; none was before it")
        self._write(names[:-1])
        return self.used

    @property
    def _folder(self) -> Path:
        return self.data / "models"

    def _write(self, names: list[str]) -> None:
        beside = self._folder / f"{_HISTORY}.part"
        beside.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        beside.replace(self._folder / _HISTORY)
