"""The zip package of an Office file: opened with suspicion, written back part by part."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from translator.errors import BrokenDocument
from translator.formats.docx.markup import refuse_doctype

MAX_ENTRIES = 20_000
MAX_TOTAL = 512 * 1024 * 1024  # bytes, unpacked
MAX_XML = 128 * 1024 * 1024  # bytes, one XML part unpacked
MAX_PARAGRAPHS = 200_000  # of one part; real standards have some ten thousand
MAX_RATIO = 200  # unpacked : packed, for parts that are not small
_SMALL_XML = 16 * 1024 * 1024  # bytes; a form of thousands of equal rows is packed very tightly
_SMALL = 64 * 1024 * 1024  # bytes; so is an empty bitmap
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_MACROS = "vbaproject.bin"
_ENCRYPTED = 0x1  # general purpose flag, bit 0
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)  # what zipfile is known to raise
_OLD = {".docx": ".doc", ".dotx": ".dot", ".xlsx": ".xls", ".pptx": ".ppt"}
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[ >]")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MEND = "get the file again, or open it and save it again"


@dataclass(frozen=True, slots=True)
class Entry:
    """One part and what the zip directory says of it."""

    info: zipfile.ZipInfo
    data: bytes


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a file in their order; names are compared without case, as OPC asks."""

    entries: tuple[Entry, ...]
    index: Mapping[str, Entry]

    def names(self) -> tuple[str, ...]:
        """Return the names of the parts, in order."""
        return tuple(entry.info.filename for entry in self.entries)

    def find(self, name: str) -> Entry | None:
        """Return the part called `name`, with or without its leading slash."""
        return self.index.get(name.lstrip("/").lower())

    def save(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the zip file with the parts in `changed` replaced; order and dates are kept."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            for entry in self.entries:
                info = zipfile.ZipInfo(entry.info.filename, entry.info.date_time)
                info.compress_type = entry.info.compress_type
                info.external_attr = entry.info.external_attr
                info.create_system = entry.info.create_system
                file.writestr(info, changed.get(entry.info.filename, entry.data))
        return out.getvalue()


def open_package(data: bytes, suffix: str = ".docx") -> Package:
    """Unpack `data`, a file that should be named with `suffix`, within the limits above.

    Raises:
        BrokenDocument: it is no zip file, is damaged or encrypted, or could do harm.
    """
    if data.startswith(_COMPOUND_FILE):
        raise BrokenDocument(
            f"the file is encrypted or an old {_OLD.get(suffix, 'Office file')}; "
            f"remove the password, or save it as {suffix}"
        )
    if not data.startswith(b"PK"):
        raise BrokenDocument(f"the file is no {suffix} file (no zip package); save it as {suffix}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = file.infolist()
            _refuse(infos)
            entries = tuple(Entry(info, _unpack(file, info)) for info in infos)
    except _DAMAGE as error:
        raise BrokenDocument(f"the file is truncated or damaged; {_MEND}") from error
    return Package(entries, {entry.info.filename.lower(): entry for entry in entries})


def _refuse(infos: list[zipfile.ZipInfo]) -> None:
    """Judge the zip directory before anything is unpacked."""
    reason = next(_faults(infos), None)
    if reason is not None:
        raise BrokenDocument(reason)


def _faults(infos: list[zipfile.ZipInfo]) -> Iterator[str]:
    if len(infos) > MAX_ENTRIES:
        yield f"the file has more than {MAX_ENTRIES} parts; split the document"
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        yield f"the file unpacks to more than {MAX_TOTAL >> 20} MB; split the document"
    seen = set[str]()
    for info in infos:
        name = info.filename.lower()
        if name in seen:
            yield f"the file holds {info.filename} twice; {_MEND}"
        seen.add(name)
        yield from _entry_faults(info)


def _entry_faults(info: zipfile.ZipInfo) -> Iterator[str]:
    if _OUTSIDE.search(info.filename):
        yield f"the file holds a part whose name leads outside of it ({info.filename}); {_MEND}"
    if info.filename != info.orig_filename or stat.S_ISLNK(info.external_attr >> 16):
        yield f"the file holds {info.filename}, which is no part but a trick with names; {_MEND}"
    if info.filename.lower().endswith(_MACROS):
        yield f"the file holds macros ({info.filename}); save it without them"
    yield from _packing_faults(info)


def _packing_faults(info: zipfile.ZipInfo) -> Iterator[str]:
    if info.flag_bits & _ENCRYPTED:
        yield f"{info.filename} is encrypted; remove the password and save the file again"
    if info.compress_type not in _METHODS:
        yield f"{info.filename} is packed in a way that Office does not know; {_MEND}"
    is_xml = _is_xml(info.filename)
    if is_xml and info.file_size > MAX_XML:
        yield f"{info.filename} unpacks to more than {MAX_XML >> 20} MB; split the document"
    small = _SMALL_XML if is_xml else _SMALL
    if info.file_size > small and info.file_size > MAX_RATIO * max(1, info.compress_size):
        yield f"{info.filename} is packed suspiciously tightly (a zip bomb?); {_MEND}"


def _unpack(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        data = file.read(info)
    except _DAMAGE as error:
        raise BrokenDocument(f"{info.filename} is damaged; {_MEND}") from error
    if _is_xml(info.filename):
        refuse_doctype(info.filename, data)
        if sum(1 for _ in _PARAGRAPH.finditer(data)) > MAX_PARAGRAPHS:
            raise BrokenDocument(
                f"{info.filename} has more than {MAX_PARAGRAPHS} paragraphs; split the document"
            )
    return data


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))
