"""What is refused, always with one sentence that names the fault and the mend."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from tests.formats.packages import SHARED, document, package, parts, run, word_file, zipped
from translator.errors import BrokenDocument
from translator.formats.docx import Docx

GOOD = word_file(f"<w:p>{run('valve')}</w:p>")
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def with_part(name: str, data: bytes) -> bytes:
    return zipped({**parts(GOOD), name: data})


def without_part(name: str) -> bytes:
    return zipped({each: data for each, data in parts(GOOD).items() if each != name})


def twice() -> bytes:
    out = BytesIO(GOOD)
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(out, "a") as file,
    ):
        file.writestr("word/document.xml", "<x/>")
    return out.getvalue()


def encrypted_entry() -> bytes:
    """Set bit 0 of the flags in each entry of the zip directory."""
    data = bytearray(GOOD)
    for found in re.finditer(rb"PK\x01\x02", GOOD):
        data[found.start() + 8] |= 1
    return bytes(data)


def damaged_entry() -> bytes:
    start = GOOD.index(b"word/document.xml") + len("word/document.xml")
    return GOOD[:start] + bytes(40) + GOOD[start + 40 :]


def excel() -> bytes:
    types = parts(GOOD)["[Content_Types].xml"].replace(b"wordprocessingml", b"spreadsheetml")
    return with_part("[Content_Types].xml", types)


def deep(opening: str, closing: str, times: int) -> bytes:
    return word_file(f"<w:p>{opening * times}{run('x')}{closing * times}</w:p>")


FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"{\\rtf1 hello}", r"no zip package.*save it as \.docx"),
    "empty": (lambda: b"", "no zip package"),
    "compound file": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(9), "remove the password"),
    "truncated": (lambda: GOOD[:-40], "truncated or damaged"),
    "damaged part": (damaged_entry, "word/document.xml is damaged"),
    "encrypted part": (encrypted_entry, "is encrypted; remove the password"),
    "two parts of one name": (twice, "holds word/document.xml twice"),
    "path outside": (lambda: with_part("../../x.xml", b"<x/>"), "leads outside"),
    "absolute path": (lambda: with_part("/etc/x.xml", b"<x/>"), "leads outside"),
    "zip bomb": (lambda: with_part("word/bomb.xml", bytes(17_000_000)), "zip bomb"),
    "document type": (
        lambda: with_part("word/document.xml", DOCTYPE + document("").encode()),
        "word/document.xml declares a document type",
    ),
    "document type in UTF-16": (
        lambda: with_part("word/styles.xml", (DOCTYPE + b"<x/>").decode().encode("utf-16")),
        "word/styles.xml declares a document type",
    ),
    "document type without a mark": (
        lambda: with_part(
            "word/document.xml",
            b'<?xml version="1.0" encoding="UTF-16LE"?>'.decode().encode("utf-16-le")
            + (DOCTYPE + b"<x/>").decode().encode("utf-16-le"),
        ),
        "word/document.xml declares a document type",
    ),
    "document type after a comment": (
        lambda: with_part("custom.xml", b"<?xml version='1.0'?><!-- x -->\n" + DOCTYPE + b"<x/>"),
        "custom.xml declares a document type",
    ),
    "no content types": (lambda: without_part("[Content_Types].xml"), "is missing"),
    "no relationships": (lambda: without_part("_rels/.rels"), "main document part is missing"),
    "no main part": (lambda: without_part("word/document.xml"), "main document part is missing"),
    "other format": (excel, "is an Excel workbook"),
    "malformed part": (
        lambda: with_part("word/document.xml", b"<w:document>"),
        "word/document.xml is not well-formed",
    ),
    "empty part": (lambda: with_part("word/document.xml", b""), "is not well-formed"),
    "deep inside a paragraph": (lambda: deep("<w:ins>", "</w:ins>", 90), "nests more than 60"),
    "deep": (lambda: deep("<w:ins>", "</w:ins>", 3000), "is not well-formed XML .*depth"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_file_is_refused_in_one_sentence(fault: str) -> None:
    make, reason = FAULTS[fault]
    data = make()

    with pytest.raises(BrokenDocument, match=reason) as refusal:
        Docx().read(data)

    assert "\n" not in str(refusal.value)
    assert "hostname" not in str(refusal.value)


def test_any_cut_of_a_file_is_refused_or_read() -> None:
    for end in range(0, len(GOOD), 7):
        with pytest.raises(BrokenDocument):
            Docx().read(GOOD[:end])


def test_any_flipped_byte_is_refused_or_read() -> None:
    for place in range(0, len(GOOD), 3):
        data = GOOD[:place] + bytes([GOOD[place] ^ 0x55]) + GOOD[place + 1 :]

        try:
            units = Docx().read(data).units
        except BrokenDocument:
            continue

        assert len(units) <= 1


def test_the_main_part_may_have_any_name() -> None:
    other = package(
        {"document7.xml": document(f"<w:p>{run('valve')}</w:p>")}, "/word/document7.xml"
    )

    units = Docx().read(other).units

    assert [unit.content.text for unit in units] == ["valve"]


def test_thousands_of_equal_paragraphs_are_no_bomb() -> None:
    data = word_file(f"<w:p>{run('valve')}</w:p>" * 20_000)

    units = Docx().read(data).units

    assert len(units) == 20_000


def test_an_empty_bitmap_is_no_bomb() -> None:
    data = with_part("word/media/image1.bmp", bytes(3_000_000))

    units = Docx().read(data).units

    assert len(units) == 1


HOSTILE = {
    "h03_billion_laughs.docx": "DOCTYPE",
    "h04_xxe_file.docx": "DOCTYPE",
    "h12_truncated.docx": "truncated or damaged",
    "h22_rtf_renamed.docx": "no zip package",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    path = SHARED / "synthetic/hostile" / name
    if not path.exists():
        pytest.skip(f"{name} is not here")

    with pytest.raises(BrokenDocument, match=HOSTILE[name]):
        Docx().read(path.read_bytes())


@pytest.mark.parametrize("name", ["h15_ns0_prefix.docx", "h20_missing_thumbnail_target.docx"])
def test_an_odd_but_sound_file_has_the_units_of_its_plain_twin(name: str) -> None:
    path, twin = SHARED / "synthetic/hostile" / name, SHARED / "synthetic/probe_all_en.docx"
    if not path.exists():
        pytest.skip(f"{name} is not here")

    units = Docx().read(path.read_bytes()).units

    assert units == Docx().read(twin.read_bytes()).units
