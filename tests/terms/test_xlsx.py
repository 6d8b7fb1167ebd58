"""Workbooks as people make them, and as we do."""

import datetime
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from termbase.concept import Concept, Designation
from termbase.exchange import BrokenExchange, Entry, read_concepts, write_concepts
from termbase.text import Language


def book(path: Path, *rows: tuple[str | float | datetime.datetime | None, ...]) -> Path:
    """A workbook with these rows."""
    made = Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def read(path: Path) -> list[Concept | str]:
    found = read_concepts(path)
    return [item.concept if isinstance(item, Entry) else str(item) for item in found]


def test_a_workbook_is_read_as_a_table_is(tmp_path: Path) -> None:
    rows = (("中文", "英文", "领域"), ("风扇", "fan", 23.0), (), ("轴", "axis", None))

    first, second = read(book(tmp_path / "terms.xlsx", *rows))

    assert first == Concept(
        (Designation("风扇", Language.ZH), Designation("fan", Language.EN)), domain="23"
    )
    assert isinstance(second, Concept)
    assert [item.text for item in second.designations] == ["轴", "axis"]


def test_a_date_is_read_as_it_is_written_everywhere(tmp_path: Path) -> None:
    rows = (("zh", "en", "note"), ("风扇", "fan", datetime.datetime(2026, 1, 2)))

    [concept] = read(book(tmp_path / "terms.xlsx", *rows))

    assert isinstance(concept, Concept)
    assert concept.note == "2026-01-02T00:00:00"


def test_rows_that_are_no_concepts_and_formulas_are_named(tmp_path: Path) -> None:
    rows = (("zh", "en"), ("风扇", '="f"&"an"'), ("叶轮", None), ("轴", "axis"), ("孔", "=1"))

    formula, lacking, concept, last = read(book(tmp_path / "terms.xlsx", *rows))

    assert formula == "terms.xlsx, row 2: B2 holds a formula; put its value there"
    assert lacking == "terms.xlsx, row 3: no English term"
    assert isinstance(concept, Concept)
    assert last == "terms.xlsx, row 5: B5 holds a formula; put its value there"


def test_no_cell_of_an_export_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    concept = Concept((Designation("=1+1", Language.EN), Designation("扇", Language.ZH)))

    write_concepts(path, [concept])

    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert "'=1+1" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    for data in (b"", b"zh,en\n", b"PK\x03\x04"):
        path.write_bytes(data)
        with pytest.raises(BrokenExchange, match=r"terms\.xlsx: not readable as XLSX"):
            read(path)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("x", "y")
    with pytest.raises(BrokenExchange, match=r"terms\.xlsx: not readable as XLSX"):
        read(path)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(520):
            part.write(bytes(1 << 20))

    with pytest.raises(BrokenExchange, match=r"unpacks to 520 MB"):
        read(path)


@pytest.mark.parametrize(
    ("note", "reason"), [("a\rb", "a carriage return"), ("x" * 40_000, "more than 32767")]
)
def test_a_text_that_no_cell_can_hold_is_named(note: str, reason: str, tmp_path: Path) -> None:
    concept = Concept((Designation("扇", Language.ZH),), note=note, id="0123456789abcd")

    with pytest.raises(BrokenExchange, match=f"concept 0123456789abcd: holds {reason}"):
        write_concepts(tmp_path / "terms.xlsx", [concept])
