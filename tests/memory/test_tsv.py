"""Translation memories as tables."""

from pathlib import Path

import pytest

from corpus.exchange.tmx import BrokenExchange
from corpus.exchange.tsv import read_tsv


def pairs(file: Path, data: bytes, source: str = "zh", target: str = "en") -> list[tuple[str, str]]:
    file.write_bytes(data)
    return [(pair.source, pair.target) for pair in read_tsv(file, source, target)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.tsv", "zh\ten\n范围\tScope\n\n附录\tAnnex\n"),
        ("m.tsv", "\ufeffen-US\tnote\tzh-CN\r\nScope\tx\t范围\r\nAnnex\t\t附录\r\n"),
        ("m.csv", '"zh","en"\n"范围","Scope"\n附录,Annex\n'),
    ],
)
def test_the_first_row_names_the_columns(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name

    assert pairs(file, text.encode()) == [("范围", "Scope"), ("附录", "Annex")]
    assert pairs(file, text.encode(), "en", "zh") == [("Scope", "范围"), ("Annex", "附录")]


def test_quotation_marks_in_a_tsv_are_text(tmp_path: Path) -> None:
    data = 'zh\ten\n"范围"一章\t"Scope" clause\n'.encode()

    assert pairs(tmp_path / "m.tsv", data) == [('"范围"一章', '"Scope" clause')]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("范围\tScope\n".encode(), r"m\.tsv: the first row must name the columns zh and en"),
        (b"", r"m\.tsv: the first row must name"),
        ("zh\ten\n范围\tScope\n附录\t\n".encode(), r"m\.tsv, line 3: both languages"),
        ("zh\ten\n范围\n".encode(), r"m\.tsv, line 2: both languages"),
        ("zh\ten\n范围\tScope\n".encode("gb18030"), r"m\.tsv: not UTF-8"),
        (("zh\ten\n范围\t" + "x" * 200_000).encode(), r"m\.tsv: not readable as a table"),
    ],
)
def test_a_broken_table_is_named_with_the_place(
    tmp_path: Path, data: bytes, complaint: str
) -> None:
    with pytest.raises(BrokenExchange, match=complaint):
        pairs(tmp_path / "m.tsv", data)
