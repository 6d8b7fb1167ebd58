"""What can be asked for on the command line."""

import enum
from dataclasses import dataclass
from pathlib import Path

from termbase.text import Language
from translator.errors import InputError


class From(enum.StrEnum):
    """Source languages."""

    AUTO = "auto"
    ZH = "zh"
    ZH_HANT = "zh-Hant"
    EN = "en"


class Into(enum.StrEnum):
    """Target languages."""

    EN = "en"
    ZH = "zh"
    ZH_HANT = "zh-Hant"


class EngineName(enum.StrEnum):
    """Engines."""

    CT2 = "ct2"
    HF = "hf"
    ECHO = "echo"
    PSEUDO = "pseudo"


class Mode(enum.StrEnum):
    """What happens to a translation without its terms: it is flagged, or needs a review."""

    SOFT = "soft"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    source: From
    target: Into | None
    terms: tuple[Path, ...]
    memories: tuple[Path, ...]
    engine: EngineName
    model: str | None
    termbase: bool = True
    mode: Mode = Mode.SOFT
    fonts: Path | None = None
    bilingual: bool = False
    memory_store: bool = True

    @property
    def stored_memory(self) -> bool:
        """Whether the memory store is asked; what does not translate leaves it alone."""
        return self.memory_store and self.engine not in {EngineName.ECHO, EngineName.PSEUDO}


def target_for(source: Language, asked: Into | None) -> Language:
    """Return the target language asked for, or the other one.

    Raises:
        InputError: the source language was asked for.
    """
    if asked is None:
        return Language.EN if source.is_chinese else Language.ZH
    target = Language(asked.value)
    if target is source:
        raise InputError(f"the text is in {source.value} already; choose another --to")
    return target
