"""Headers and footers of a sheet: text and codes > tagged text (ECMA-376 Part 1, 18.3.1.46)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.markup import legal, text_of
from translator.formats.office.spots import Spot, cut, local
from translator.model import Tag, TaggedText

MAX_BANNER = 255  # characters, codes included
_CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|[^&])')
_SIZED = re.compile(r"&\d{1,3}$")
_TOKEN = re.compile(rf"(&&)|({_CODE.pattern})|([^&]+|&$)")
_SECTIONS = {"&L": "left", "&C": "centre", "&R": "right"}
_KINDS = {
    "oddHeader": "header",
    "oddFooter": "footer",
    "evenHeader": "header of even pages",
    "evenFooter": "footer of even pages",
    "firstHeader": "header of the first page",
    "firstFooter": "footer of the first page",
}


@dataclass(slots=True)
class _Section:
    """One of the three texts of a header: `codes` by the refs of the points that stand for them."""

    name: str
    mark: str
    pieces: list[str]  # texts and codes in turn, a text first

    def content(self) -> TaggedText:
        text, tags = "", list[Tag]()
        for number, piece in enumerate(self.pieces):
            if number % 2:
                tags.append(Tag(len(text), "point", number))
            else:
                text += piece
        return TaggedText(text, tuple(tags))

    def set(self, target: TaggedText) -> None:
        """Take the text and the order of the codes from `target`; a lost code is kept."""
        known = set(range(1, len(self.pieces), 2))
        tags = [tag for tag in target.tags if tag.ref in known]
        lost = known - {tag.ref for tag in tags}
        outer = [(0 if not self.pieces[0] and ref == 1 else len(target.text), ref) for ref in lost]
        kept = ((min(tag.at, len(target.text)), tag.ref) for tag in tags)
        places = sorted([*kept, *outer], key=lambda each: each[0])
        pieces, start = list[str](), 0
        for at, ref in places:
            pieces += target.text[start:at], self.pieces[ref]
            start = at
        self.pieces = [*pieces, target.text[start:]]

    def written(self) -> str:
        return self.mark + "".join(
            piece if number % 2 else _text(piece, self.pieces[number - 1] if number else "")
            for number, piece in enumerate(self.pieces)
        )


def banner_spots(sheet: etree._Element, part: str, label: str) -> Iterator[Spot]:
    """Yield the texts in the headers and footers of a sheet."""
    for element in sheet.iterfind("{*}headerFooter/*"):
        what = _KINDS.get(local(element), "")
        sections = _sections(text_of(element)) if what else []
        for section in sections:
            content = section.content()
            if content.text.strip():
                yield Spot(
                    f"{part}#{local(element)} {section.name}",
                    f"{label}, {what}, {section.name}",
                    content,
                    _putter(element, sections, section),
                )


def _putter(
    element: etree._Element, sections: list[_Section], section: _Section
) -> Callable[[TaggedText], None]:
    """Return what writes all sections anew; text beyond the limit of Excel is cut."""

    def put(target: TaggedText) -> None:
        source, text = section.pieces, legal(target.text)
        excess = 1
        while excess > 0 and text:
            section.pieces = source
            section.set(TaggedText(text, target.tags))
            element.text = "".join(each.written() for each in sections)
            excess = len(element.text) - MAX_BANNER
            text = cut(text, max(1, len(text) - excess))

    return put


def _sections(banner: str) -> list[_Section]:
    """Cut at &L, &C and &R; what stands before the first of them is centred."""
    sections = [_Section("centre", "", [""])]
    for found in _TOKEN.finditer(banner):
        literal, code, text = found.groups()
        pieces = sections[-1].pieces
        if code in _SECTIONS:
            sections.append(_Section(_SECTIONS[code], code, [""]))
        elif not code:
            pieces[-1] += "&" if literal else text
        elif len(pieces) > 1 and not pieces[-1]:
            pieces[-2] += code
        else:
            pieces += code, ""
    return sections


def _text(text: str, code: str) -> str:
    """Return text as it stands in a header; a digit may not follow a size (&12)."""
    gap = " " if _SIZED.search(code) and text[:1].isdecimal() else ""
    return gap + text.replace("&", "&&")
