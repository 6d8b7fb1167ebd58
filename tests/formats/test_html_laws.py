"""The laws of `translator.formats.base.Format`, on every web page we have."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import etree, html

from termbase import Language
from tests.formats.packages import SHARED
from tests.formats.pages import FILES
from tests.formats.test_laws import changed
from tests.makers import EN_ZH, ZH_EN, knowledge
from translator.engines.echo import Echo
from translator.formats.web import Html
from translator.formats.web.charset import decode
from translator.job import source_language
from translator.model import Document, TaggedText
from translator.pipeline import by_unit, translate

PAGE = Html()
CORPUS = sorted((SHARED / "html").glob("*.htm*"))
LOOKS = set("b big em font i mark s small span strike strong sub sup tt u br".split())  # noqa: SIM905
KEPT = set("script style code kbd samp var pre math rt rp noframes iframe xmp".split())  # noqa: SIM905
READ = {"alt", "title", "placeholder", "summary", "aria-label"}
CASES = [
    *(pytest.param(data, id=name) for name, data in FILES.items()),
    *(pytest.param(path, id=path.name, marks=pytest.mark.slow) for path in CORPUS),
]


@dataclass(frozen=True)
class Case:
    """A page, read."""

    data: bytes
    document: Document


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    """Return each page once for all laws."""
    file: bytes | Path = request.param
    data = file.read_bytes() if isinstance(file, Path) else file
    return Case(data, PAGE.read(data))


def tree(data: bytes) -> html.HtmlElement:
    """Return a page as another parser reads it."""
    return html.document_fromstring(decode(data).text.encode("utf-8", "replace").decode())


def inked(data: bytes) -> list[str]:
    """Return the letters of a page that are language, as another parser finds them."""
    texts = list[str]()
    for element in tree(data).iter(etree.Element):
        around = [element, *element.iterancestors()]
        if any(is_kept(each) for each in around):
            texts += [element.tail or ""] if not any(is_kept(e) for e in around[1:]) else []
            continue
        texts += [element.text or "", element.tail or ""]
        texts += [element.get(name) or "" for name in READ]
        texts += [each.tail or "" for each in element if not isinstance(each.tag, str)]
    return [character for text in texts for character in text if character.isalpha()]


def is_kept(element: etree._Element) -> bool:
    no = element.get("translate") == "no" or "notranslate" in (element.get("class") or "")
    return no or element.tag in KEPT or element.get("lang") in ("fr", "la")


def test_writing_nothing_back_changes_no_byte(case: Case) -> None:
    written = PAGE.write(replace(case.document, language=Language.ZH_HANT), {})

    assert written == case.data


def test_writing_the_source_back_changes_no_byte(case: Case) -> None:
    sources = {unit.id: unit.content for unit in case.document.units}

    written = PAGE.write(replace(case.document, language=Language.ZH_HANT), sources)

    assert written == case.data


def test_the_walk_under_echo_changes_no_byte(case: Case) -> None:
    direction = ZH_EN if source_language(case.document).is_chinese else EN_ZH
    done = translate(case.document, direction, knowledge(), Echo())

    written = PAGE.write(case.document, by_unit(done))

    assert written == case.data


def test_what_you_put_is_what_you_get(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: c * 2 if c.isalnum() else c)
        for unit in case.document.units
    }

    again = PAGE.read(PAGE.write(case.document, targets))

    assert [unit.content for unit in again.units] == list(targets.values())


def test_no_language_is_overlooked_and_none_is_written_twice(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: "甲" if c.isalpha() else c)
        for unit in case.document.units
    }

    after = inked(PAGE.write(case.document, targets))

    assert set(after) <= {"甲"}
    assert len(after) == len(inked(case.data))


def test_an_engine_that_loses_every_tag_loses_no_element(case: Case) -> None:
    targets = {unit.id: TaggedText("甲") for unit in case.document.units}

    written = PAGE.write(case.document, targets)

    assert lasting(written) == lasting(case.data)


def lasting(data: bytes) -> Counter[str]:
    """Count the elements that no translation may add or take away."""
    return Counter(
        str(element.tag)
        for element in tree(data).iter(etree.Element)
        if element.tag not in LOOKS and element.tag != "p"  # libxml2 makes some of its own
    )
