"""A concept <> a row of a table: what the columns are called, and how several values share a cell.

zh  zh_admitted  zh_deprecated    terms, separated by ";"
zh_status  zh_part_of_speech  …   one for all terms of the language, or one each, in that order
zh_definition                     several are separated by an empty line
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from termbase.concept import Concept, Definition, Designation, Grade, Status, tidied
from termbase.exchange.entry import Entry, Rejected, entry, language_of
from termbase.model import Scope
from termbase.text import Language

_ORDER = (Language.ZH, Language.EN, Language.ZH_HANT)
_GRADES = {Grade.PREFERRED: "", Grade.ADMITTED: "admitted", Grade.DEPRECATED: "deprecated"}
_EACH = ("status", "part_of_speech", "note", "source")  # of a term
_WHOLE = ("domain", "source", "note", "scope", "owner", "id")  # of a concept
_PARTS = (*_GRADES.values(), "definition", *_EACH)
COLUMNS = (
    *(f"{language.value}{part and '_'}{part}" for part in _PARTS for language in _ORDER),
    *_WHOLE,
)
_LANGUAGE_NAMES = {
    "繁体中文": Language.ZH_HANT, "繁體中文": Language.ZH_HANT, "繁体": Language.ZH_HANT,
    "繁體": Language.ZH_HANT, "简体中文": Language.ZH, "简体": Language.ZH, "中文": Language.ZH,
    "汉语": Language.ZH, "漢語": Language.ZH, "chinese": Language.ZH, "英文": Language.EN,
    "英语": Language.EN, "英語": Language.EN, "english": Language.EN,
}  # fmt: skip
_PART_NAMES = {
    "": "", "term": "", "术语": "", "術語": "", "名称": "", "词条": "", "preferred": "", "首选": "",
    "首选术语": "", "优先术语": "", "admitted": "admitted", "synonym": "admitted",
    "synonyms": "admitted", "许用": "admitted", "许用术语": "admitted", "同义词": "admitted",
    "别名": "admitted", "deprecated": "deprecated", "forbidden": "deprecated",
    "拒用": "deprecated", "拒用术语": "deprecated", "禁用": "deprecated", "禁用术语": "deprecated",
    "被取代术语": "deprecated", "definition": "definition", "定义": "definition",
    "定義": "definition", "status": "status", "状态": "status", "狀態": "status",
    "part_of_speech": "part_of_speech", "pos": "part_of_speech", "词性": "part_of_speech",
    "note": "note", "notes": "note", "备注": "note", "备考": "note", "注": "note", "備註": "note",
    "source": "source", "origin": "source", "来源": "source", "出处": "source", "來源": "source",
    "domain": "domain", "subject": "domain", "subject_field": "domain", "领域": "domain",
    "專業": "domain", "专业": "domain", "ics": "domain", "ccs": "domain", "scope": "scope",
    "作用域": "scope", "owner": "owner", "所有者": "owner", "id": "id", "编号": "id", "編號": "id",
}  # fmt: skip
_TAG = re.compile(r"zh(?:_(?:hans|hant|cn|sg|tw|hk|mo))*(?=_|\Z)|en(?:_[a-z]{2})?(?=_|\Z)")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_VALUE = re.compile(r"((?:\\.|[^\\;；]|\\\Z)*)([;；]|\Z)", re.DOTALL)
_STATUSES = {
    **{item.value: item for item in Status},
    "建议": Status.PROPOSED, "待审": Status.PROPOSED,
    "批准": Status.APPROVED, "已批准": Status.APPROVED, "否决": Status.REJECTED,
    "撤销": Status.WITHDRAWN, "废止": Status.WITHDRAWN,
}  # fmt: skip
_SCOPES = {item.name.lower(): item for item in Scope}

Column = tuple[Language | None, str]  # of which language, and which part of it
Cells = Mapping[Column, str]


class _Wrong(ValueError):
    """What is wrong with a row."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the columns of a table are; None for those that mean nothing to us."""

    columns: tuple[Column | None, ...]
    status: Status = Status.PROPOSED  # of terms whose row does not say

    def concept(self, row: Sequence[str], place: str) -> Entry | Rejected:
        """Return the concept of `row`, or what is wrong with it."""
        cells: dict[Column, str] = {}
        for column, cell in zip(self.columns, row, strict=False):
            if column and cell:
                cells.setdefault(column, cell)
        try:
            return entry(_concept(cells, self.status), place)
        except _Wrong as error:
            return Rejected(place, str(error))


def head(row: Sequence[str], status: Status = Status.PROPOSED) -> Head | None:
    """Return what the columns are, if the first row `row` names a column of terms."""
    columns = tuple(map(_column, row))
    if not any(column and column[0] and not column[1] for column in columns):
        return None
    return Head(columns, status)


def _column(name: str) -> Column | None:
    plain = re.sub(r"[\s\-()（）]+", "_", name.strip().lower()).strip("_")
    for known, language in _LANGUAGE_NAMES.items():
        if plain.startswith(known) or plain.endswith(known):
            part = _PART_NAMES.get(plain.replace(known, "", 1).strip("_"))
            return None if part is None else (language, part)
    tag = _TAG.match(plain) or re.search(r"(?<=_)(?:zh|en)(?:_hant|_hans|_tw|_cn)?\Z", plain)
    if tag:
        rest = (plain[: tag.start()] + plain[tag.end() :]).strip("_")
        found = _PART_NAMES.get(rest)
        return None if found is None else (language_of(tag[0]), found)
    part = _PART_NAMES.get(plain)
    return (None, part) if part else None


