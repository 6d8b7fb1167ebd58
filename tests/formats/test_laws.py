"""The laws of `translator.formats.base.Format`, on every file we have."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from tests.formats.language import language, local
from tests.formats.packages import SHARED, parts
from tests.formats.samples import SAMPLES
from tests.formats.stories import STORIES
from translator.errors import BrokenDocument, UnknownFormat
from translator.formats import format_for
from translator.model import Document, Tag, TaggedText

# What runs of text are made of, and marks that word processors make anew.
PASSING = {"r", "rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen"} | {
    "proofErr",
    "lastRenderedPageBreak",
}
# Files that no reader should accept, and what is said of each.
REFUSED = {
    "metanorma__206911__complete_document.docx": "not well-formed XML",
    "metanorma__5a9289__complete_document.docx": "not well-formed XML",
    "nissl-lab__39ae9e__protected_agile.docx": "remove the password",
    "nissl-lab__c182f7__bug53475-password-is-pass.docx": "remove the password",
}
WORD = format_for("any.docx")
SUFFIXES = {".docx", ".dotx"}
CORPUS = sorted(p for p in (SHARED / "docx").glob("*") if p.suffix.lower() in SUFFIXES)
PROBES = sorted(SHARED.glob("synthetic/*.docx"))
FILES = [
    *(pytest.param(data, id=name) for name, data in {**SAMPLES, **STORIES}.items()),
    *(pytest.param(path, id=path.name) for path in PROBES),
    *(
        pytest.param(path, id=path.name, marks=pytest.mark.slow)
        for path in CORPUS
        if path.name not in REFUSED
    ),
]


@dataclass(frozen=True)
class Case:
    """A file, read."""

    data: bytes
    document: Document


@pytest.fixture(scope="module", params=FILES)
def case(request: pytest.FixtureRequest) -> Case:
    """Return each file once for all laws."""
    file: bytes | Path = request.param
    data = file.read_bytes() if isinstance(file, Path) else file
    return Case(data, WORD.read(data))


def changed(content: TaggedText, change: Callable[[str], str]) -> TaggedText:
    """Return `content` with each character changed and the tags still before the same ones."""
    pieces = [change(character) for character in content.text]
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    tags = (Tag(starts[tag.at], tag.kind, tag.ref) for tag in content.tags)
    return TaggedText("".join(pieces), tuple(tags))


def is_inked(character: str) -> bool:
    return not character.isspace() and character not in "\u2011\u00ad"


def test_writing_nothing_back_loses_nothing(case: Case) -> None:
    data, document = case.data, case.document

    written = WORD.write(document, {})

    assert list(parts(written).items()) == list(parts(data).items())


def test_writing_the_source_back_touches_no_part(case: Case) -> None:
    sources = {unit.id: unit.content for unit in case.document.units}

    written = WORD.write(case.document, sources)

    assert list(parts(written).items()) == list(parts(case.data).items())


def test_what_you_put_is_what_you_get(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: c * 2 if c.isalpha() else c)
        for unit in case.document.units
        if not unit.place.endswith(("help text", "status text"))  # which have to be short
    }

    again = WORD.read(WORD.write(case.document, targets))

    found = {unit.id: unit.content for unit in again.units}
    assert found == {unit.id: unit.content for unit in case.document.units} | targets


def test_no_language_is_overlooked_and_none_is_written_twice(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: "甲" if is_inked(c) else c)
        for unit in case.document.units
    }

    written = [c for text in language(WORD.write(case.document, targets)) for c in text]

    before = sum(is_inked(c) for text in language(case.data) for c in text)
    after = [c for c in written if is_inked(c)]
    assert {c for c in after if c.isalpha()} <= {"甲"}
    assert len(after) == before


def test_an_engine_that_loses_every_tag_loses_no_element(case: Case) -> None:
    targets = {unit.id: TaggedText("甲") for unit in case.document.units}

    written = WORD.write(case.document, targets)

    before, after = parts(case.data), parts(written)
    for name in (n for n in before if before[n] != after[n] and n.endswith(".xml")):
        assert lasting(after[name]) == lasting(before[name])


def lasting(part: bytes) -> Counter[tuple[str, frozenset[tuple[str, str]]]]:
    """Count the elements that no translation may add or take away, with their attributes."""
    return Counter(
        (
            str(element.tag),
            frozenset((str(k), str(v)) for k, v in element.items() if lasts(element, k)),
        )
        for element in etree.fromstring(part).iter(etree.Element)
        if local(element) not in PASSING
        and not any(local(each) == "rPr" for each in element.iterancestors())
    )


def lasts(element: etree._Element, attribute: str | bytes) -> bool:
    """Whether an attribute holds no language."""
    name = str(attribute).rpartition("}")[2]
    words = {"descr", "title", "alt", "string", "displayText", "tooltip", "instr"}
    values = {"tblCaption", "tblDescription", "listEntry", "helpText", "statusText", "default"}
    return name not in words and not (name == "val" and local(element) in values)


def test_the_ids_of_the_units_are_their_own(case: Case) -> None:
    units = case.document.units

    ids = {unit.id for unit in units}

    assert len(ids) == len(units)


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.name) for path in CORPUS if path.name in REFUSED]
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(path: Path) -> None:
    data = path.read_bytes()

    with pytest.raises(BrokenDocument, match=REFUSED[path.name]):
        WORD.read(data)


@pytest.mark.parametrize(
    "path", sorted((SHARED / "docx").glob("*.docm")), ids=lambda path: path.name
)
def test_a_file_with_macros_is_refused_by_its_name_and_by_its_content(path: Path) -> None:
    with pytest.raises(UnknownFormat, match="macros"):
        format_for(path.name)
    with pytest.raises(BrokenDocument, match="macros"):
        WORD.read(path.read_bytes())
