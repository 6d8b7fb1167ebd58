"""Document > the terms that it defines itself, pinned for it; they outrank all others.

A term with its equivalent beside it is pinned as it stands. One that only the source language has
is `undecided`: `consistency` takes what its entry is translated as. Own terms are looked for in
terms clauses only (`clauses`), and a line that is not surely a term gives none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from termbase.match import Termbase, TermMatch
from termbase.model import Scope, Term
from translator.model import DefinedTerm, Direction, Document, TextUnit
from translator.standards.script import to_simplified
from translator.standards.term_lines import TermLine, abbreviation, bilingual
from translator.steps.clauses import Clause, terms_clauses
from translator.steps.prepare import Find

HERE = "this document, "  # what the origin of an own term begins with

_NUMBER = r"(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3})+|\d{1,2}(?=[、.．])"
_NUMBER_ALONE = re.compile(r"(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3})+")
_NUMBERED = re.compile(rf"(?P<number>{_NUMBER})[、.．]?[\s\u3000]*(?=\S)")
_REMARK = re.compile(r"[\[［【（(]|注|示例|来源|Note\b|NOTE\b|EXAMPLE|Example|SOURCE")
_GROUP = re.compile(
    r"(?:术语|定义|符号|缩略语|概述|总则|概念|terms?|general|concepts?)$", re.IGNORECASE
)
_PLAIN_ZH = re.compile(r"[\u3400-\u9fffA-Za-z0-9/-]*[\u3400-\u9fff]{2}[\u3400-\u9fffA-Za-z0-9/-]*")
_PLAIN_EN = re.compile(r"[A-Za-z][A-Za-z0-9'’-]*[a-z][A-Za-z0-9'’-]*(?: [A-Za-z0-9'’-]+){0,5}")
_DASHED = re.compile(r"[“\"]?(?P<term>[^“”\"]{2,60}?)[”\"]?\s*(?:—+|–|\s-)\s*\S")
_LONGEST_ZH = 16  # characters of a term that stands alone on its line
_SHORTEST_ZH = 2  # characters; a single one stands in too many words


@dataclass(frozen=True, slots=True)
class Undecided:
    """A term that the document defines and gives no equivalent of; `text` is as it stands.

    It is `alone` on its line, or its definition goes on after a dash.
    """

    text: str
    unit: str
    origin: str
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with both languages; the spans are in characters of the unit."""

    chinese_at: tuple[int, int]
    english_at: tuple[int, int]
    abbreviations: tuple[str, ...]
    before: str = ""


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """What the document says of its terms; `entries` are its bilingual lines by their units."""

    terms: tuple[Term, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    entries: tuple[tuple[str, Entry], ...] = ()


def own_terms(document: Document, direction: Direction) -> OwnTerms:
    """Return the terms that `document` defines; none between the scripts of one language."""
    if not direction.changes_language:
        return OwnTerms()
    found: list[_Found] = []
    defined = [item for item in document.terms if item.targets]
    terms = {term.source: term for term in _defined(defined, direction)}
    for clause in terms_clauses(document):
        own = list(_read(clause, direction))
        pinned = [term for item in own for term in _pinned(item, direction)]
        for term in _without_capitals(pinned) if clause.defines else pinned:
            terms.setdefault(term.source, term)
        found += own
    undecided = [
        Undecided(item.line.text, item.line.unit.id, item.origin, item.alone)
        for item in found
        if not item.synonym and item.terms is None
    ]
    undecided += (
        Undecided(item.text, item.unit, f"{HERE}{item.place}")
        for item in document.terms
        if not item.targets
    )
    return OwnTerms(tuple(terms.values()), tuple(undecided), tuple(_entries(found)))


def _defined(items: Iterable[DefinedTerm], direction: Direction) -> Iterator[Term]:
    """The terms that the mark-up of the document gives with their equivalents."""
    for item in items:
        source = to_simplified(item.text) if direction.source.is_chinese else item.text
        yield Term(
            source,
            item.targets[0],
            f"{HERE}{item.place}",
            item.targets[1:],
            item.forbidden,
            Scope.DOCUMENT,
        )


def layered(own: Sequence[Term], shared: Termbase) -> Find:
    """Return a search for the terms in `own` and `shared`, as in one termbase, `own` first."""
    return Termbase(own).then(shared).find


def overlaps(match: TermMatch, others: Iterable[TermMatch]) -> bool:
    """Return whether `match` shares a character with one of `others`."""
    return any(match.start < other.end and other.start < match.end for other in others)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a unit: `at` is its offset in the unit; `heads` whether an entry may begin here."""

    unit: TextUnit
    text: str
    at: int
    heads: bool
    level: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A term that a line gives; `terms` is None where it stands alone, `synonym` after another."""

    line: _Line
    origin: str
    terms: TermLine | None
    synonym: TermLine | None = None
    alone: bool = True


def _lines(clause: Clause) -> list[_Line]:
    """The lines of a clause that are not blank; a number that Word counts is an empty first one."""
    found: list[_Line] = []
    for unit in clause.units:
        start = 0
        first = True
        for piece in re.split(r"(?<=[\n\v])", unit.content.text):
            lead = len(piece) - len(piece.lstrip())
            text = piece.strip()
            if text:
                heads = (bool(start) and first) or unit.level > clause.level > 0
                found.append(_Line(unit, text, start + lead, heads, unit.level))
                first = False
            start += len(piece)
    return found


def _read(clause: Clause, direction: Direction) -> Iterator[_Found]:
    """The terms of a clause: each line is a number, a term, another name for it, or neither."""
    lines = _lines(clause)
    number, heads, before = "", False, None
    for index, line in enumerate(lines):
        if _NUMBER_ALONE.fullmatch(line.text):
            number, heads, before = line.text, True, None
            continue
        hit = _NUMBERED.match(line.text)
        if hit or line.heads:
            number, heads, before = (hit["number"] if hit else ""), True, None
        rest = _after(line, hit.end()) if hit else line
        origin = f"{HERE}{number or rest.unit.place}"
        terms = _bilingual(rest, direction)
        if terms and (heads or terms.before or not terms.english or _goes_on(lines, index)):
            yield _Found(rest, origin, terms)
            before = terms
        elif heads and clause.defines and _stands_alone(lines, index, rest, direction):
            yield _Found(rest, origin, None, before)
            heads = before is not None
        else:
            heads = False
            defined = _before_dash(rest, direction) if clause.defines and not terms else ""
            if defined:
                yield _Found(replace(rest, text=defined), origin, None, alone=False)
        if not terms and not heads:
            number, before = "", None


def _after(line: _Line, end: int) -> _Line:
    return replace(line, text=line.text[end:], at=line.at + end)


def _bilingual(line: _Line, direction: Direction) -> TermLine | None:
    """What a line gives in both languages, in offsets of the line."""
    chinese = direction.source.is_chinese
    start, end = line.at, line.at + len(line.text)
    tags = {tag.at - start for tag in line.unit.content.tags if start < tag.at < end}
    found = bilingual(line.text, tags, chinese_first=chinese)
    return found or abbreviation(line.text)


def _before_dash(line: _Line, direction: Direction) -> str:
    """The term that a line defines after a dash, if quotation marks or its format set it off."""
    hit = _DASHED.match(line.text)
    if hit is None:
        return ""
    term, end = hit["term"], hit.end("term")
    quoted = line.text[0] in '“"' and line.text[end] in '”"'
    tags = {tag.at - line.at for tag in line.unit.content.tags}
    if not quoted and not tags & {end, end + 1}:
        return ""
    return term if _is_plain(term, direction) else ""


def _stands_alone(lines: Sequence[_Line], index: int, line: _Line, direction: Direction) -> bool:
    """Whether a line is a term without an equivalent: its definition follows."""
    fits = _is_plain(line.text, direction) and not _GROUP.search(line.text)
    return fits and _goes_on(lines, index)


def _is_plain(text: str, direction: Direction) -> bool:
    chinese = direction.source.is_chinese
    fits = (_PLAIN_ZH if chinese else _PLAIN_EN).fullmatch(text)
    return bool(fits) and not (chinese and len(text) > _LONGEST_ZH)


def _goes_on(lines: Sequence[_Line], index: int) -> bool:
    """Whether a definition can follow the line: neither the next entry nor a remark does."""
    if index + 1 == len(lines):
        return False
    after = lines[index + 1]
    is_entry = after.heads or _NUMBERED.match(after.text) or _NUMBER_ALONE.fullmatch(after.text)
    return not is_entry and not _REMARK.match(after.text)


def _pinned(found: _Found, direction: Direction) -> Iterator[Term]:
    """The terms of one line, each from the source language; abbreviations stay as they are."""
    line = found.synonym or found.terms
    if line is None:
        return
    for short in line.abbreviations:
        yield Term(short, short, found.origin, scope=Scope.DOCUMENT)
    chinese = tuple(term for term in line.chinese if len(term) >= _SHORTEST_ZH)
    if not chinese or not line.english:
        return
    from_chinese = direction.source.is_chinese
    sources, targets = (chinese, line.english) if from_chinese else (line.english, chinese)
    if found.synonym:
        sources = (found.line.text,)
    for rank, source in enumerate(sources):
        yield Term(
            to_simplified(source) if from_chinese else source,
            targets[0],
            found.origin,
            targets[1:],
            scope=Scope.DOCUMENT,
            preferred=rank == 0 and not found.synonym,
        )


def _without_capitals(terms: Sequence[Term]) -> list[Term]:
    """The terms in small letters, if the clause gives most of their targets a capital."""
    words = [term for term in terms if term.source != term.target]
    capital = sum(term.target[:1].isupper() for term in words)
    if capital * 2 <= len(words):
        return list(terms)
    return [
        term
        if term.source == term.target
        else replace(
            term,
            target=in_small_letters(term.target),
            admitted=tuple(map(in_small_letters, term.admitted)),
        )
        for term in terms
    ]


def in_small_letters(text: str) -> str:
    """`text` with a small letter at the start of each word of a capital and small letters."""
    return re.sub(r"(?<![\w-])[A-Z](?=[a-z]+(?!\w))", lambda hit: hit.group().lower(), text)


def _entries(found: Iterable[_Found]) -> Iterator[tuple[str, Entry]]:
    for item in found:
        if item.terms and item.terms.chinese_at != item.terms.english_at:
            at = item.line.at
            (a, b), (c, d) = item.terms.chinese_at, item.terms.english_at
            spans = (a + at, b + at), (c + at, d + at)
            yield item.line.unit.id, Entry(*spans, item.terms.abbreviations, item.terms.before)
