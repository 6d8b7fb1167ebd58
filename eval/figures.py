"""What a measurement of speed came to, as it stands in docs/bench.json (◆ disk)."""

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

PLACE = Path("docs/bench.json")


class NoFigures(Exception):
    """Figures that are missing or cannot be read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One engine at one beam, by the median of the rounds.

    tokens, characters: target tokens and source characters a second.
    ratio: its tokens a second against those of `transformers` in the same round.
    """

    engine: str
    beam: int
    tokens: float
    characters: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of the bench.

    model: SHA-256 of its model.bin; size: of its directory without the card, in bytes.
    load: processes that ran or waited in the minute before, on `cores` cores.
    lines, seconds: what the whole command did in how long, start included.
    """

    model: str
    size: int
    cores: int
    load: float
    sentences: int
    characters: int
    rounds: int
    rows: tuple[Row, ...]
    lines: int
    seconds: float


_BENCH = TypeAdapter(Bench)


def read_figures(file: Path) -> Bench:
    """Return the figures in `file`.

    Raises:
        NoFigures: there are none that can be read.
    """
    try:
        return _BENCH.validate_json(file.read_bytes())
    except OSError as error:
        raise NoFigures(f"{file}: {error.strerror}; run: python -m eval.bench --write") from error
    except ValidationError as error:
        raise NoFigures(f"{file}: no figures of a bench") from error


def write_figures(file: Path, bench: Bench) -> None:
    """Write `bench` to `file`."""
    values = _BENCH.dump_python(bench, mode="json")
    file.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
