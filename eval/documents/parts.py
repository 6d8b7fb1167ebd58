"""The parts of a zip package, and whether two files say the same."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def differences(before: bytes, after: bytes) -> Iterator[str]:
    """Yield the parts that are not canonically equal, or that only one of two packages has.

    Of files that are no packages every byte counts.
    """
    if not before.startswith(b"PK"):
        if before != after:
            yield "the file"
        return
    ours, theirs = parts_of(before), parts_of(after)
    if list(ours) != list(theirs):
        yield "the order of the parts"
    for name in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(name), theirs.get(name)
        if one != other and (one is None or other is None or not _same_xml(name, one, other)):
            yield name


def _same_xml(name: str, one: bytes, other: bytes) -> bool:
    if not name.endswith((".xml", ".rels")):
        return False
    return ET.canonicalize(one.decode("utf-8-sig")) == ET.canonicalize(other.decode("utf-8-sig"))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of `parts`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()
