"""Names of standards, and references to parts of a document: 图 1 ↔ Figure 1, 附录 A ↔ Annex A.

The pairs of labels are those of GB/T 1.1—2020, clause 9, and the ISO/IEC Directives Part 2.
"""

import re
from collections.abc import Mapping

_BODIES = (
    "GB|GBJ|GBZ|GJB|DB\\d{2}|T/[A-Z]{2,10}|ISO|IEC|IEEE|ITU-[TR]|ITU|ETSI|EN|ENV|CEN|CENELEC|ASTM|ASME"
    "|ANSI|DIN|BSI?|NF|JIS|UL|SAE|API|AWS|NIST|FIPS|CISPR|OIML|RFC|ECMA|SJ|JB|YB|YD|HG|SH|QB|FZ"
    "|DL|NB|MT|JGJ|JG|JJF|JJG|CJJ|CJ|TB|JT|HJ|GA|WS|YY|LY|NY|SN|SB|SC|CB|HB|QC|GY|CY|LD|MH|AQ|RB"
)
STANDARD = (
    rf"(?<![A-Za-z0-9])(?:{_BODIES})(?:[/ ](?:[A-Z]{{1,5}}|IEC|IEEE|CIE|ASTM|CISPR|Guide|TR|TS|PAS)"
    r"(?![a-z]))*"
    r"[  \u2002\u2009-]?[A-Z]{0,2}(?:\d+|X{3,})(?:[.\-—–](?:\d+|X+))*"
    r"(?: ?\(all parts\)|（所有部分）)?"
    r"(?::\d{4}(?:\+A\d+(?::\d{4})?)*)?(?![A-Za-z0-9])"
)

_NUMERAL = r"(?:[A-Z]\.)?\d+(?:\.\d+)*[a-z]?"
LABEL_ZH = (
    rf"(?P<figure>图) ?(?P<figure_no>{_NUMERAL})"
    rf"|(?P<table>表) ?(?P<table_no>{_NUMERAL})"
    r"|(?P<annex>附录) ?(?P<annex_no>[A-Z](?![A-Za-z]))"
    r"(?:[\s\u3000]*（(?P<annex_kind>规范性|资料性)(?:附录)?）)?"
    r"|(?P<formula>公式|(?<![一-鿿])式|(?<=[按见由从用])式) ?[（(](?P<formula_no>[A-Z]?\.?\d+)[）)]"
    r"|第 ?(?P<clause_no>\d+) ?(?P<clause>[章条款])(?![一-鿿]?[款项约])"
)
LABEL_EN = (
    rf"\b(?P<figure>Figure|Fig\.) ?(?P<figure_no>{_NUMERAL})\b"
    rf"|\b(?P<table>Table) (?P<table_no>{_NUMERAL})\b"
    r"|\b(?P<annex>Annex|Appendix) (?P<annex_no>[A-Z])\b(?!\.\d)"
    r"(?:\s*\((?P<annex_kind>normative|informative)\))?"
    r"|\b(?P<formula>Formula|Equation|formula|equation) \((?P<formula_no>[A-Z]?\.?\d+)\)"
    r"|\b(?P<clause>Clause|Article|Chapter) (?P<clause_no>\d+)\b(?!\.\d)"
)
_NATURES = {
    "规范性": " (normative)",
    "资料性": " (informative)",
    "normative": "（规范性）",
    "informative": "（资料性）",
}
_TO_EN = {
    "figure": ("Figure {}", "Fig. {}", "figure {}"),
    "table": ("Table {}", "table {}"),
    "annex": ("Annex {}", "Appendix {}"),
    "formula": ("Formula ({})", "Equation ({})"),
    "章": ("Clause {}", "Chapter {}"),
    "条": ("Article {}",),
    "款": ("Paragraph {}", "paragraph {}"),
}
_TO_ZH = {
    "figure": ("图 {}", "图{}"),
    "table": ("表 {}", "表{}"),
    "annex": ("附录 {}", "附录{}"),
    "formula": ("式（{}）", "公式（{}）"),
    "Clause": ("第 {} 章", "第{}章"),
    "Chapter": ("第 {} 章", "第{}章"),
    "Article": ("第 {} 条", "第{}条"),
}


def render_standard(hit: re.Match[str], *, into_chinese: bool) -> tuple[str, ...]:
    """Return the name of a standard; only "(all parts)" is language in it."""
    name = hit.group()
    if into_chinese:
        return (
            name.replace(" (all parts)", "（所有部分）").replace("(all parts)", "（所有部分）"),
        )
    return (name.replace("（所有部分）", " (all parts)"),)


def render_label_zh(hit: re.Match[str]) -> tuple[str, ...]:
    """Return the English of a Chinese label and its number."""
    return _render(hit, _TO_EN)


def render_label_en(hit: re.Match[str]) -> tuple[str, ...]:
    """Return the Chinese of an English label and its number."""
    return _render(hit, _TO_ZH)


def _render(hit: re.Match[str], forms: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    groups = hit.groupdict()
    kind = next(kind for kind in ("figure", "table", "annex", "formula", "clause") if groups[kind])
    word = groups[kind] if kind == "clause" else kind
    nature = _NATURES.get(groups["annex_kind"] or "", "")
    return tuple(form.format(groups[f"{kind}_no"]) + nature for form in forms[word])
