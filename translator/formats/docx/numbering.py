"""Automatic numbers written as the target language writes them: 第%1章 is Chapter %1 (17.9).

The labels stand in `numbering.tsv`. Bullets, and the indents and tabs of a list, stay as they are.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

from termbase.text import Language
from translator.formats.docx.faces import HAN
from translator.formats.docx.markup import attribute, child, kind, spellings
from translator.formats.docx.order import spelled
from translator.model import Issue
from translator.standards.script import into

_NUMBER = r"(%\d(?:[.\-–．]%\d)*)"
_PLAIN = str.maketrans(
    {"（": "(", "）": ")", "：": ":", "．": ".", "、": ".", "，": ",", "\u3000": "\u2003"}
)
_DASH, _CHINESE_DASH = "—", "——"
_EAST_ASIAN = re.compile(
    "^(chinese|ideograph|taiwanese|japanese|korean|aiueo|iroha|ganada|chosung"
    "|decimal(FullWidth|HalfWidth|Enclosed))"
)
_DECIMAL = re.compile("^decimal(FullWidth|HalfWidth)")
_COUNTING = re.compile("^(chinese|ideographDigital|taiwanese|japanese)")
_SPELLED = {
    "cardinalText": "chineseCounting",
    "ordinalText": "chineseCounting",
    "ordinal": "decimal",
}
_NOTES = ("w:footnotePr", "w:endnotePr")
_ROMAN = ("upperRoman", "lowerRoman")
_LIST = ("decimal", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman")
_OUTLINE = ("decimal", "upperRoman", "upperLetter", "lowerLetter", "lowerRoman")


@dataclass(frozen=True, slots=True)
class Form:
    """How a level shows its number: the kind of numeral, and the text that it stands in."""

    numeral: str
    text: str

    @property
    def shape(self) -> tuple[str, str]:
        """What tells a reader the level from others; the level itself makes no difference."""
        return self.numeral, re.sub(_NUMBER, "%", self.text).strip()


def set_numbering(root: etree._Element, language: Language) -> tuple[Issue, ...]:
    """Rewrite the numbers under the root of a numbering part; return what was rewritten."""
    issues = dict[Issue, None]()
    for definition in root:
        levels = list(definition.iter(*spellings("w:lvl")))
        forms = [(level, form) for level in levels if (form := _form(level)) is not None]
        used = {form.shape for _, form in forms if _rendered(form, language, set()) == form}
        for level, form in forms:
            wanted = _rendered(form, language, used)
            used.add(wanted.shape)
            if wanted != form:
                _write(level, form, wanted)
                issues.update(dict.fromkeys(_issues(level, form, wanted)))
            elif language is Language.EN and HAN.search(form.text):
                issues[_left(level, form)] = None
            _space(level, wanted, language)
    return tuple(issues)


def set_counters(root: etree._Element, language: Language) -> None:
    """Write the numbers of pages and notes in numerals of the language (17.6.12, 17.11.18)."""
    if language is not Language.EN:
        return
    for numeral in root.iter(*spellings("w:numFmt")):
        holder = numeral.getparent()
        if holder is not None and kind(holder) in _NOTES:
            _set_plain(numeral, "val")
    for pages in root.iter(*spellings("w:pgNumType")):
        _set_plain(pages, "fmt")


def _set_plain(element: etree._Element, name: str) -> None:
    if _EAST_ASIAN.match(attribute(element, name)):
        element.set(spelled(element, name), "decimal")


def _form(level: etree._Element) -> Form | None:
    text = child(level, "w:lvlText")
    if text is None:
        return None
    numeral = next(level.iter(*spellings("w:numFmt")), None)
    return Form("decimal" if numeral is None else attribute(numeral, "val"), attribute(text, "val"))


def _rendered(form: Form, language: Language, used: set[tuple[str, str]]) -> Form:
    """Return the form for the language, in numerals that make it unlike those `used`."""
    if form.numeral == "bullet" and form.text not in (_DASH, _CHINESE_DASH):
        return form
    labelled = into(_labelled(form.text, language), language)
    if language is not Language.EN:
        return _chinese(form, labelled)
    dash = _DASH if form.text == _CHINESE_DASH else ""
    text = labelled or dash or form.text.translate(_PLAIN)
    if not _EAST_ASIAN.match(form.numeral):
        return Form(form.numeral, text)
    if labelled or _DECIMAL.match(form.numeral):
        return Form("decimal", text)
    if "Enclosed" in form.numeral and re.fullmatch(_NUMBER, text):
        text += ")"
    numerals = _OUTLINE if _COUNTING.match(form.numeral) and text.endswith(".") else _LIST
    found = (Form(numeral, text) for numeral in numerals)
    return next((each for each in found if each.shape not in used), Form("decimal", text))


def _chinese(form: Form, labelled: str) -> Form:
    numeral = _SPELLED.get(form.numeral, form.numeral)
    if labelled and numeral in _ROMAN:
        numeral = "decimal"
    dash = _CHINESE_DASH if form.text == _DASH else ""
    return Form(numeral, labelled or dash or form.text)


def _labelled(text: str, language: Language) -> str:
    """Return `text` with its label in the other language; "" if it has none that we know."""
    plain = text.translate(_PLAIN)
    for pattern, form in _labels(into_english=language is Language.EN):
        hit = pattern.search(plain)
        if hit is None:
            continue
        number = hit[1] if pattern.groups else ""
        before, after = plain[: hit.start()], plain[hit.end() :]
        if language is Language.EN:
            return before + form.format(number) + after
        return before + form.format(number) + re.sub(r"^(\.(?=\s|$)|\s[-–—](?=\s))", "", after)
    return ""


@cache
def _labels(*, into_english: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    text = files("translator.formats.docx").joinpath("numbering.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    if into_english:
        return tuple((_pattern(chinese), english) for chinese, english in rows)
    wide = str.maketrans({"(": "（", ")": "）", ":": "："})
    return tuple((_pattern(english), chinese.translate(wide)) for chinese, english in rows)


def _pattern(form: str) -> re.Pattern[str]:
    pieces = [re.escape(piece).replace(r"\ ", r"\s?") for piece in form.split("{}")]
    edge = r"\b" if form[0].isascii() else ""
    return re.compile(edge + rf"\s?{_NUMBER}\s?".join(pieces).removesuffix(r"\s?"), re.IGNORECASE)


def _write(level: etree._Element, form: Form, wanted: Form) -> None:
    text = child(level, "w:lvlText")
    if text is not None:
        text.set(spelled(text, "val"), wanted.text)
    for numeral in level.iter(*spellings("w:numFmt")) if wanted.numeral != form.numeral else ():
        numeral.attrib.clear()
        numeral.set(spelled(numeral, "val"), wanted.numeral)


def _space(level: etree._Element, form: Form, language: Language) -> None:
    """An English number never stands right before a word; its dash is the narrower one."""
    after = child(level, "w:suff")
    if language is not Language.EN or after is None or attribute(after, "val") != "nothing":
        return
    if form.text == _DASH:
        after.set(spelled(after, "val"), "tab")
    elif form.text and not form.text[-1].isspace() and form.numeral != "bullet":
        after.set(spelled(after, "val"), "space")


def _issues(level: etree._Element, form: Form, wanted: Form) -> Iterator[Issue]:
    """Tell of a change that is more than the width of signs."""
    same_text = unicodedata.normalize("NFKC", form.text) == unicodedata.normalize(
        "NFKC", wanted.text
    )
    if not same_text or form.numeral != wanted.numeral:
        before, after = (f"“{each.text}” ({each.numeral})" for each in (form, wanted))
        yield Issue("numbering", f"automatic numbers {before} are {after} now", _place(level))


def _left(level: etree._Element, form: Form) -> Issue:
    return Issue(
        "numbering", f"automatic numbers “{form.text}” are left as they are", _place(level)
    )


def _place(level: etree._Element) -> str:
    above: Iterator[etree._Element] = level.iterancestors()
    names = {"w:abstractNum": ("list", "abstractNumId"), "w:num": ("list number", "numId")}
    found = next((each for each in above if kind(each) in names), None)
    number = int(attribute(level, "ilvl") or 0) + 1
    if found is None:
        return f"numbering, level {number}"
    name, key = names[kind(found)]
    return f"numbering, {name} {attribute(found, key)}, level {number}"
