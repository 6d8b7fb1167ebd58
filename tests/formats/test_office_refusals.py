"""Workbooks, slides and OpenDocument files that are refused, with a reason that names the mend."""

import re
from collections.abc import Callable

import pytest

from tests.formats.office_samples import SAMPLES, SHEETS, SLIDES, TEXT
from tests.formats.packages import parts, run, word_file, zipped
from tests.formats.workbooks import shared, with_parts, workbook
from translator.errors import BrokenDocument, UnknownFormat
from translator.formats import format_for

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(9)
DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
WORD = word_file(f"<w:p>{run('valve')}</w:p>")
BOOK = shared(workbook())


def with_macros(data: bytes, main: str) -> bytes:
    types = parts(data)["[Content_Types].xml"].decode()
    changed = re.sub(rf"{main}\.main\+xml", f"{main[:-1]}.macroEnabled.main+xml", types)
    assert changed != types
    return with_parts(data, {"[Content_Types].xml": changed})


def encrypted() -> bytes:
    manifest = parts(TEXT)["META-INF/manifest.xml"].decode()
    hidden = "<manifest:encryption-data/></manifest:manifest>"
    return with_parts(
        TEXT, {"META-INF/manifest.xml": manifest.replace("</manifest:manifest>", hidden)}
    )


def without(data: bytes, name: str) -> bytes:
    return zipped({each: part for each, part in parts(data).items() if each != name})


FAULTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "no workbook": ("a.xlsx", lambda: b"a,b", r"no \.xlsx file .*save it as \.xlsx"),
    "old workbook": ("a.xlsx", lambda: COMPOUND, r"encrypted or an old \.xls; remove the password"),
    "old slides": ("a.pptx", lambda: COMPOUND, r"encrypted or an old \.ppt; remove the password"),
    "old text": ("a.odt", lambda: COMPOUND, r"remove the password, or save it as \.odt"),
    "slides as workbook": ("a.xlsx", lambda: SLIDES, r"PowerPoint file.*rename it to \.pptx"),
    "workbook as slides": ("a.pptx", lambda: BOOK, r"Excel workbook.*rename it to \.xlsx"),
    "text as workbook": ("a.xlsx", lambda: WORD, r"Word document.*rename it to \.docx"),
    "text as slides": ("a.pptx", lambda: WORD, r"Word document.*rename it to \.docx"),
    "workbook as OpenDocument": ("a.ods", lambda: BOOK, r"no OpenDocument file; save it as \.ods"),
    "sheets as text": ("a.odt", lambda: SHEETS, r"OpenDocument spreadsheet; rename it to \.ods"),
    "macros in a workbook": (
        "a.xlsx",
        lambda: with_macros(BOOK, "sheet"),
        r"holds macros; save it as \.xlsx",
    ),
    "macros in slides": (
        "a.pptx",
        lambda: with_macros(SLIDES, "presentation"),
        r"holds macros; save it as \.pptx",
    ),
    "encrypted text": ("a.odt", encrypted, r"is encrypted; remove the password"),
    "no content": ("a.odt", lambda: without(TEXT, "content.xml"), "no OpenDocument file"),
    "no workbook part": (
        "a.xlsx",
        lambda: without(BOOK, "xl/workbook.xml"),
        "main document part is missing",
    ),
    "malformed sheet": (
        "a.xlsx",
        lambda: with_parts(BOOK, {"xl/worksheets/sheet1.xml": "<worksheet>"}),
        "xl/worksheets/sheet1.xml is not well-formed",
    ),
    "document type in a sheet": (
        "a.xlsx",
        lambda: with_parts(BOOK, {"xl/worksheets/sheet1.xml": f"{DOCTYPE}<worksheet/>"}),
        "declares a document type",
    ),
    "document type in a slide": (
        "a.pptx",
        lambda: with_parts(SLIDES, {"ppt/slides/slide1.xml": f"{DOCTYPE}<x/>"}),
        "declares a document type",
    ),
    "document type in a text": (
        "a.odt",
        lambda: with_parts(TEXT, {"content.xml": f"{DOCTYPE}<x/>"}),
        "declares a document type",
    ),
    "bomb": (
        "a.xlsx",
        lambda: zipped({**parts(BOOK), "xl/bomb.xml": bytes(17_000_000)}),
        "zip bomb",
    ),
    "deep text": (
        "a.odt",
        lambda: with_parts(
            TEXT,
            {
                "content.xml": parts(TEXT)["content.xml"]
                .decode()
                .replace(">base<", f">{'<text:span>' * 80}x{'</text:span>' * 80}<")
            },
        ),
        "nests more than 60",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_file_is_refused_in_one_sentence(fault: str) -> None:
    name, make, reason = FAULTS[fault]
    data = make()

    with pytest.raises(BrokenDocument, match=reason) as refusal:
        format_for(name).read(data)

    assert "\n" not in str(refusal.value)
    assert "hostname" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("a.xls", ".xlsx"),
        ("a.xlsm", ".xlsx"),
        ("a.xlsb", ".xlsx"),
        ("a.XLTM", ".xltx"),
        ("a.ppt", ".pptx"),
        ("a.pptm", ".pptx"),
        ("a.ppsm", ".ppsx"),
        ("a.fodt", ".odt"),
        ("a.odg", ".odp"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name(name: str, mend: str) -> None:
    with pytest.raises(UnknownFormat, match=rf"save it as \{mend}$|\{mend}"):
        format_for(name)


@pytest.mark.parametrize("name", ["shared.xlsx", "slides.pptx", "text.odt"])
def test_any_flipped_byte_is_refused_or_read(name: str) -> None:
    data, form = SAMPLES[name], format_for(name)
    for place in range(0, len(data), 97):
        flipped = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]

        try:
            units = form.read(flipped).units
        except BrokenDocument:
            continue

        assert len(units) < 100


def test_references_that_lead_nowhere_stop_nothing() -> None:
    sheet = parts(BOOK)["xl/worksheets/sheet1.xml"].decode()
    wrong = sheet.replace("<v>0</v>", "<v>999</v>").replace("<v>1</v>", "<v>x</v>")
    data = with_parts(without(BOOK, "xl/tables/table1.xml"), {"xl/worksheets/sheet1.xml": wrong})
    form = format_for("a.xlsx")
    document = form.read(data)

    written = form.write(document, {unit.id: unit.content for unit in document.units})

    assert parts(written) == parts(data)
