"""Links > tags: those of the source put between the words of the target that say the same.

A pair goes around the words that come from those it encloses, a point after the word that it
follows, or before the next one where it stands before that. No tag stands inside a word.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from translator.model import Issue, Link, Masked, Tag
from translator.steps.evidence import words_of
from translator.steps.layout import Layout
from translator.steps.nesting import tags_of, tree


def place(
    masked: Masked, text: str, links: Sequence[Link]
) -> tuple[tuple[Tag, ...], tuple[Issue, ...]]:
    """Return where the tags of `masked` stand in `text`, its masked target; and what is doubtful.

    Each stands there once; pairs are one inside another or apart, and around words if they were.
    """
    if not masked.tags or text == masked.text:
        return masked.tags, ()
    if not masked.direction.changes_language:
        return _kept(masked, text, links), ()
    root = tree(masked.tags, len(masked.text))
    layout = Layout(masked.text, words_of(masked.text, text, links))
    layout.settle(root, range(len(layout.words)), (0, len(text)))
    return tuple(tags_of(root)), tuple(layout.doubts)


def _kept(masked: Masked, text: str, links: Sequence[Link]) -> tuple[Tag, ...]:
    """The tags in a text that differs from its source in the spelling alone."""
    source = masked.text
    if len(source) == len(text):
        return masked.tags
    places = {len(source): len(text)} | {link.of_start: link.start for link in links}
    if not links:
        for block in SequenceMatcher(None, source, text, autojunk=False).get_matching_blocks():
            places |= {block.a + step: block.b + step for step in range(block.size)}
    moved, reached = list[Tag](), 0
    for tag in masked.tags:
        reached = max(reached, places.get(tag.at, reached))
        moved.append(replace(tag, at=reached))
    return tuple(moved)
