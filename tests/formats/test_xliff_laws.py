"""The laws of `translator.formats.base.Format`, on every XLIFF file we have.

A file has both sides: what is put goes into the target, and the source stays what is read. So a
target is read back with another reader, lxml's.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import etree

from termbase import Language
from tests.formats.interchange import SAMPLES
from tests.formats.language import local
from tests.formats.packages import SHARED
from tests.formats.test_laws import changed
from tests.makers import EN_ZH, knowledge
from translator.engines.echo import Echo
from translator.formats.xliff import Xliff
from translator.model import Document, TaggedText
from translator.pipeline import by_unit, translate

FORM = Xliff()
CORPUS = sorted(SHARED.glob("xliff?/*.xl*"))
FILES = [
    *(pytest.param(data, id=name) for name, data in SAMPLES.items()),
    *(pytest.param(path, id=path.name) for path in CORPUS),
]
SHUT = {"ph", "bpt", "ept", "it"}  # what they hold is code, but for `sub`


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
    return Case(data, FORM.read(data))


def into_chinese(document: Document, targets: dict[str, TaggedText]) -> bytes:
    return FORM.write(replace(document, language=Language.ZH), targets)


def doubled(document: Document) -> dict[str, TaggedText]:
    """Return targets in which each letter stands twice."""
    return {
        unit.id: changed(unit.content, lambda c: c * 2 if c.isalnum() else c)
        for unit in document.units
    }


def holders(data: bytes) -> Iterator[etree._Element]:
    """Yield what has a source and a target: trans-units and segments."""
    for each in etree.fromstring(data).iter(etree.Element):
        parent = each.getparent()
        above = "" if parent is None else local(parent)
        if parent is not None and local(each) == "source" and above in {"trans-unit", "segment"}:
            yield parent


def child(element: etree._Element, name: str) -> etree._Element | None:
    return next((each for each in element if local(each) == name), None)


def letters(element: etree._Element | None) -> Counter[str]:
    """Count the letters and digits that an element shows, or lets be translated in a code."""
    texts = [] if element is None else read(element, shut=False)
    return Counter(c for text in texts for c in text if c.isalnum())


def read(element: etree._Element, *, shut: bool) -> Iterator[str]:
    yield "" if shut else element.text or ""
    for each in element:
        kept = each.get("translate") == "no" or each.get("mtype") == "protected"
        if isinstance(each.tag, str):
            hides = local(each) in SHUT or (shut and local(each) != "sub")
            yield from read(each, shut=hides or (kept and local(each) == "mrk"))
        yield "" if shut or (kept and local(each) == "sm") else each.tail or ""


def codes(element: etree._Element | None) -> Counter[tuple[str, frozenset[tuple[str, str]]]]:
    """Count the elements in an element with their attributes."""
    inner = [] if element is None else [*element.iter(etree.Element)][1:]
    return Counter(
        (local(each), frozenset((str(k), str(v)) for k, v in each.items())) for each in inner
    )


def test_writing_nothing_back_changes_no_byte(case: Case) -> None:
    assert into_chinese(case.document, {}) == case.data


def test_the_walk_under_echo_changes_no_byte(case: Case) -> None:
    done = translate(case.document, EN_ZH, knowledge(), Echo())

    assert FORM.write(case.document, by_unit(done)) == case.data


def test_what_you_put_is_what_the_targets_say_with_all_codes_of_their_sources(case: Case) -> None:
    before = [*holders(case.data)]

    after = [*holders(into_chinese(case.document, doubled(case.document)))]

    for old, new in zip(before, after, strict=True):
        if written(old) == written(new):
            continue
        divided = child(new, "seg-source")
        source = child(new, "source") if divided is None or not len(divided) else divided
        kept = letters(child(old, "target"))
        assert codes(child(new, "target")) == codes(source)
        twice = Counter({c: 2 * n for c, n in letters(source).items()})
        assert letters(child(new, "target")) in (twice, twice | kept)


def written(holder: etree._Element) -> bytes:
    target = child(holder, "target")
    return b"" if target is None else etree.tostring(target, with_tail=False)


def test_no_source_is_overlooked(case: Case) -> None:
    targets = doubled(case.document)

    after = [*holders(into_chinese(case.document, targets))]

    for holder in after:
        if letters(child(holder, "source")) and not is_shut(holder):
            assert letters(child(holder, "target")), etree.tostring(holder)


def is_shut(holder: etree._Element) -> bool:
    told = (each.get("translate") for each in (holder, *holder.iterancestors()))
    return next((value for value in told if value), "yes") == "no"


def test_nothing_but_targets_and_what_they_need_is_changed(case: Case) -> None:
    after = into_chinese(case.document, doubled(case.document))

    assert without_targets(after) == without_targets(case.data)


def without_targets(data: bytes) -> str:
    """Return a file in one form without its targets, states and languages of targets."""
    root = etree.fromstring(data)
    for target in [*root.iter("{*}target")]:
        parent = target.getparent()
        if parent is not None and local(parent) in {"trans-unit", "segment", "ignorable"}:
            parent.remove(target)
    for each in root.iter(etree.Element):
        for name in ("state", "subState", "trgLang", "target-language"):
            each.attrib.pop(name, "")
    return re.sub(r">\s+<", "><", etree.canonicalize(etree.tostring(root, encoding="unicode")))


def test_a_walk_back_finds_nothing_left_to_translate(case: Case) -> None:
    again = FORM.read(into_chinese(case.document, doubled(case.document)))

    left = {unit.id for unit in again.units}
    assert not {unit.id for unit in case.document.units if unit.content.text} & left


def test_an_engine_that_loses_every_tag_loses_no_code(case: Case) -> None:
    targets = {unit.id: TaggedText("甲") for unit in case.document.units}

    after = [*holders(into_chinese(case.document, targets))]

    for old, new in zip(holders(case.data), after, strict=True):
        if written(old) != written(new):
            divided = child(new, "seg-source")
            source = child(new, "source") if divided is None or not len(divided) else divided
            assert not codes(source) - codes(child(new, "target"))
