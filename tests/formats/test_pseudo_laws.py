"""Under `pseudo` each text of a file changes and nothing else: undone, the file is as it was."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats import interchange, notes, office_samples, pages, samples, standards, stories
from tests.makers import ZH_ZH, knowledge
from translator.engines.pseudo import Pseudo, pseudo
from translator.formats import Format, format_for
from translator.model import Document, TaggedText
from translator.pipeline import by_unit, translate

_PLAIN = {pseudo(chr(code)): chr(code) for code in (*range(65, 91), *range(97, 123))}
_CHANGED = re.compile(rf"\[(\w)\]|([{''.join(_PLAIN)}])|(\w)\u0301")
FILES = {
    **{f"{name}.docx": data for name, data in {**samples.SAMPLES, **stories.STORIES}.items()},
    **{f"{name}.xml": data for name, data in standards.SAMPLES.items()},
    **office_samples.SAMPLES,
    **{f"{name}.html": data for name, data in pages.FILES.items()},
    **{f"{name}.md": data for name, data in notes.FILES.items()},
    **{f"{name}.xlf": data for name, data in interchange.SAMPLES.items()},
    "lines.txt": "第一行 one\r\n\r\n  second 行\n".encode(),
    "draft.docx": (Path(__file__).parents[2] / "samples/draft.docx").read_bytes(),
}


def undone(text: str) -> str:
    """Return what `pseudo` made `text` of."""
    return _CHANGED.sub(lambda hit: hit[1] or _PLAIN.get(hit[2]) or hit[3] or "", text)


def plain(content: TaggedText) -> TaggedText:
    """Return what the walk under `pseudo` made `content` of, its tags at their places."""
    tags = (replace(tag, at=len(undone(content.text[: tag.at]))) for tag in content.tags)
    return TaggedText(undone(content.text), tuple(tags))


def walked(form: Format, document: Document) -> bytes:
    done = translate(document, ZH_ZH, knowledge(), Pseudo())
    return form.write(document, by_unit(done))


@pytest.mark.parametrize("name", FILES)
def test_undone_the_texts_and_their_tags_are_as_they_were(name: str) -> None:
    form = format_for(name)
    document = form.read(FILES[name])

    again = form.read(walked(form, document))

    before = {unit.id: unit.content for unit in document.units}
    assert {unit.id: plain(unit.content) for unit in again.units} == before


@pytest.mark.parametrize("name", FILES)
def test_written_back_the_texts_give_the_file_back(name: str) -> None:
    form = format_for(name)
    document = form.read(FILES[name])
    again = form.read(walked(form, document))

    restored = form.read(form.write(again, {u.id: plain(u.content) for u in again.units}))

    assert [unit.content for unit in restored.units] == [unit.content for unit in document.units]
