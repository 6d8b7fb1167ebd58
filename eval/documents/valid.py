"""XML standards that are valid by a schema: are their translations?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from termbase.text import Language
from translator.formats import format_for
from translator.model import TaggedText

SCHEMAS = (
    Path("NISO-STS-interchange-1-2-MathML3-RNG/NISO-STS-interchange-1-mathml3.rng"),
    Path("isosts-rng/ISOSTS.rng"),
)


@dataclass(frozen=True, slots=True)
class Validity:
    """How many files were valid by a schema, and what is wrong with those that are no longer."""

    before: int
    faults: tuple[str, ...]


def validity(files: Iterable[Path], schemas: Iterable[Path]) -> Validity:
    """Return whether what was valid stays so, in another language, with tags and without."""
    rules = [etree.RelaxNG(etree.parse(str(schema))) for schema in schemas]
    before, faults = 0, list[str]()
    for file in files:
        data = file.read_bytes()
        for rule in rules:
            if not _is_valid(rule, data):
                continue
            before += 1
            faults += (
                f"{file.name}: {str(rule.error_log.last_error).partition(chr(10))[0]}"
                for written in _translated(file.name, data)
                if not _is_valid(rule, written)
            )
    return Validity(before, tuple(faults))


def _translated(name: str, data: bytes) -> tuple[bytes, bytes]:
    """The file with every unit changed: with its tags, and with none."""
    form = format_for(name)
    document = replace(form.read(data), language=Language.ZH)
    kept = {unit.id: _changed(unit.content) for unit in document.units}
    bare = {unit.id: TaggedText("甲") for unit in document.units}
    return form.write(document, kept), form.write(document, bare)


def _changed(content: TaggedText) -> TaggedText:
    return replace(content, text="".join("甲" if c.isalpha() else c for c in content.text))


def _is_valid(rule: etree.RelaxNG, data: bytes) -> bool:
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return False
    return bool(rule.validate(tree))
