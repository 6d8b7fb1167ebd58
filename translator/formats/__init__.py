"""File formats: bytes > Document > bytes."""

from pathlib import PurePath

from translator.errors import UnknownFormat
from translator.formats.base import Format
from translator.formats.docx import Docx
from translator.formats.md import Markdown
from translator.formats.odf import Odf
from translator.formats.pptx import Pptx
from translator.formats.sts import Sts
from translator.formats.txt import Txt
from translator.formats.web import Html
from translator.formats.xliff import Xliff
from translator.formats.xlsx import Xlsx

__all__ = ["FORMATS", "Format", "format_for"]

FORMATS: tuple[Format, ...] = (
    Docx(),
    Docx(".dotx"),
    Txt(),
    *(Markdown(suffix) for suffix in (".md", ".markdown")),
    *(Html(suffix) for suffix in (".html", ".htm", ".xhtml")),
    Sts(),
    Xliff(),
    Xliff(".xliff"),
    *(Xlsx(suffix) for suffix in (".xlsx", ".xltx")),
    *(Pptx(suffix) for suffix in (".pptx", ".potx", ".ppsx")),
    *(Odf(suffix) for suffix in (".odt", ".ott", ".ods", ".ots", ".odp", ".otp")),
)

_REFUSED = {
    ".doc": "old binary Word files cannot be read; save it as .docx",
    ".dot": "old binary Word templates cannot be read; save it as .dotx",
    ".docm": "Word files with macros are not accepted; save it as .docx",
    ".dotm": "Word templates with macros are not accepted; save it as .dotx",
    ".rtf": "rich text files cannot be read; save it as .docx",
    ".wps": "WPS Writer files cannot be read; save it as .docx",
    ".xls": "old binary Excel files cannot be read; save it as .xlsx",
    ".xlt": "old binary Excel templates cannot be read; save it as .xltx",
    ".xlsb": "binary Excel files cannot be read; save it as .xlsx",
    ".xlsm": "Excel files with macros are not accepted; save it as .xlsx",
    ".xltm": "Excel templates with macros are not accepted; save it as .xltx",
    ".et": "WPS Spreadsheets files cannot be read; save it as .xlsx",
    ".ppt": "old binary PowerPoint files cannot be read; save it as .pptx",
    ".pps": "old binary PowerPoint shows cannot be read; save it as .ppsx",
    ".pot": "old binary PowerPoint templates cannot be read; save it as .potx",
    ".pptm": "PowerPoint files with macros are not accepted; save it as .pptx",
    ".ppsm": "PowerPoint shows with macros are not accepted; save it as .ppsx",
    ".potm": "PowerPoint templates with macros are not accepted; save it as .potx",
    ".dps": "WPS Presentation files cannot be read; save it as .pptx",
    ".fodt": "flat OpenDocument files cannot be read; save it as .odt",
    ".fods": "flat OpenDocument files cannot be read; save it as .ods",
    ".fodp": "flat OpenDocument files cannot be read; save it as .odp",
    ".odg": "OpenDocument drawings cannot be read; save it as .odp",
    ".sdlxliff": "files of Trados Studio cannot be read; export XLIFF (.xlf) from it",
    ".mqxliff": "files of memoQ cannot be read; export XLIFF (.xlf) from it",
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
