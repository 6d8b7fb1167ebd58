"""The laws of `translator.formats.base.Format`, on every Markdown file we have."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import html
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from termbase import Language
from tests.formats.notes import FILES
from tests.formats.packages import SHARED
from tests.formats.test_laws import changed
from tests.makers import EN_ZH, ZH_EN, knowledge
from translator.engines.echo import Echo
from translator.formats.encoding import decode
from translator.formats.md import Markdown
from translator.job import source_language
from translator.model import Document, TaggedText
from translator.pipeline import by_unit, translate

MARKDOWN = Markdown()
CORPUS = sorted((SHARED / "md").glob("*.md"))
PANDOC = "mihnita__40bb6f__example1.md"  # its tables are drawn, and kept
CASES = [
    *(pytest.param((name, data), id=name) for name, data in FILES.items()),
    *(pytest.param((path.name, path), id=path.name) for path in CORPUS),
]


@dataclass(frozen=True)
class Case:
    """A file, read."""

    name: str
    data: bytes
    document: Document


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    """Return each file once for all laws."""
    file: tuple[str, bytes | Path] = request.param
    name, content = file
    data = content.read_bytes() if isinstance(content, Path) else content
    return Case(name, data, MARKDOWN.read(data))


def page(data: bytes) -> html.HtmlElement:
    """Return the page that a file becomes, but for what its programs read."""
    text = re.sub(
        r"\{[#{].*?\}|\[!\w+\]|:::.*|\[TOC\]|(?<!: )<http[^>]*>|- \[x\]", "", decode(data).text
    )
    if text.startswith(("---\n", "+++\n")):
        text = text.split(text[:4], 2)[2]
    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    md.use(footnote_plugin, always_match_refs=True).use(deflist_plugin)
    md.use(dollarmath_plugin, allow_digits=False, allow_space=False, double_inline=True)
    return html.document_fromstring(f"<div>{md.render(text)}</div>")


def inked(data: bytes) -> list[str]:
    """Return the letters of the page that are language."""
    texts = page(data).xpath(
        "//text()[not(ancestor::code or ancestor::pre or ancestor::kbd or ancestor::math or "
        "ancestor::*[contains(@class, 'math') or contains(@class, 'footnote-')])] "
        "| //text()[ancestor::*[@class='footnote-item'] and not(ancestor::sup or ancestor::a)] "
        "| //@alt | //@title"
    )
    return [character for text in texts for character in str(text) if character.isalpha()]


def test_writing_nothing_back_changes_no_byte(case: Case) -> None:
    written = MARKDOWN.write(replace(case.document, language=Language.ZH_HANT), {})

    assert written == case.data


def test_writing_the_source_back_changes_no_byte(case: Case) -> None:
    sources = {unit.id: unit.content for unit in case.document.units}

    written = MARKDOWN.write(replace(case.document, language=Language.ZH_HANT), sources)

    assert written == case.data


def test_the_walk_under_echo_changes_no_byte(case: Case) -> None:
    direction = ZH_EN if source_language(case.document).is_chinese else EN_ZH
    done = translate(case.document, direction, knowledge(), Echo())

    written = MARKDOWN.write(case.document, by_unit(done))

    assert written == case.data


def test_what_you_put_is_what_you_get(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: c * 2 if c.isalnum() else c)
        for unit in case.document.units
    }

    again = MARKDOWN.read(MARKDOWN.write(case.document, targets))

    assert [unit.content for unit in again.units] == list(targets.values())


def test_no_language_is_overlooked_and_none_is_written_twice(case: Case) -> None:
    targets = {
        unit.id: changed(unit.content, lambda c: "甲" if c.isalpha() else c)
        for unit in case.document.units
    }

    after = inked(MARKDOWN.write(case.document, targets))

    if case.name not in (PANDOC, "templates"):
        assert set(after) <= {"甲"}
    assert len(after) == len(inked(case.data))


def test_an_engine_that_loses_every_tag_keeps_every_address_and_formula(case: Case) -> None:
    targets = {unit.id: TaggedText("甲") for unit in case.document.units}

    written = MARKDOWN.write(case.document, targets)

    assert lasting(written) == lasting(case.data)


def lasting(data: bytes) -> list[str]:
    """Return what no translation may take away."""
    root = page(data)
    found = root.xpath("//@href | //@src | //code/text() | //*[contains(@class, 'math')]/text()")
    return sorted(str(each) for each in found)


def test_the_ids_of_the_units_are_their_own(case: Case) -> None:
    units = case.document.units

    ids = {unit.id for unit in units}

    assert len(ids) == len(units)
