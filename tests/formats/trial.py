"""A file read and written in one go, its units in one line each."""

from collections.abc import Mapping
from dataclasses import replace

from termbase.text import Language
from tests.formats.marked import marked, unmarked
from translator.formats import Format


def units_of(form: Format, data: bytes) -> dict[str, str]:
    """Return the units of a file by their places."""
    return {unit.place: marked(unit.content) for unit in form.read(data).units}


def translated_by(
    form: Format, data: bytes, targets: Mapping[str, str], language: Language | None = None
) -> bytes:
    """Write a file with the units that are the keys of `targets` replaced by their values."""
    document = form.read(data)
    found = {
        unit.id: unmarked(targets[marked(unit.content)])
        for unit in document.units
        if marked(unit.content) in targets
    }
    return form.write(replace(document, language=language), found)
