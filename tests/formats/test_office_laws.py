"""The laws of `translator.formats.base.Format` on workbooks, slides and OpenDocument files."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from tests.formats.language import local
from tests.formats.office_language import language
from tests.formats.office_samples import SAMPLES
from tests.formats.packages import SHARED, parts
from tests.formats.test_laws import changed, is_inked
from translator.formats import Format, format_for
from translator.model import Document, TaggedText

SUFFIXES = ("xlsx", "pptx", "odt", "odp", "ods")
FILES = [
    *(pytest.param((name, data), id=name) for name, data in SAMPLES.items()),
    *(
        pytest.param(path, id=path.name)
        for suffix in SUFFIXES
        for path in sorted((SHARED / suffix).glob("*"))
    ),
]
# What text is made of, which a translation may need more or less of.
PASSING = {"r", "rPr", "t", "br", "rPh", "span", "s", "tab", "line-break", "soft-page-break"}


@dataclass(frozen=True)
class Case:
    """A file, read."""

    data: bytes
    form: Format
    document: Document


@pytest.fixture(scope="module", params=FILES)
def case(request: pytest.FixtureRequest) -> Case:
    """Return each file once for all laws."""
    file: tuple[str, bytes] | Path = request.param
    name, data = (file.name, file.read_bytes()) if isinstance(file, Path) else file
    form = format_for(name)
    return Case(data, form, form.read(data))


def test_writing_nothing_back_loses_nothing(case: Case) -> None:
    data, document = case.data, case.document

    written = case.form.write(document, {})

    assert list(parts(written).items()) == list(parts(data).items())


def test_writing_the_source_back_touches_no_part(case: Case) -> None:
    sources = {unit.id: unit.content for unit in case.document.units}

    written = case.form.write(case.document, sources)

    assert list(parts(written).items()) == list(parts(case.data).items())


def test_what_you_put_is_what_you_get(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: c * 2 if c.isalnum() else c)
        for unit in case.document.units
    }

    again = case.form.read(case.form.write(case.document, targets))

    assert {unit.id: unit.content for unit in again.units} == targets


def test_no_language_is_overlooked_and_none_is_written_twice(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: "甲" if is_inked(c) else c)
        for unit in case.document.units
        if not unit.place.endswith(", name")
    }

    written = case.form.write(case.document, targets)

    before = [c for text in language(case.data) for c in text if is_inked(c)]
    after = [c for text in language(written) for c in text if is_inked(c)]
    assert set(after) <= {"甲"}
    assert len(after) == len(before)


def test_an_engine_that_loses_every_tag_loses_no_element(case: Case) -> None:
    targets = {
        unit.id: TaggedText(f"甲{number}")
        for number, unit in enumerate(case.document.units)
        if not unit.place.endswith(", name")
    }

    written = case.form.write(case.document, targets)

    before, after = parts(case.data), parts(written)
    changed_parts = (name for name in before if before[name] != after[name])
    for name in (name for name in changed_parts if name.endswith(".xml")):
        assert lasting(after[name]) == lasting(before[name])


def lasting(part: bytes) -> Counter[str]:
    """Count the elements that no translation may add or take away."""
    return Counter(str(element.tag) for element in _lasting(etree.fromstring(part)))


def _lasting(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter(etree.Element):
        above = (local(each) for each in element.iterancestors())
        if local(element) not in PASSING and "rPr" not in above:
            yield element


def test_the_ids_of_the_units_are_their_own(case: Case) -> None:
    units = case.document.units

    ids = {unit.id for unit in units}

    assert len(ids) == len(units)
