"""File formats: bytes > Document > bytes."""

from pathlib import PurePath

from translator.errors import UnknownFormat
from translator.formats.base import Format
from translator.formats.docx import Docx
from translator.formats.sts import Sts
from translator.formats.txt import Txt

__all__ = ["FORMATS", "Format", "format_for"]

FORMATS: tuple[Format, ...] = (Docx(), Docx(".dotx"), Txt(), Sts())

_REFUSED = {
    ".doc": "old binary Word files cannot be read; save it as .docx",
    ".dot": "old binary Word templates cannot be read; save it as .dotx",
    ".docm": "Word files with macros are not accepted; save it as .docx",
    ".dotm": "Word templates with macros are not accepted; save it as .dotx",
    ".rtf": "rich text files cannot be read; save it as .docx",
    ".wps": "WPS Writer files cannot be read; save it as .docx",
    ".pdf": "a PDF file has no layout to write back; translate the file it was made from",
}


def format_for(name: str) -> Format:
    """Return the format that claims a file by the end of its name, in upper or lower case.

    Raises:
        UnknownFormat: none does; the message says what to do.
    """
    suffix = PurePath(name).suffix.lower()
    for form in FORMATS:
        if form.suffix == suffix:
            return form
    *others, last = (form.suffix for form in FORMATS)
    supported = f"{', '.join(others)} and {last}"
    reason = _REFUSED.get(suffix, f"save it as one of the supported formats: {supported}")
    raise UnknownFormat(f"{PurePath(name).name}: {reason}")
