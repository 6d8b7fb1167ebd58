"""PowerPoint files: a unit is a paragraph of a slide, its notes, a chart or a diagram."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from translator.formats.docx.package import open_package
from translator.formats.docx.workbook import ChartData, chart_data
from translator.formats.office.drawings import Drawing, read_drawings, repeats
from translator.formats.office.dressing import dress
from translator.formats.office.kept import kept
from translator.formats.office.properties import read_properties
from translator.formats.office.spots import (
    Parts,
    Spot,
    Story,
    attribute_spot,
    put_all,
    text_spot,
)
from translator.formats.pptx.room import crowded
from translator.formats.pptx.slides import drawings, presentation_name, section_names
from translator.model import Document, Issue, TaggedText

__all__ = ["Pptx"]


@dataclass(frozen=True, slots=True)
class Pptx:
    """Presentations, shows and templates without macros (ISO/IEC 29500)."""

    suffix: str = ".pptx"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        parts = Parts(open_package(data, self.suffix))
        story = _story(parts)
        charts = _charts(parts, story)
        mended = {chart.workbook for chart in charts}
        notes = [issue for chart in charts for issue in chart.issues]
        notes += [issue for issue in kept(parts.package) if issue.place not in mended]
        return Document(story.units(), data, tuple(notes))

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. The workbook behind a chart gets the words of the chart."""
        parts = Parts(open_package(document.skeleton, self.suffix))
        story = _story(parts)
        charts = _charts(parts, story)
        if not put_all(parts, story, targets):
            return parts.save()
        dress(parts, document)
        workbooks = dict[str, bytes]()
        for chart in charts:
            workbooks |= chart.refresh(parts.roots[chart.part])
        return parts.save(workbooks)

    def remarks(self, document: Document, written: bytes) -> tuple[Issue, ...]:
        """See `Remarking.remarks`."""
        before = Parts(open_package(document.skeleton, self.suffix))
        after = Parts(open_package(written, self.suffix))
        return tuple(crowded(before, after, presentation_name(after.package)))


def _charts(parts: Parts, story: Story) -> tuple[ChartData, ...]:
    names = dict.fromkeys(spot.id.partition("#")[0] for spot in story.spots)
    roots = {name: parts.roots[name] for name in names if name in parts.roots}
    return tuple(chart_data(parts.package, roots))


def _story(parts: Parts) -> Story:
    main = presentation_name(parts.package)
    spots, follows = list[Spot](), dict[str, str]()
    diagrams = dict[str, str]()
    for drawing in drawings(parts, main):
        found = read_drawings(parts, drawing)
        spots += (*found.spots, *_comments(parts, drawing))
        follows |= found.follows
        follows |= repeats(parts, drawing, found, diagrams)
    spots += (*_sections(parts, main), *read_properties(parts))
    return Story(tuple(spots), follows)


def _comments(parts: Parts, drawing: Drawing) -> Iterator[Spot]:
    root = parts.root(drawing.name)
    comments = root.iterfind("{*}cm/{*}text") if root is not None else ()
    for number, element in enumerate(comments, start=1):
        identity = f"{drawing.name}#c{number}"
        yield from text_spot(element, identity, f"{drawing.label} {number}")


def _sections(parts: Parts, main: str) -> Iterator[Spot]:
    root = parts.root(main)
    sections = section_names(root) if root is not None else ()
    for number, element in enumerate(sections, start=1):
        identity = f"{main}#section{number}"
        yield from attribute_spot(element, "name", identity, f"section {number}, name")
