"""The metadata before a text (YAML, TOML) > what of it is for readers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translator.formats.tree.element import Element, line_of
from translator.formats.tree.grammar import primary
from translator.formats.tree.lines import Line
from translator.formats.tree.weave import Stamp
from translator.model import Issue, TaggedText

_FRONT = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)"
    r"^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_ENTRY = re.compile(
    r"^(?P<key>[\w-]+|\"[\w-]+\")[ \t]*(?P<sign>[:=])[ \t]*(?P<value>\S[^\r\n]*?)[ \t]*$",
    re.MULTILINE,
)
_READ = frozenset(
    "abstract caption description excerpt headline linkTitle sidebar_label subtitle summary "  # noqa: SIM905
    "title".split()
)
_LANGUAGES = frozenset({"lang", "language"})
_DOUBLE = re.compile(r"\"((?:[^\"\\]|\\[\"\\])*)\"")
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`])(?:(?!\s#|:\s|:\Z).)+")  # YAML 1.2, 7.3.3
_WORDS = re.compile(r"(?i:true|false|yes|no|on|off|null|~|[-+.\d].*)\Z")  # they are no text in YAML


@dataclass(frozen=True, slots=True)
class Front:
    """The lines of the metadata, what was not understood, and where they end."""

    lines: tuple[Line, ...] = ()
    notes: tuple[Issue, ...] = ()
    end: int = 0
    language: str = ""

    def stamps(self, text: str, target: str) -> Iterator[Stamp]:
        """Yield what says that the text is in `target`."""
        for entry in _entries(text):
            if entry["key"].strip('"') in _LANGUAGES and self.language:
                value = entry["value"].strip("\"'")
                start = entry.start("value") + entry["value"].index(value)
                yield Stamp(start, start + len(value), target)


def front(text: str) -> Front:
    """Return the metadata of a text, empty ones if it has none."""
    found = _FRONT.match(text)
    if not found:
        return Front()
    lines, notes, language = list[Line](), list[Issue](), ""
    for entry in _entries(text):
        key, place = entry["key"].strip('"'), f"line {line_of(text, entry.start())}"
        if key in _LANGUAGES:
            language = primary(entry["value"].strip("\"'"))
        elif key in _READ:
            line = _line(entry, f"{key}, {place}")
            if line is None:
                notes.append(Issue("untranslated part", f"{key}: stays as it is", place))
            elif any(character.isalpha() for character in line.content.text):
                lines.append(line)
    return Front(tuple(lines), tuple(notes), found.end(), language)


def value(text: str, form: str) -> str:
    """Return a text as it stands in metadata: `form` is the sign before it and its quotation."""
    text = " ".join(text.split())
    if form == ":'":
        return "'" + text.replace("'", "''") + "'"
    if form == ": " and _PLAIN.fullmatch(text) and not _WORDS.match(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _entries(text: str) -> Iterator[re.Match[str]]:
    found = _FRONT.match(text)
    return _ENTRY.finditer(text, *found.span("body")) if found else iter(())


def _line(entry: re.Match[str], place: str) -> Line | None:
    """The line of a value; None if it is not one string in one line."""
    raw, sign = entry["value"], entry["sign"]
    if double := _DOUBLE.fullmatch(raw):
        words, quote = re.sub(r"\\(.)", r"\1", double[1]), '"'
    elif single := _SINGLE.fullmatch(raw):
        words, quote = single[1].replace("''", "'"), "'"
    elif sign == ":" and _PLAIN.fullmatch(raw) and not _WORDS.match(raw):
        words, quote = raw, " "
    else:
        return None
    start, end = entry.span("value")
    path = (Element("metadata", start, start, {}, end, end),)
    content = TaggedText(" ".join(words.split()))
    return Line(f"{start}.value", content, start, end, place, path, form=sign + quote)
