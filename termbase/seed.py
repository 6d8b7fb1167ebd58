"""Terms to begin with: the vocabulary of standardisation, and pairs whose licence allows it.

`standardisation.tsv` is ours, after GB/T 1.1—2020, GB/T 20000.1—2014, the ISO/IEC Directives and
others that it names, and is on by default: it is no part of a store, and every term of a store or a
file goes before it. Its rows of use `heading` hold for headings alone, which conventions answer.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from termbase.compiled import Direction, compiled
from termbase.concept import (
    Concept,
    Designation,
    Grade,
    Status,
    TermError,
    Viewer,
    as_proposal,
    with_id,
)
from termbase.history import Change, Revision
from termbase.match import same_source
from termbase.model import Term
from termbase.text import Language

# Of the pairs, those of these licences: facts that were gathered by hand, and what may be used
# with attribution. Non-commercial, unspecified and missing licences are left out.
_ALLOWED = re.compile(
    r"facts$|CC0$|CC BY 4\.0$|Apache-2\.0/CC-BY-4\.0$|Unicode licence$|.*usable with"
)
_SHIPPED = "standardisation.tsv"
_ICS = {
    "standards_vocabulary": "ICS 01.120", "ics_fields": "ICS 01.120", "isotc211": "ICS 35.240.70",
    "cldr_territories": "ICS 01.140.20", "cldr_units": "ICS 01.060", "elements": "ICS 71.040",
    "si_units_gb3100": "ICS 01.060", "qudt_quantitykinds": "ICS 01.060", "qudt_units": "ICS 01.060",
    "gb_terms_sample": "", "tico19_terms": "ICS 11.020", "cncf_cloud_native": "ICS 35.210",
}  # fmt: skip
_GRADES = {"preferred": Grade.PREFERRED, "": Grade.PREFERRED}
_ABBREVIATED = re.compile(r"(.+) \(([A-Z][A-Za-z-]*[A-Z])\)")


@dataclass(frozen=True, slots=True)
class Seed:
    """The concepts of a file of pairs, and how many rows each licence kept out."""

    concepts: tuple[Concept, ...]
    left_out: Mapping[str, int]


@cache
def standardisation() -> tuple[Concept, ...]:
    """Return the vocabulary of standardisation, headings included; all of it is approved."""
    return tuple(concept for concept, _ in _rows())


@cache
def standard_terms(direction: Direction) -> tuple[Term, ...]:
    """Return its terms in `direction`, without those that hold for headings alone.

    Neither preferred nor new, they lose against any other term of their length.
    """
    told = Change("biaoyi", "ship")
    revisions = (Revision(concept, 1, told) for concept, use in _rows() if use == "text")
    terms = compiled(revisions, direction, Viewer(""))
    return tuple(
        replace(term, preferred=False, origin=_SHIPPED if term.origin == term.id else term.origin)
        for term in terms
    )


def is_shipped(term: Term) -> bool:
    """Whether `term` is of the vocabulary of standardisation."""
    return bool(term.id) and not term.preferred and term.id in _identities()


@cache
def _identities() -> frozenset[str]:
    return frozenset(concept.id for concept in standardisation())


def _rows() -> Iterator[tuple[Concept, str]]:
    text = files("termbase").joinpath(_SHIPPED).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        named = [*_named(row["zh"], Language.ZH), *_named(row["en"], Language.EN)]
        concept = Concept(tuple(named), domain=row["domain"], source=row["source"])
        yield with_id(concept), row["use"]


def _named(cell: str, language: Language) -> Iterator[Designation]:
    """The terms of a cell: the preferred, others after a bar, deprecated ones marked by `!`."""
    for index, part in enumerate(cell.split(" | ")):
        grade = Grade.ADMITTED if index else Grade.PREFERRED
        if part.startswith("! "):
            grade = Grade.DEPRECATED
        yield Designation(part.removeprefix("! "), language, grade, Status.APPROVED)


def read_seed(path: Path) -> Seed:
    """Return the concepts of a TSV file whose first row names en, zh, id, source_file, licence.

    Rows of one entry that say which term is preferred become one concept. Concepts that share a
    term with another, and Chinese terms of one character, which stand in many words, are proposals:
    people decide about them.

    Raises:
        TermError: it cannot be read, or a column is missing.
    """
    left_out: Counter[str] = Counter()
    entries: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
    for row in _read(path):
        if not _ALLOWED.match(row["licence"]):
            left_out[row["licence"]] += 1
            continue
        graded = "/" in row["status"]
        pair = () if graded else (row["en"], row["zh"])
        entries.setdefault((row["source_file"], row["id"], *pair), []).append(row)
    return Seed(_unambiguous(list(map(_concept, entries.values()))), left_out)


def _unambiguous(concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    targets: dict[tuple[Language, str], set[str]] = {}
    for concept in concepts:
        for item in concept.designations:
            other = Language.EN if item.language.is_chinese else Language.ZH
            target = next((same_source(named.text) for named in concept.named(other)), "")
            targets.setdefault((item.language, same_source(item.text)), set()).add(target)

    def is_clear(item: Designation) -> bool:
        alone = len(targets[item.language, same_source(item.text)]) == 1
        return alone and not (item.language.is_chinese and len(item.text) == 1)

    return tuple(
        concept if all(map(is_clear, concept.designations)) else as_proposal(concept)
        for concept in concepts
    )


def _read(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            wanted = {"en", "zh", "id", "source_file", "status", "licence"}
            if missing := sorted(wanted - set(reader.fieldnames or ())):
                raise TermError(f"{path}: no column {missing[0]}")
            return list(reader)
    except (OSError, UnicodeDecodeError) as error:
        raise TermError(f"{path}: cannot be read: {error}") from error


def _concept(rows: Iterable[Mapping[str, str]]) -> Concept:
    named: dict[tuple[Language, str], Designation] = {}
    for row in rows:
        english, _, chinese = (
            row["status"].rpartition("/") if "/" in row["status"] else ("", "", "")
        )
        for grade, text, language in (
            (chinese, row["zh"], Language.ZH),
            (english, row["en"], Language.EN),
        ):
            for item in _designations(text, language, grade):
                named.setdefault((language, item.text), item)
    one = _one_preferred(tuple(named.values()))
    return Concept(one, domain=_ICS.get(row["source_file"], ""), source=row["id"])


def _designations(text: str, language: Language, grade: str) -> Iterator[Designation]:
    """The term of a cell, and its abbreviation in brackets as an admitted one."""
    plain = " ".join(text.split())
    worth = _GRADES.get(grade.split(" ")[0], Grade.ADMITTED)
    short = _ABBREVIATED.fullmatch(plain)
    yield Designation(short[1] if short else plain, language, worth, Status.APPROVED)
    if short:
        yield Designation(short[2], language, Grade.ADMITTED, Status.APPROVED)


def _one_preferred(items: tuple[Designation, ...]) -> tuple[Designation, ...]:
    """Of several preferred terms of one language the first stays so."""
    kept: list[Designation] = []
    for item in items:
        taken = any(
            known.language is item.language and known.grade is Grade.PREFERRED for known in kept
        )
        second = taken and item.grade is Grade.PREFERRED
        kept.append(replace(item, grade=Grade.ADMITTED) if second else item)
    return tuple(kept)
