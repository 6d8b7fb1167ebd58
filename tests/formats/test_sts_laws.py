"""The laws of `translator.formats.base.Format`, on every XML standard and article we have."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import etree

from eval.documents.markup import standard
from termbase import Language
from tests.formats.language import local
from tests.formats.packages import SHARED
from tests.formats.standards import SAMPLES
from tests.formats.test_laws import changed
from tests.makers import EN_ZH, ZH_EN, knowledge
from translator.engines.echo import Echo
from translator.errors import BrokenDocument
from translator.formats.sts import Sts
from translator.job import source_language
from translator.model import Document, TaggedText
from translator.pipeline import by_unit, translate

XML = Sts()
FRAGMENTS = {
    f"elifesciences__{name}.xml"
    for name in (
        "131b36__content_03",
        "5fc608__content_08",
        "635160__content_02",
        "7783c1__content_08",
        "ac3aba__content_30",
        "b7bc6f__content_17",
        "c0543d__content_07",
        "e8c7c8__content_16",
    )
}  # of articles, for tests of a part; their root is `root`
NO_NAMESPACES = "metanorma__2de25c__tbx-highlight-elements.xml"  # lxml takes no undeclared prefix
CORPUS = sorted((SHARED / "sts").glob("*.xml")) + sorted((SHARED / "jats").glob("*.xml"))
SCHEMAS = {
    "NISO STS": SHARED
    / "schema/NISO-STS-interchange-1-2-MathML3-RNG/NISO-STS-interchange-1-mathml3.rng",
    "ISO STS": SHARED / "schema/isosts-rng/ISOSTS.rng",
}
LOOKS = {"bold", "italic", "sup", "sub", "underline", "monospace", "sc"}
FILES = [
    *(pytest.param(data, id=name) for name, data in SAMPLES.items()),
    *(
        pytest.param(path, id=path.name, marks=pytest.mark.slow)
        for path in CORPUS
        if path.name not in FRAGMENTS
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
    return Case(data, XML.read(data))


def tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, recover=True))


def inked(data: bytes) -> list[str]:
    """Return the letters of the file that are language."""
    return [character for text in standard(data) for character in text if character.isalpha()]


def test_writing_nothing_back_changes_no_byte(case: Case) -> None:
    written = XML.write(replace(case.document, language=Language.ZH_HANT), {})

    assert written == case.data


def test_writing_the_source_back_changes_no_byte(case: Case) -> None:
    sources = {unit.id: unit.content for unit in case.document.units}

    written = XML.write(replace(case.document, language=Language.ZH_HANT), sources)

    assert written == case.data


def test_the_walk_under_echo_changes_no_byte(case: Case) -> None:
    direction = ZH_EN if source_language(case.document).is_chinese else EN_ZH
    done = translate(case.document, direction, knowledge(), Echo())

    written = XML.write(case.document, by_unit(done))

    assert written == case.data


def test_what_you_put_is_what_you_get(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: c * 2 if c.isalnum() else c)
        for unit in case.document.units
    }

    again = XML.read(XML.write(case.document, targets))

    assert {unit.id: unit.content for unit in again.units} == targets


def test_no_language_is_overlooked_and_none_is_written_twice(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: "甲" if c.isalpha() else c)
        for unit in case.document.units
    }

    after = inked(XML.write(case.document, targets))

    assert set(after) <= {"甲"}
    assert len(after) == len(inked(case.data))


def test_an_engine_that_loses_every_tag_loses_no_element(case: Case) -> None:
    targets = {unit.id: TaggedText("甲") for unit in case.document.units}

    written = XML.write(case.document, targets)

    assert lasting(written) == lasting(case.data)


def lasting(data: bytes) -> Counter[tuple[str, frozenset[tuple[str, str]]]]:
    """Count the elements that no translation may add or take away, with their attributes."""
    return Counter(
        (str(element.tag), frozenset((str(k), str(v)) for k, v in element.items()))
        for element in tree(data).iter(etree.Element)
        if local(element) not in LOOKS
    )


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS.keys())
@pytest.mark.skipif(not SHARED.exists(), reason=f"{SHARED} is not here")
@pytest.mark.parametrize(
    "path", sorted((SHARED / "sts").glob("*.xml")) or [SHARED], ids=lambda path: path.name
)
def test_what_was_valid_stays_valid(path: Path, schema: Path) -> None:
    rules = etree.RelaxNG(etree.parse(str(schema)))
    data = path.read_bytes()
    if path.name == NO_NAMESPACES or not rules.validate(tree(data)):
        pytest.skip("the file is not valid by this schema")
    document = replace(XML.read(data), language=Language.ZH)
    targets = {
        unit.id: changed(unit.content, lambda c: "甲" if c.isalpha() else c)
        for unit in document.units
    }

    kept, bare = (
        XML.write(document, chosen)
        for chosen in (targets, {unit.id: TaggedText("甲") for unit in document.units})
    )

    assert rules.validate(tree(kept)), rules.error_log
    assert rules.validate(tree(bare)), rules.error_log


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.name) for path in CORPUS if path.name in FRAGMENTS]
)
def test_a_fragment_is_refused_with_a_reason(path: Path) -> None:
    with pytest.raises(BrokenDocument, match="the root element is <root>"):
        XML.read(path.read_bytes())


@pytest.mark.parametrize(
    "path", sorted((SHARED / "xml-misc").glob("*.xml")), ids=lambda path: path.name
)
def test_xml_of_another_kind_is_refused_with_a_reason(path: Path) -> None:
    with pytest.raises(BrokenDocument, match=r"the root element is <\w+>; of XML files, STS"):
        XML.read(path.read_bytes())
