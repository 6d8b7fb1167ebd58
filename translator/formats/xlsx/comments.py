"""Comments: notes (ECMA-376 Part 1, 18.7) and the threaded ones that newer Excel writes."""

from collections.abc import Iterator

from lxml import etree

from translator.formats.docx.markup import text_of
from translator.formats.office.spots import Parts, Spot, local, text_spot
from translator.formats.xlsx.strings import rich_spot
from translator.formats.xlsx.workbook import Sheet
from translator.model import Issue, TaggedText


def comment_spots(parts: Parts, sheet: Sheet) -> Iterator[Spot]:
    """Yield the comments on a sheet; a note that repeats a thread for older Excel follows it."""
    notes = [note for part in sheet.parts("comments") for note in _comments(parts, part)]
    threads = list(sheet.parts("threadedComment"))
    for part in threads:
        for number, comment in enumerate(_comments(parts, part), start=1):
            text = comment.find("{*}text")
            if text is not None and comment.find("{*}mentions") is None:
                place = f"{sheet.label}, comment on {comment.get('ref', '')}"
                for spot in text_spot(text, f"{part}#{number}", place):
                    yield _threaded(parts, sheet, spot, notes)
    for part in sheet.parts("comments"):
        for number, note in enumerate(_comments(parts, part), start=1):
            text = note.find("{*}text")
            if text is not None and not (threads and _is_thread(note)):
                place = f"{sheet.label}, comment on {note.get('ref', '')}"
                yield from rich_spot(text, f"{part}#{number}", place)


def comment_notes(parts: Parts, sheet: Sheet) -> Iterator[Issue]:
    """Yield the comments that stay: where a person is named in one is said by a number."""
    for part in sheet.parts("threadedComment"):
        for comment in _comments(parts, part):
            if comment.find("{*}mentions") is not None:
                place = f"{sheet.label}, comment on {comment.get('ref', '')}"
                detail = "a comment that mentions a person stays as it is"
                yield Issue("untranslated part", detail, place)


def _comments(parts: Parts, part: str) -> list[etree._Element]:
    root = parts.root(part)
    names = ("comment", "threadedComment")
    return [] if root is None else [e for e in root.iter(etree.Element) if local(e) in names]


def _is_thread(note: etree._Element) -> bool:
    """Whether Excel wrote a note for readers that know no threads: its author is no person."""
    root = note.getroottree().getroot()
    authors = [text_of(each) for each in root.iterfind("{*}authors/{*}author")]
    number = str(note.get("authorId", ""))
    known = number.isdigit() and int(number) < len(authors)
    return known and authors[int(number)].startswith("tc=")


def _threaded(parts: Parts, sheet: Sheet, spot: Spot, notes: list[etree._Element]) -> Spot:
    """Return a spot that writes into the note of a thread as well."""

    def put(target: TaggedText) -> None:
        spot.put(target)
        for note in notes:
            for text in note.iter("{*}t") if _is_thread(note) else ():
                if spot.content.text in text_of(text):
                    text.text = text_of(text).replace(spot.content.text, target.text)
                    for part in sheet.parts("comments"):
                        parts.touch(part)

    return Spot(spot.id, spot.place, spot.content, put)
