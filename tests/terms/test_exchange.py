"""Terms go out to every format and come back the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.concept import Concept, Designation
from termbase.exchange import (
    BrokenExchange,
    Entry,
    Rejected,
    Style,
    read_concepts,
    write_concepts,
)
from termbase.text import Language
from tests.terms.concepts import stored

FORMS = [(".csv", Style.DCA), (".tsv", Style.DCA), (".xlsx", Style.DCA)]
FORMS += [(".tbx", Style.DCA), (".tbx", Style.DCT)]


def back(concepts: list[Concept], suffix: str, style: Style) -> list[Concept | str]:
    """What a file of `concepts` gives."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"terms{suffix}")
        write_concepts(path, concepts, style)
        found = list(read_concepts(path))
    return [item.concept if isinstance(item, Entry) else str(item) for item in found]


@pytest.mark.parametrize(("suffix", "style"), FORMS)
@given(concepts=st.lists(stored(), min_size=1, max_size=3))
def test_what_is_written_comes_back_the_same(
    concepts: list[Concept], suffix: str, style: Style
) -> None:
    assert back(concepts, suffix, style) == concepts


def test_a_file_of_another_kind_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    with pytest.raises(BrokenExchange, match=r"terms\.pdf: terms are read from \.csv, \.tsv"):
        list(read_concepts(tmp_path / "terms.pdf"))
    with pytest.raises(BrokenExchange, match=r"terms\.txt: terms are written to \.csv, \.tsv"):
        write_concepts(tmp_path / "terms.txt", [])


@pytest.mark.parametrize("suffix", [".xlsx", ".tbx"])
def test_a_text_that_the_format_cannot_hold_is_named(suffix: str, tmp_path: Path) -> None:
    concept = Concept((Designation("扇", Language.ZH),), note="a\x0bb", id="0123456789abcd")

    with pytest.raises(BrokenExchange, match=r"concept 0123456789abcd: holds U\+000B"):
        write_concepts(tmp_path / f"terms{suffix}", [concept])


def test_rows_come_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("zh,en\n风扇,fan\n叶轮,\n" + '"x,y\n' * 2, encoding="utf-8")

    rows = read_concepts(path)

    assert isinstance(next(rows), Entry)
    assert next(rows) == Rejected("terms.csv, line 3", "no English term")
    with pytest.raises(BrokenExchange, match=r"terms\.csv: not readable after line 3"):
        next(rows)
