"""Files that nobody wrote to be read are refused: tricks with names, macros, floods."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.formats.packages import parts, run, word_file, zipped
from translator.errors import BrokenDocument
from translator.formats import format_for
from translator.formats.docx.package import MAX_PARAGRAPHS
from translator.job import MAX_LENGTH, MAX_UNITS, read_document

GOOD = word_file(f"<w:p>{run('valve')}</w:p>")
_LINK = 0o120777 << 16


def with_entry(name: str, attributes: int = 0) -> bytes:
    """A Word file with one more entry in its package."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as file:
        info = zipfile.ZipInfo(name)
        info.external_attr, info.create_system = attributes, 3
        file.writestr(info, "x")
    return out.getvalue()


TRICKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "two spellings": (lambda: with_entry("Word/Document.XML"), "holds Word/Document.XML twice"),
    "a link": (lambda: with_entry("word/media/a.png", _LINK), "a.png, which is no part"),
    "a NUL": (
        lambda: with_entry("word/media/a.png?.php").replace(b"a.png?.php", b"a.png\0.php"),
        "which is no part",
    ),
    "macros": (lambda: with_entry("word/vbaProject.bin"), "holds macros"),
    "too many paragraphs": (
        lambda: zipped({**parts(GOOD), "word/document.xml": b"<w:p >" * (MAX_PARAGRAPHS + 1)}),
        f"word/document.xml has more than {MAX_PARAGRAPHS} paragraphs",
    ),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_is_refused_with_a_reason(trick: str) -> None:
    make, reason = TRICKS[trick]
    data = make()

    with pytest.raises(BrokenDocument, match=reason):
        format_for("a.docx").read(data)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x\n" * (MAX_UNITS + 1), f"more than {MAX_UNITS} paragraphs"),
        (f"ok\n{'x' * (MAX_LENGTH + 1)}", f"line 2: more than {MAX_LENGTH} characters"),
    ],
)
def test_a_flood_is_refused_with_its_place(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "flood.txt"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BrokenDocument, match=f"flood.txt: {reason}"):
        read_document(file)


def test_docbook_is_no_article_of_jats() -> None:
    data = b'<!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "x"><article/>'

    with pytest.raises(BrokenDocument, match="the article is DocBook"):
        format_for("a.xml").read(data)
