"""A package > all its text at once: its stories, and which text follows which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from termbase.text import Language
from translator.formats.docx.bindings import find_bound
from translator.formats.docx.derived import Origins, find_derived
from translator.formats.docx.fields import find_fields
from translator.formats.docx.headings import style_names
from translator.formats.docx.markup import parse, serialize
from translator.formats.docx.package import Package
from translator.formats.docx.parts import PROPERTIES, notes, text_parts
from translator.formats.docx.properties import find_properties, hide_properties, name_language
from translator.formats.docx.shown import Derived
from translator.formats.docx.story import Paragraph, Story, read_story, twins
from translator.formats.docx.walk import walk
from translator.formats.docx.workbook import ChartData, chart_data
from translator.model import Issue, TaggedText

_LIMITED = (b"helpText", b"statusText")
_ROUNDS = 2  # a reference may stand in what another one refers to


@dataclass(frozen=True, slots=True)
class Contents:
    """The text of a Word file; what is in `follows` repeats another paragraph and is no unit."""

    stories: tuple[Story, ...]
    roots: Mapping[str, etree._Element]
    follows: Mapping[str, Paragraph]
    derived: tuple[Derived, ...]
    charts: tuple[ChartData, ...]
    issues: tuple[Issue, ...]

    def units(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs and labels that are units, in reading order."""
        return tuple(
            each
            for story in self.stories
            for each in story.paragraphs
            if each.id not in self.follows
        )

    def write(
        self, targets: Mapping[str, TaggedText], language: Language | None
    ) -> dict[str, bytes]:
        """Replace the text of units, and what follows them; return the parts that changed.

        The properties then name the language. It is to be called once: it changes the trees.
        """
        touched = {
            story.part.name
            for story in self.stories
            for each in story.paragraphs
            if self._write(each, targets)
        }
        for _ in range(_ROUNDS):
            touched.update(each.part for each in self.derived if each.refresh())
        if language is not None:
            touched.update(self._name(language))
        changed = {name: serialize(self.roots[name]) for name in sorted(touched)}
        for chart in self.charts:
            changed |= chart.refresh(self.roots[chart.part]) if chart.part in touched else {}
        return changed

    def _name(self, language: Language) -> Iterator[str]:
        """Name the language in the properties; yield the parts that named another."""
        for story in self.stories:
            if story.part.label == PROPERTIES and name_language(story.root, language):
                yield story.part.name

    def _write(self, paragraph: Paragraph, targets: Mapping[str, TaggedText]) -> bool:
        leader = self.follows.get(paragraph.id, paragraph)
        target = targets.get(leader.id)
        if target is None or target == leader.flat.content:
            return False
        if paragraph.flat.content != leader.flat.content:
            target = TaggedText(target.text)
        return paragraph.write(target)


def open_contents(package: Package) -> Contents:
    """Return the text of a Word file.

    Raises:
        BrokenDocument: it is no Word file, or a part of it is not well-formed.
    """
    entries = [(part, package.find(part.name)) for part in text_parts(package)]
    parts = {part.name: (part, entry.data) for part, entry in entries if entry is not None}
    roots = {name: parse(name, data) for name, (_, data) in parts.items()}
    fields = {name: find_fields(root) for name, root in roots.items()}
    bound = find_bound(package, roots, fields)
    origins = Origins(roots, style_names(package), find_properties(roots.values()))
    derived = find_derived(fields, origins)
    hide_properties(roots, fields, derived)
    stories = tuple(read_story(parts[name][0], roots[name], fields[name]) for name in roots)
    charts = tuple(chart_data(package, roots))
    issues = (*notes(package), *bound.issues, *(i for chart in charts for i in chart.issues))
    follows = twins(stories)
    return Contents(stories, bound.roots, follows, (*bound.derived, *derived), charts, issues)


def cut_labels(package: Package) -> Iterator[Issue]:
    """Yield the labels of a file that was written that did not fit into what Word takes."""
    for part in text_parts(package):
        entry = package.find(part.name)
        if entry is not None and any(name in entry.data for name in _LIMITED):
            for found in walk(parse(part.name, entry.data), part.label):
                if found.label is not None and found.label.is_cut():
                    detail = f"Word takes no more than {found.label.limit} characters; it was cut"
                    yield Issue("room", detail, found.place)
