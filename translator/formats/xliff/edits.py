"""Targets > what changes in the text of an XLIFF file: target elements, states, languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from termbase.text import Language
from translator.formats.sts.markup import legal
from translator.formats.tree.element import Element
from translator.formats.tree.flat import Pair, Sign
from translator.formats.tree.lines import Line
from translator.formats.tree.weave import Change, Copy, Stamp, rewritten, woven
from translator.formats.xliff.entries import Entry
from translator.formats.xliff.inline import segments
from translator.model import TaggedText

REVIEW = "biaoyi:needs-review"  # a sub-state of XLIFF 2.x
_NAME = re.compile(r"<[^\s/>]+")
_TO_VALUE = re.compile(r"\s+[^\s=]+\s*=\s*[\"']\Z")
_FIXED = re.compile(r"\scanReorder\s*=\s*[\"'](?:no|firstNo)[\"']")
_BLANK = re.compile(r"\s*\Z")


@dataclass(frozen=True, slots=True)
class Filling:
    """The targets of an entry by the ids of their lines; without a language no state is set."""

    entry: Entry
    targets: Mapping[str, TaggedText]
    language: Language | None
    is_doubtful: bool = False

    def edits(self, text: str) -> Iterator[Stamp]:
        """Yield what changes in the text of the file."""
        entry = self.entry
        told = self._told()
        content = self._content(text)
        if not entry.is_1:
            yield from attributes(text, entry.holder, self._states())
        target = entry.target
        if target and not target.attributes and _is_empty_tag(text, target):
            yield Stamp(target.start, target.end, self._element(text, told, content))
        elif target:
            yield from attributes(text, target, told)
            yield _filled(text, target, content)
        else:
            yield self._made(text, told, content)
        yield from self._closed_gap(text)

    def _states(self) -> dict[str, str | None]:
        if self.language is None:
            return {}
        if self.entry.is_1:
            state = "needs-review-translation" if self.is_doubtful else "translated"
            return {"state": state, "state-qualifier": None}
        return {"state": "translated", "subState": REVIEW if self.is_doubtful else None}

    def _told(self) -> dict[str, str | None]:
        """The attributes of the target."""
        told = self._states() if self.entry.is_1 else {}
        if self.language and self.entry.source.language:
            told["xml:lang"] = self.language.value
        return told

    def _content(self, text: str) -> str:
        """The model in other words, and the space before the segment that follows."""
        entry, changes, stamps = self.entry, list[Change](), list[Stamp]()
        start, end = entry.model.inner, entry.model.close
        for part in entry.parts:
            line, target = _moved(part.line, -start), self.targets.get(part.line.id)
            if part.kept:
                stamps.append(Stamp(line.start, line.end, text[part.kept.inner : part.kept.close]))
            elif target and line.content.text:
                changes.append(Change(line, _in_order(text, part.line, target)))
            elif target and target.text:
                stamps.append(Stamp(line.end, line.end, legal(target.text)))
        for one, other in pairwise(segments(entry.model.children)):
            stamps += self._joint(text[one.end : other.start], one.end - start)
        made = rewritten(text[start:end], changes, stamps, say)
        follows = entry.next[:1]
        needs_space = follows and follows[0].name == "segment" and self._is_joined_by(" ")
        return made if not needs_space or made[-1:].isspace() else made + " "

    def _joint(self, gap: str, at: int) -> Iterator[Stamp]:
        """Yield what the space between two sentences becomes."""
        if not gap and self._is_joined_by(" "):
            yield Stamp(at, at, " ")
        elif gap == " " and self._is_joined_by(""):
            yield Stamp(at, at + 1, "")

    def _is_joined_by(self, space: str) -> bool:
        return self.language is not None and self.language.is_chinese == (not space)

    def _closed_gap(self, text: str) -> Iterator[Stamp]:
        """Yield an empty target for the space between two sentences that become Chinese ones."""
        names = [each.name for each in self.entry.next[:2]]
        if names != ["ignorable", "segment"] or not self._is_joined_by(""):
            return
        children = list(self.entry.next[0].elements)
        if [each.name for each in children] == ["source"] and not list(children[0].elements):
            source = children[0]
            if not source.words():
                made = f"<{_prefix(source, text)}target/>"
                yield Stamp(source.end, source.end, made)

    def _made(self, text: str, told: Mapping[str, str | None], content: str) -> Stamp:
        """A new target, set off from what stands before it as the source is."""
        source = self.entry.source
        after = self._before_target()
        blank = _BLANK.search(text, self.entry.holder.inner, source.start)
        lead = blank.group() if blank else ""
        return Stamp(after.end, after.end, lead + self._element(text, told, content))

    def _element(self, text: str, told: Mapping[str, str | None], content: str) -> str:
        name = f"{_prefix(self.entry.source, text)}target"
        shown = "".join(f' {key}="{value}"' for key, value in told.items() if value)
        return f"<{name}{shown}>{content}</{name}>"

    def _before_target(self) -> Element:
        divided = (each for each in self.entry.holder.elements if each.name == "seg-source")
        return next(divided, self.entry.source)


def attributes(text: str, element: Element, values: Mapping[str, str | None]) -> Iterator[Stamp]:
    """Yield what sets attributes of an element, or takes those away whose value is None."""
    for name, value in values.items():
        old = element.attributes.get(name)
        if old is None:
            if value is not None:
                found = _NAME.match(text, element.start)
                at = found.end() if found else element.start
                yield Stamp(at, at, f' {name}="{value}"')
        elif value is not None:
            yield Stamp(old.start, old.start + len(old.value), value)
        else:
            before = _TO_VALUE.search(text, element.start, old.start)
            start = before.start() if before else old.start
            yield Stamp(start, old.start + len(old.value) + 1, "")


def _filled(text: str, target: Element, content: str) -> Stamp:
    """The change of what an element holds, be it an empty one without an end tag."""
    if not _is_empty_tag(text, target):
        return Stamp(target.inner, target.close, content)
    name = text[target.start : target.inner].split()[0].strip("<>/")
    return Stamp(target.inner - 2, target.end, f">{content}</{name}>")


def _is_empty_tag(text: str, element: Element) -> bool:
    return element.inner == element.end and text[element.inner - 2] == "/"


def _in_order(text: str, line: Line, target: TaggedText) -> TaggedText:
    """The target with those codes that shall keep their order in it (XLIFF 2.1, canReorder)."""
    fixed = [
        ref
        for ref, mark in line.marks.items()
        if isinstance(mark, Sign) and _FIXED.search(text, mark.start, mark.end)
    ]
    found = [tag.ref for tag in target.tags if tag.ref in fixed]
    if len(set(found)) < len(found):
        return target
    refs = iter(sorted(found, key=fixed.index))
    tags = (replace(tag, ref=next(refs)) if tag.ref in fixed else tag for tag in target.tags)
    return TaggedText(target.text, tuple(tags))


def say(line: Line, target: TaggedText, copy: Copy) -> str:
    """Return a target as character data and codes."""
    return woven(line, target, copy, legal)


def _moved(line: Line, by: int) -> Line:
    """The line, its places moved: those in a stretch of the text."""

    def mark(each: Sign | Pair) -> Sign | Pair:
        moved = replace(each, start=each.start + by, end=each.end + by)
        if isinstance(moved, Pair):
            return replace(moved, inner=moved.inner + by, close=moved.close + by)
        return moved

    marks = {ref: mark(each) for ref, each in line.marks.items()}
    breaks = tuple(Sign(each.start + by, each.end + by) for each in line.breaks)
    return replace(line, start=line.start + by, end=line.end + by, marks=marks, breaks=breaks)


def _prefix(element: Element, text: str) -> str:
    """The prefix of the name of an element as written, with its colon."""
    found = _NAME.match(text, element.start)
    return found.group()[1:].rpartition(":")[0] + ":" if found and ":" in found.group() else ""
