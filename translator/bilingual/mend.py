"""The codes of a translation that came back: each of the source once, in pairs, well nested."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translator.model import Tag, TaggedText


@dataclass(frozen=True, slots=True)
class Mended:
    """A target with the codes of its source, and what had to be done for that."""

    target: TaggedText
    remarks: tuple[str, ...] = ()


def mended(source: TaggedText, target: TaggedText) -> Mended:
    """Return `target` with each tag of `source` once.

    What is too much is taken out, what was lost is put in where it stood, in proportion, and a
    pair that was crossed with another is nested, unless the source crosses it as well.
    """
    wanted = [(tag.kind, tag.ref) for tag in source.tags]
    if sorted(wanted) == sorted((tag.kind, tag.ref) for tag in target.tags):
        if _crossings(target.tags) <= _crossings(source.tags):
            return Mended(target)
        return Mended(_nested(target, source), ("crossed codes were nested",))
    kept, strange = list[Tag](), list[str]()
    left = list(wanted)
    for tag in target.tags:
        if (tag.kind, tag.ref) in left:
            left.remove((tag.kind, tag.ref))
            kept.append(tag)
        else:
            known = (tag.kind, tag.ref) in wanted
            strange.append(f"{'repeated' if known else 'unknown'} code {_name(tag)} taken out")
    text = TaggedText(target.text, tuple(kept))
    for tag in [each for each in source.tags if (each.kind, each.ref) in left]:
        text = _restored(text, tag, source)
        strange.append(f"lost code {_name(tag)} put back")
    if not _crossings(text.tags) <= _crossings(source.tags):
        text = _nested(text, source)
        strange.append("crossed codes were nested")
    return Mended(text, tuple(strange))


def _name(tag: Tag) -> str:
    return {"open": "<{}>", "close": "</{}>", "point": "[{}]"}[tag.kind].format(tag.ref or "?")


def _restored(text: TaggedText, tag: Tag, source: TaggedText) -> TaggedText:
    """Put in a tag where it stood, in proportion, never within a word or outside of its pair."""
    share = tag.at / max(len(source.text), 1)
    at = _between_words(text.text, round(share * len(text.text)))
    partner = next((n for n, t in enumerate(text.tags) if t.ref == tag.ref), None)
    places = [each.at for each in text.tags]
    if partner is None:
        index = sum(place <= at for place in places)
    elif tag.kind == "open":
        at = min(at, places[partner])
        index = min(sum(place < at for place in places), partner)
    else:
        at = max(at, places[partner])
        index = max(sum(place <= at for place in places), partner + 1)
    tags = (*text.tags[:index], replace(tag, at=at), *text.tags[index:])
    return TaggedText(text.text, tags)


def _between_words(text: str, at: int) -> int:
    """The next place that is not within a word of letters."""
    while 0 < at < len(text) and _is_word(text[at - 1]) and _is_word(text[at]):
        at += 1
    return at


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _crossings(tags: Sequence[Tag]) -> set[frozenset[int]]:
    """The pairs that cross, two by two; one that ends before it begins crosses itself."""
    opened, found = list[int](), set[frozenset[int]]()
    for tag in tags:
        if tag.kind == "open":
            opened.append(tag.ref)
        elif tag.kind == "close" and tag.ref in opened:
            place = opened.index(tag.ref)
            found |= {frozenset((tag.ref, other)) for other in opened[place + 1 :]}
            del opened[place]
        elif tag.kind == "close":
            found.add(frozenset((tag.ref,)))
    return found


def _nested(target: TaggedText, source: TaggedText) -> TaggedText:
    """Let what was opened last be closed first; the places stay, and so do the pairs of a source.

    A pair that ends before it begins stands where it ends.
    """
    pairs = {tag.ref for tag in source.tags if tag.kind == "open"}
    seen, opened, tags = set[int](), list[int](), list[Tag]()
    for tag in target.tags:
        if tag.ref not in pairs or tag.kind == "point":
            tags.append(tag)
        elif tag.kind == "open" and tag.ref not in seen:
            opened.append(tag.ref)
            tags.append(tag)
            seen.add(tag.ref)
        elif tag.kind == "close" and tag.ref not in seen:
            tags += (replace(tag, kind="open"), tag)
            seen.add(tag.ref)
        elif tag.kind == "close" and opened:
            tags.append(replace(tag, ref=opened.pop()))
    return TaggedText(target.text, tuple(tags))
