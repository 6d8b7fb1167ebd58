"""A part > its paragraphs and labels, in reading order, each with its place in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from translator.formats.docx.drawing import read_drawing, write_drawing
from translator.formats.docx.fields import Fields
from translator.formats.docx.inline import Flat, Span
from translator.formats.docx.labels import Label
from translator.formats.docx.markup import kind
from translator.formats.docx.paragraph import read_paragraph
from translator.formats.docx.parts import TextPart
from translator.formats.docx.rebuild import write_paragraph
from translator.formats.docx.strays import read_stray, write_stray
from translator.formats.docx.walk import TEXTS, Branch, Found, walk
from translator.model import TaggedText

_DATA_MODEL = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}dataModel"
_STRICT_DATA_MODEL = "{http://purl.oclc.org/ooxml/drawingml/diagram}dataModel"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a label of a part; `id` is unique and does not hang on the text."""

    id: str
    place: str
    element: etree._Element
    flat: Flat
    branches: tuple[Branch, ...] = ()
    label: Label | None = None

    def write(self, target: TaggedText) -> bool:
        """Replace the content, unless it is `target` already; return whether it was replaced."""
        if target == self.flat.content:
            return False
        sort = kind(self.element)
        if self.label is not None:
            self.label.put(target.text)
        elif sort in TEXTS:
            write_stray(self.element, target)
        elif sort == "a:p":
            write_drawing(self.element, self.flat, target)
        else:
            write_paragraph(self.element, self.flat, target)
        return True


@dataclass(frozen=True, slots=True)
class Story:
    """A part as a tree, and the paragraphs and labels with text in it."""

    part: TextPart
    root: etree._Element
    paragraphs: tuple[Paragraph, ...]


def read_story(part: TextPart, root: etree._Element, fields: Fields) -> Story:
    """Return the paragraphs and labels of a part with text in them, but for `fields.opaque`."""
    paragraphs = list[Paragraph]()
    for number, found in enumerate(walk(root, part.label)):
        flat = _read(found, fields)
        if flat.content.text.strip():
            name = f"{part.name}#{number}"
            paragraphs.append(
                Paragraph(name, found.place, found.element, flat, found.branches, found.label)
            )
    return Story(part, root, tuple(paragraphs))


def _read(found: Found, fields: Fields) -> Flat:
    element, sort = found.element, kind(found.element)
    if found.label is not None:
        text = "" if element in fields.opaque else found.label.text()
        return Flat(TaggedText(text), Span(()), {})
    if sort in TEXTS:
        return read_stray(element, fields)
    return read_drawing(element) if sort == "a:p" else read_paragraph(element, fields)


def twins(stories: Sequence[Story]) -> dict[str, Paragraph]:
    """Return which paragraphs repeat another one, by their ids."""
    result = dict[str, Paragraph]()
    for story in stories:
        result |= _branch_twins(story.paragraphs)
        result |= _label_twins(story)
    return result | _diagram_twins(stories)


def _branch_twins(paragraphs: Sequence[Paragraph]) -> dict[str, Paragraph]:
    """Return the paragraphs of a Fallback that repeat one of the Choice.

    An `mc:AlternateContent` says the same thing in several ways (ECMA-376 Part 3, 10.2.1), of
    which a reader sees one: a paragraph of a later way that equals one of the first follows it.
    """
    firsts = dict[tuple[int, TaggedText], list[Paragraph]]()
    used = dict[tuple[Branch, TaggedText], int]()
    result = dict[str, Paragraph]()
    for paragraph in paragraphs:
        content = paragraph.flat.content
        later = [branch for branch in paragraph.branches if branch.number > 1]
        leaders = firsts.get((later[0].whole, content), []) if later else []
        if leaders:
            count = used.get((later[0], content), 0)
            used[later[0], content] = count + 1
            result[paragraph.id] = leaders[min(count, len(leaders) - 1)]
            continue
        for branch in paragraph.branches:
            if branch.number == 1:
                firsts.setdefault((branch.whole, content), []).append(paragraph)
    return result


def _label_twins(story: Story) -> dict[str, Paragraph]:
    """Return the labels that repeat another one of the same drawing or the same chart."""
    firsts = dict[tuple[etree._Element, str], Paragraph]()
    result = dict[str, Paragraph]()
    for each in story.paragraphs:
        whole = _whole(each, story)
        if whole is not None:
            first = firsts.setdefault((whole, each.flat.content.text), each)
            if first is not each:
                result[each.id] = first
    return result


def _whole(paragraph: Paragraph, story: Story) -> etree._Element | None:
    """Return the drawing or the chart that a label belongs to; None if it belongs to neither."""
    if paragraph.label is None:
        return None
    if kind(paragraph.element) in ("c:v", "cx:v", "cx:pt"):
        return story.root
    drawings = (each for each in paragraph.element.iterancestors() if _local(each) == "drawing")
    return next(drawings, None)


def _diagram_twins(stories: Sequence[Story]) -> dict[str, Paragraph]:
    """Return the paragraphs of a diagram as it was last drawn that repeat one of its data."""
    diagrams = [story for story in stories if story.part.label.startswith("diagram")]
    drawn = [story for story in diagrams if not _is_data(story)]
    data = (story.paragraphs for story in diagrams if _is_data(story))
    firsts = dict[str, Paragraph]()
    for each in chain.from_iterable(data):
        firsts.setdefault(each.flat.content.text, each)
    return {
        each.id: firsts[each.flat.content.text]
        for each in chain.from_iterable(story.paragraphs for story in drawn)
        if each.flat.content.text in firsts
    }


def _is_data(story: Story) -> bool:
    return story.root.tag in (_DATA_MODEL, _STRICT_DATA_MODEL)


def _local(element: etree._Element) -> str:
    return kind(element).rpartition(":")[2]
