"""What is written is read back, in every format; an export imported again changes nothing."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import Engine

from corpus.exchange import WRITES, BrokenExchange, Refused, read_pairs, write_pairs
from corpus.exchange.unit import units_of
from corpus.model import (
    Entry,
    Given,
    Imported,
    InlineTag,
    Kept,
    Neighbours,
    Origin,
    Provenance,
    Selection,
    Status,
)
from corpus.store import Store
from termbase.concept import Viewer
from termbase.database import downgrade, upgrade
from termbase.model import Scope
from tests.memory.made import ALICE

_PIECES = (
    *"汉字ab 1=+-@'\"\\<>&;,∅∅\t\r\n|",
    "\U00020000", "'=", "_x000D_", "\\n", "\x85", "\u2028", "\ufeff", "<seg>", "</seg>",
    "  \n ", "]]>",
)  # fmt: skip
_WHO = Viewer("ann", frozenset({"pumps"}), "draft.docx")
_FORMATS = pytest.mark.parametrize("suffix", sorted({*WRITES} - {".xlf"}))

said = st.lists(st.sampled_from(_PIECES), max_size=6).map("".join)
texts = said.map(str.strip).filter(bool)


@st.composite
def tagged(draw: st.DrawFn) -> tuple[str, tuple[InlineTag, ...]]:
    """A text with tags: pairs that may overlap, halves of pairs, points."""
    text = draw(texts)
    places = st.integers(0, len(text))
    found: list[InlineTag] = []
    for ref in range(draw(st.integers(0, 3))):
        kinds = draw(st.sampled_from((("open", "close"), ("open",), ("close",), ("point",))))
        at = sorted(draw(places) for _ in kinds)
        found += [
            InlineTag(place, kind, ref, draw(said)) for place, kind in zip(at, kinds, strict=True)
        ]
    return text, tuple(sorted(found, key=lambda tag: tag.at))


@st.composite
def pairs(draw: st.DrawFn) -> Given:
    """A pair as the store gives it, with all that may be said of it."""
    (zh, zh_tags), (en, en_tags) = draw(tagged()), draw(tagged())
    scope = draw(st.sampled_from(Scope))
    owner = "" if scope is Scope.SHARED else draw(texts)
    near = st.none() | said
    days = st.sampled_from(("", "2020-02-03", "2026-01-31T12:00:00+00:00", "0099-01-01", "once"))
    return Given(
        Entry(
            zh,
            en,
            scope,
            owner,
            draw(st.sampled_from(Status)),
            zh_tags=zh_tags,
            en_tags=en_tags,
            used=draw(st.integers(0, 9)),
        ),
        Provenance(
            draw(said),
            draw(said),
            draw(said),
            draw(days),
            draw(said),
            draw(said),
            draw(st.sampled_from(Origin)),
            Neighbours(*(draw(near) for _ in range(4))),
        ),
    )


def written(path: Path, items: Iterable[Given]) -> Path:
    """A file of these pairs, of which none was left out."""
    left = [str(item) for item in write_pairs(path, items) if isinstance(item, Refused)]
    assert left == []
    return path


@_FORMATS
@settings(deadline=None, max_examples=60)
@given(items=st.lists(pairs(), max_size=4))
def test_what_is_written_is_read_back(suffix: str, items: list[Given]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / f"pairs{suffix}", items)

        assert list(read_pairs(path)) == items


def _stored() -> list[Given]:
    """Pairs of all scopes and statuses, in several places, with tags and odd characters."""
    bold = (InlineTag(0, "open", 1, "<b>"), InlineTag(2, "close", 1, "</b>"))
    plain = Entry("螺栓应拧紧。", "The bolts\nshall be tightened.", zh_tags=bold, used=3)
    where = Provenance("a.docx", "clause 4", "bob", "2026-01-31", "CC0", "ICS 23")
    near = Neighbours("", "第二句。", None, "= 2")
    return [
        Given(plain, where),
        Given(plain, replace(where, document="b.docx", neighbours=near, origin=Origin.HUMAN)),
        Given(Entry("=1+1", "-1", Scope.PERSONAL, "ann", Status.REVIEWED), Provenance()),
        Given(Entry("风机", "fan", Scope.TEAM, "pumps", Status.DRAFT), Provenance(who="it's")),
        Given(Entry("轴", "axis", Scope.DOCUMENT, "draft.docx"), Provenance("draft.docx")),
    ]


def _without_number(kept: Kept) -> Kept:
    return replace(kept, entry=replace(kept.entry, id=0, number=0))


@_FORMATS
def test_an_export_imported_again_changes_nothing_and_elsewhere_gives_the_same(
    suffix: str, empty: Engine, tmp_path: Path
) -> None:
    upgrade(empty)
    store = Store(empty)
    store.put(_stored(), ALICE)
    kept = [_without_number(one) for one in store.pairs(_WHO)]
    path = tmp_path / f"pairs{suffix}"
    wanted = Selection()
    units = [item for one in store.pairs(_WHO, wanted) for item in units_of(one, wanted)]

    written(path, units)
    given = [item for item in read_pairs(path) if isinstance(item, Given)]
    again = store.put(given, ALICE)
    version = store.version()
    downgrade(empty, "base")
    upgrade(empty)
    store.put(given, ALICE)

    assert len(kept) == 4
    assert (again, version) == (Imported(same=5), 1)
    assert [_without_number(one) for one in store.pairs(_WHO)] == kept


@pytest.mark.parametrize("suffix", [".tmx", ".xliff", ".csv", ".tsv", ".xlsx"])
@pytest.mark.parametrize("char", ["\x01", "\x1b", "\ufffe"])
def test_what_xml_cannot_hold_is_kept_or_named(suffix: str, char: str, tmp_path: Path) -> None:
    odd = Given(Entry(f"甲{char}乙", "a"), Provenance("a.docx", "7"))
    worse = Given(Entry("甲", "a", Scope.TEAM, f"a{char}"), Provenance())
    path = tmp_path / f"pairs{suffix}"

    told = [str(item) for item in write_pairs(path, [odd, worse]) if isinstance(item, Refused)]
    read = list(read_pairs(path))

    left = {".tmx": 2, ".xliff": 1}.get(suffix, 0)
    assert read == [odd, worse][: 2 - left]
    assert len(told) == left
    assert all(f"U+{ord(char):04X}, which XML cannot" in line for line in told)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1", "'=1"])
def test_no_cell_is_a_formula(suffix: str, text: str, tmp_path: Path) -> None:
    path = written(tmp_path / f"pairs{suffix}", [Given(Entry(text, text), Provenance(text))])

    if suffix == ".xlsx":
        sheet = load_workbook(path).worksheets[0]
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        assert str(cells[0].value).startswith("'")
    else:
        assert f"'{text}" in path.read_text(encoding="utf-8")


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tmx"
    path.write_text("before")

    writing = write_pairs(path, iter([Given(Entry("甲", "a"), Provenance())] * 2))
    next(writing)
    writing.close()

    assert path.read_text() == "before"
    assert [item.name for item in tmp_path.iterdir()] == ["pairs.tmx"]
    with pytest.raises(BrokenExchange, match=r"pairs\.doc: pairs are written to \.tmx, "):
        next(write_pairs(tmp_path / "pairs.doc", []))
    with pytest.raises(BrokenExchange, match=r"pairs\.doc: pairs are read from \.tmx, "):
        read_pairs(tmp_path / "pairs.doc")
