"""A database file > the pairs that its store holds for everybody, confirmed (◆ disk)."""

from collections.abc import Iterator
from pathlib import Path

from corpus.exchange.tmx import BrokenExchange
from corpus.model import Pair, Selection, Status
from corpus.store import Store
from termbase.concept import Viewer
from termbase.database import Unavailable, file_url, open_engine
from termbase.model import Scope


def read_stored(path: Path, source: str, target: str) -> Iterator[Pair]:
    """Yield the shared pairs of the store in `path` that a person has confirmed.

    `source` and `target` are `zh` and `en`, in either order.

    Raises:
        BrokenExchange: no store of this program is there.
    """
    if not path.is_file():
        raise BrokenExchange(f"{path}: no such file")
    engine = open_engine(str(file_url(path)))
    try:
        wanted = Selection(scope=Scope.SHARED, status=Status.CONFIRMED)
        for kept in Store(engine).pairs(Viewer(""), wanted):
            texts = {"zh": kept.entry.zh, "en": kept.entry.en}
            yield Pair(texts[source], texts[target], f"{path.name}: pair {kept.entry.id}")
    except Unavailable as error:
        raise BrokenExchange(f"{path}: {error}") from error
    finally:
        engine.dispose()
