"""Pairs for tests."""

from hypothesis import strategies as st

from corpus.model import Entry, Given, Neighbours, Origin, Provenance, Status
from termbase.concept import Viewer
from termbase.history import Change
from termbase.model import Scope

ALICE = Change("alice", "import", "a file")
ANN = Viewer("ann", frozenset({"pumps"}), "draft.docx")

ZH = ("压力不得超过10 MPa。", "螺栓应拧紧。", "风机")
EN = ("The pressure shall not exceed 10 MPa.", "The bolts shall be tightened.", "fan")
_NUMBERS = ("10", "12.5", "GB/T 1.1", " MPa")
_ZH_WORDS = ("压力", "不", "应", "得", "超过", "螺栓", "，", "。", "風", *_NUMBERS)
_EN_WORDS = ("the", "The", "pressure", "shall", "not", "bolt", "fan's", ",", *_NUMBERS)


def pair(  # noqa: PLR0913 - what a test wants to say
    zh: str = ZH[0],
    en: str = EN[0],
    *,
    scope: Scope = Scope.SHARED,
    owner: str = "",
    status: Status = Status.CONFIRMED,
    origin: Origin = Origin.IMPORTED,
    document: str = "a.tmx",
    position: str = "",
    near: tuple[str, str] | None = None,
    at: str = "",
) -> Given:
    """A pair with its provenance; `near` is the Chinese before and after."""
    neighbours = Neighbours(*near) if near else Neighbours()
    found = Provenance(document, position, at=at, origin=origin, neighbours=neighbours)
    return Given(Entry(zh, en, scope, owner, status, origin), found)


def sentences(side: str) -> st.SearchStrategy[str]:
    """Sentences of few words, so that many are near one another."""
    words = _ZH_WORDS if side == "zh" else _EN_WORDS
    joint = "" if side == "zh" else " "
    return st.lists(st.sampled_from(words), min_size=1, max_size=9).map(joint.join)