def _concept(cells: Cells, status: Status) -> Concept:
    terms = [item for language in _ORDER for item in _designations(cells, language, status)]
    identity = cells.get((None, "id"), "")
    chinese = any(item.language.is_chinese for item in terms)
    if not terms or (not identity and len({item.language.is_chinese for item in terms}) == 1):
        raise _Wrong(f"no {'English' if chinese else 'Chinese'} term")
    if (None, "status") in cells:
        said = _status(cells[None, "status"])
        terms = [
            item if (item.language, "status") in cells else replace(item, status=said)
            for item in terms
        ]
    scope = cells.get((None, "scope"), "shared").lower()
    if scope not in _SCOPES:
        raise _Wrong(f"“{scope}” is no scope; there are {', '.join(_SCOPES)}")
    return Concept(
        tuple(terms),
        tuple(_definitions(cells)),
        cells.get((None, "domain"), ""),
        cells.get((None, "source"), ""),
        cells.get((None, "note"), ""),
        _SCOPES[scope],
        cells.get((None, "owner"), ""),
        identity,
    )


def _designations(cells: Cells, language: Language, status: Status) -> list[Designation]:
    """The terms of one language."""
    terms = [
        Designation(text, language, grade, status)
        for grade, part in _GRADES.items()
        for text in _split(cells.get((language, part), ""))
        if text
    ]
    for part in _EACH:
        cell = cells.get((language, part), "")
        if not cell:
            continue
        values = [cell] if len(terms) == 1 else _split(cell)
        if len(values) not in {1, len(terms)}:
            name = f"{language.value}_{part}"
            raise _Wrong(f"{name} has {len(values)} values for {len(terms)} terms")
        each = values * len(terms) if len(values) == 1 else values
        terms = [_with(term, part, value) for term, value in zip(terms, each, strict=True)]
    return terms


def _with(term: Designation, part: str, value: str) -> Designation:
    match part:
        case "status":
            return replace(term, status=_status(value))
        case "part_of_speech":
            return replace(term, part_of_speech=value)
        case "note":
            return replace(term, note=value)
    return replace(term, source=value)


def _status(value: str) -> Status:
    try:
        return _STATUSES[value.lower()]
    except KeyError:
        raise _Wrong(f"“{value}” is no status; there are {', '.join(Status)}") from None


def _definitions(cells: Cells) -> list[Definition]:
    found = [
        Definition(text, language)
        for language in _ORDER
        for text in _paragraphs(cells.get((language, "definition"), ""))
    ]
    unnamed = cells.get((None, "definition"), "")
    if unnamed:
        found.append(Definition(unnamed, Language.ZH if _HAN.search(unnamed) else Language.EN))
    return found


def row(concept: Concept) -> list[str]:
    """Return `concept` as a row under `COLUMNS`."""
    concept = tidied(concept)
    cells: dict[str, str] = {
        "domain": concept.domain,
        "source": concept.source,
        "note": concept.note,
        "scope": concept.scope.name.lower(),
        "owner": concept.owner,
        "id": concept.id,
    }
    for language in _ORDER:
        name = language.value
        terms = [item for item in concept.designations if item.language is language]
        for grade, part in _GRADES.items():
            texts = [_escaped(item.text) for item in terms if item.grade is grade]
            cells[f"{name}{part and '_'}{part}"] = "; ".join(texts)
        cells[f"{name}_status"] = _joined([item.status.value for item in terms])
        cells[f"{name}_part_of_speech"] = _joined([item.part_of_speech for item in terms])
        cells[f"{name}_note"] = _joined([item.note for item in terms])
        cells[f"{name}_source"] = _joined([item.source for item in terms])
        said = [item.text for item in concept.definitions if item.language is language]
        cells[f"{name}_definition"] = "\n\n".join(map(_one_paragraph, said))
    return [cells[column] for column in COLUMNS]


def _joined(values: Sequence[str]) -> str:
    if len(values) == 1:
        return values[0]
    if len(set(values)) == 1:
        return _escaped(values[0])
    return "; ".join(map(_escaped, values))


def _escaped(text: str) -> str:
    return re.sub(r"([;；\\])", r"\\\1", text)


def _split(cell: str) -> list[str]:
    """The values of a cell; a separator that belongs to a value has a backslash before it."""
    found: list[str] = []
    for match in _VALUE.finditer(cell):
        found.append(re.sub(r"\\([;；\\])", r"\1", match[1].strip()))
        if not match[2]:
            break
    return found if cell else []


def _one_paragraph(text: str) -> str:
    """No empty line: each line of backslashes, however few, has one more."""
    return "\n".join(f"{line}\\" if not line.strip("\\") else line for line in text.split("\n"))


def _paragraphs(cell: str) -> list[str]:
    pieces: list[list[str]] = [[]]
    for line in cell.split("\n"):
        if not line:
            pieces.append([])
        else:
            pieces[-1].append(line[:-1] if not line.strip("\\") else line)
    return ["\n".join(piece) for piece in pieces if piece]
