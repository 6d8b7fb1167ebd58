"""Complex fields: which of their text is language (ECMA-376 Part 1, 17.16).

A field runs `begin`, instruction, `separate`, result, `end`, and may do so across containers and
paragraphs. Its instruction is never language; its result is, unless Word computes it.
"""

from dataclasses import dataclass, field

from lxml import etree

from translator.formats.docx.markup import attribute, kind, spellings, text_of

# Fields whose result is a number, a date or the like, which Word computes anew (17.16.5).
# fmt: off
_COMPUTED = frozenset({
    "ADVANCE", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BARCODE", "CREATEDATE", "DATE",
    "DISPLAYBARCODE", "EDITTIME", "EQ", "FILESIZE", "FORMCHECKBOX", "LISTNUM",
    "MERGEBARCODE", "MERGEREC", "MERGESEQ", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS",
    "PAGE", "PAGEREF", "PRINTDATE", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ",
    "SYMBOL", "TIME",
})
# fmt: on
_NUMBER_SWITCHES = frozenset({"\\n", "\\r", "\\w", "\\p"})  # of REF: the paragraph number
MAX_NESTING = 20  # fields within fields; Word itself takes no more
_LOCAL_STORIES = ("w:txbxContent", "w:footnote", "w:endnote", "w:comment")
_DELETED = ("w:del", "w:moveFrom")
_RUN_TEXT = ("w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:softHyphen")
_WATCHED = spellings("w:fldChar", "w:instrText", *_RUN_TEXT, *_LOCAL_STORIES, *_DELETED)
_FIELD_CHAR = spellings("w:fldChar")
_SIMPLE = spellings("w:fldSimple")


@dataclass(frozen=True, slots=True)
class Ends:
    """The later marks of a field whose result is language."""

    separate: etree._Element
    end: etree._Element


@dataclass(frozen=True, slots=True)
class Result:
    """What a field shows: its code, and the elements of its result that are text.

    These stand after `start` and before `end`; in `start`, if there is no `end`.
    """

    code: str
    elements: tuple[etree._Element, ...]
    start: etree._Element
    end: etree._Element | None = None


@dataclass(slots=True)
class Fields:
    """The fields of a part: the text in them that is not language, and the others' ends.

    `language` finds the ends of a complex field by its begin mark; `results` are those of fields
    whose result is language.
    """

    opaque: set[etree._Element] = field(default_factory=set)
    language: dict[etree._Element, Ends] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)


def is_computed(code: str, result: str) -> bool:
    """Whether the result of a field with this code is no language.

    A result without a letter never is; nor is the number of a paragraph that REF refers to.
    """
    words = code.split()
    name = words[0].upper() if words else ""
    if name in _COMPUTED or name.startswith("="):
        return True
    if name == "REF" and _NUMBER_SWITCHES.intersection(word.lower() for word in words):
        return True
    return not any(character.isalpha() for character in result)


def find_fields(root: etree._Element) -> Fields:
    """Return the fields under `root`; a complex one that never ends counts for nothing."""
    walk = _Walk()
    for simple in root.iter(*_SIMPLE):
        texts = tuple(each for each in simple.iter() if kind(each) in _RUN_TEXT)
        code = attribute(simple, "instr")
        if not is_computed(code, "".join(map(text_of, texts))):
            walk.fields.results.append(Result(code, texts, simple))
    if next(root.iter(*_FIELD_CHAR), None) is None:
        return walk.fields
    events = etree.iterwalk(root, events=("start", "end"), tag=_WATCHED)
    for event, element in events:
        name = kind(element)
        if name in _LOCAL_STORIES:
            walk.turn_story(event)
        elif event == "start" and name in _DELETED:
            events.skip_subtree()
        elif event == "start":
            walk.visit(name, element)
    return walk.fields


@dataclass(slots=True)
class _Field:
    """A field under way."""

    begin: etree._Element
    code: str = ""
    separate: etree._Element | None = None
    instruction: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    """The fields under way in each of the stories that enclose the place where we are."""

    fields: Fields = field(default_factory=Fields)
    stories: list[list[_Field]] = field(default_factory=lambda: [[]])

    def turn_story(self, event: str) -> None:
        if event == "start":
            self.stories.append([])
        else:
            self.stories.pop()

    def visit(self, name: str, element: etree._Element) -> None:
        under_way = self.stories[-1]
        if name == "w:fldChar":
            self._mark(attribute(element, "fldCharType"), element)
        elif name == "w:instrText":
            if under_way and under_way[-1].separate is None:
                under_way[-1].code += text_of(element)
        else:
            for each in under_way[:MAX_NESTING]:
                (each.instruction if each.separate is None else each.result).append(element)

    def _mark(self, sort: str, element: etree._Element) -> None:
        under_way = self.stories[-1]
        if sort == "begin":
            under_way.append(_Field(element))
        elif under_way and sort == "separate":
            under_way[-1].separate = element
        elif under_way and sort == "end":
            self._end(under_way.pop(), element)

    def _end(self, ended: _Field, end: etree._Element) -> None:
        self.fields.opaque.update(ended.instruction)
        result = "".join(text_of(each) for each in ended.result)
        if is_computed(ended.code, result):
            self.fields.opaque.update(ended.result)
            return
        if ended.separate is None:
            return
        texts = tuple(ended.result)
        self.fields.results.append(Result(ended.code, texts, ended.separate, end))
        if len(self.stories[-1]) < MAX_NESTING:
            self.fields.language[ended.begin] = Ends(ended.separate, end)
