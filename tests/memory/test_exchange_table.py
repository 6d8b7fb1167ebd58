"""Tables of pairs as people make them, and what each row must hold."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus.exchange import BrokenExchange, Refused, read_pairs
from corpus.exchange.tsv import read_tsv
from corpus.model import Entry, Given, InlineTag, Neighbours, Origin, Provenance, Status
from termbase.model import Scope


def told(path: Path, text: str) -> list[Given | str]:
    path.write_text(text, encoding="utf-8")
    return [str(item) if isinstance(item, Refused) else item for item in read_pairs(path)]


def book(path: Path, *rows: tuple[str | float | None, ...]) -> Path:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(path)
    return path


def test_columns_may_stand_anywhere_and_most_may_lack(tmp_path: Path) -> None:
    text = "licence\tEN-us\tnote\t中文\tused\nCC0\tScope\tx\t范围\t7\n\t\t\t\n\tfan\t\t风机\n"

    first, second = told(tmp_path / "m.tsv", text)

    assert first == Given(
        Entry("范围", "Scope", used=7), Provenance("m.tsv", "line 2", licence="CC0")
    )
    assert second == Given(Entry("风机", "fan"), Provenance("m.tsv", "line 4"))


def test_all_that_is_said_of_a_pair_has_a_column(tmp_path: Path) -> None:
    head = "zh,en,scope,owner,status,origin,who,at,document,position,zh_before,en_after,zh_tags\n"
    row = "甲乙,a,team,pumps,draft,post-edited,bob,2020,d.docx,4,∅,∅∅,"
    tags = '"[[0,""open"",1,""<b>""]]"\n'

    [pair] = told(tmp_path / "m.csv", head + row + tags)

    assert pair == Given(
        Entry(
            "甲乙",
            "a",
            Scope.TEAM,
            "pumps",
            Status.DRAFT,
            zh_tags=(InlineTag(0, "open", 1, "<b>"),),
        ),
        Provenance(
            "d.docx",
            "4",
            "bob",
            "2020",
            origin=Origin.POST_EDITED,
            neighbours=Neighbours("", en_after="∅"),
        ),
    )


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("en", " ", "both languages are needed"),
        ("status", "done", "“done” is no status; there are rejected, draft, confirmed, reviewed"),
        ("origin", "me", "“me” is no origin; there are imported, post-edited, human"),
        ("scope", "all", "“all” is no scope; there are document, personal, team, shared"),
        ("used", "-1", "“-1” is no count"),
        ("zh_tags", "<b>", "its tags are not in JSON: “<b>”"),
        ("zh_tags", "7", "its tags are no list"),
        ("zh_tags", '[[0,"open",1]]', "is no tag; say"),
        ("zh_tags", '[[5,"open",1,""]]', "a tag “open” at 5 has no place in the text"),
        ("zh_tags", '[[0,"middle",1,""]]', "a tag “middle” at 0 has no place"),
        ("zh_tags", '[[1,"open",1,""],[0,"close",1,""]]', "a tag “close” at 0 has no place"),
        ("escaped", "\\q", "is not escaped as the row says"),
    ],
)
def test_a_row_that_is_no_pair_is_named_and_costs_no_other(
    tmp_path: Path, column: str, cell: str, said: str
) -> None:
    cells = {"zh": "甲", "en": "a"} | {column: cell}

    text = "\n".join("\t".join(row) for row in (cells, cells.values(), ("乙", "b")))
    named, pair = told(tmp_path / "m.tsv", text)

    assert str(named).startswith("m.tsv, line 2: ")
    assert said in str(named)
    assert isinstance(pair, Given)


def test_a_workbook_is_read_as_a_table_is(tmp_path: Path) -> None:
    path = book(tmp_path / "m.xlsx", ("zh", "en", "used"), ("第", 5.0, 2), (), ("甲", None))

    pair, named = read_pairs(path)

    assert pair == Given(Entry("第", "5", used=2), Provenance("m.xlsx", "row 2"))
    assert str(named) == "m.xlsx, row 4: both languages are needed"


def test_what_is_no_workbook_of_pairs_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenExchange, match=r"m\.xlsx: the first row must name the columns zh"):
        list(read_pairs(book(tmp_path / "m.xlsx", ("甲", "a"))))
    with pytest.raises(BrokenExchange, match=r"e\.xlsx: the first row must name"):
        list(read_pairs(book(tmp_path / "e.xlsx")))
    (tmp_path / "x.xlsx").write_text("zh,en")
    with pytest.raises(BrokenExchange, match=r"x\.xlsx: not readable as XLSX"):
        list(read_pairs(tmp_path / "x.xlsx"))


def test_a_damaged_workbook_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "m.xlsx", ("zh", "en"), *[("甲", f"a{n}") for n in range(999)])
    data = path.read_bytes()

    path.write_bytes(data[:900] + bytes(64) + data[964:])

    with pytest.raises(BrokenExchange, match=r"m\.xlsx: not readable as XLSX"):
        list(read_pairs(path))


def test_texts_of_a_memory_file_are_what_they_were_before_masking(tmp_path: Path) -> None:
    path = tmp_path / "m.tsv"
    path.write_text("zh\ten\tescaped\n'-甲\ta\\u0009b\tyes\n'是\t'is\n", encoding="utf-8")

    first, second = read_tsv(path, "en", "zh")

    assert (first.source, first.target) == ("a\tb", "-甲")
    assert (second.source, second.target) == ("'is", "'是")
