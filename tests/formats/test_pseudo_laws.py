"""Under `pseudo` each text of a file changes and nothing else: undone, the file is as it was."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats import notes, office_samples, pages, samples, standards, stories
from tests.makers import ZH_ZH, knowledge
from translator.engines.pseudo import Pseudo, pseudo
from translator.formats import format_for
from translator.model import Document, TaggedText
from translator.pipeline import by_unit, translate

_PLAIN = {pseudo(chr(code)): chr(code) for code in (*range(65, 91), *range(97, 123))}
_CHANGED = re.compile(rf"([^\W\d_])\u0301|\[([^\W\d_])\]|([{''.join(_PLAIN)}])")
FILES = {
    **{f"{name}.docx": data for name, data in {**samples.SAMPLES, **stories.STORIES}.items()},
    **{f"{name}.xml": data for name, data in standards.SAMPLES.items()},
    **office_samples.SAMPLES,
    **{f"{name}.html": data for name, data in pages.FILES.items()},
    **{f"{name}.md": data for name, data in notes.FILES.items()},
    "lines.txt": "第一行 one\r\n\r\n  second 行\n".encode(),
    "draft.docx": (Path(__file__).parents[2] / "samples/draft.docx").read_bytes(),
}


def undone(text: str) -> str:
    """Return what `pseudo` made `text` of."""
    return _CHANGED.sub(lambda hit: hit[1] or hit[2] or _PLAIN[hit[3]], text)


def plain(content: TaggedText) -> TaggedText:
    """Return what the walk under `pseudo` made `content` of, its tags at their places."""
    tags = (replace(tag, at=len(undone(content.text[: tag.at]))) for tag in content.tags)
    return TaggedText(undone(content.text), tuple(tags))


def texts(document: Document) -> list[TaggedText]:
    """The texts in order, but for names of sheets, which may not have brackets in them."""
    return [unit.content for unit in document.units if not unit.place.endswith(", name")]


@pytest.mark.parametrize("name", FILES)
def test_undone_the_texts_and_their_tags_are_as_they_were(name: str) -> None:
    form = format_for(name)
    document = form.read(FILES[name])
    done = translate(document, ZH_ZH, knowledge(), Pseudo())

    again = form.read(form.write(document, by_unit(done)))

    assert [plain(content) for content in texts(again)] == texts(document)
