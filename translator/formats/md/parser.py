"""CommonMark with what GitHub, Pandoc and site generators add, each token with its place.

The parser says of a block in which lines it stands, and of what stands in a line nothing: here
each rule is watched, and the tokens that it makes get the offsets between which it read.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

Rule = Callable[[StateInline, bool], bool]

_TEMPLATES = {"{{": "}}", "{%": "%}"}
_DELIMITERS = {"emphasis", "strikethrough"}


@dataclass(frozen=True, slots=True)
class Span:
    """Where a token stands in the text of its block; `inner` is the end of the label of a link."""

    start: int
    end: int
    inner: int = -1


@functools.cache
def parser() -> MarkdownIt:
    """Return the parser; blocks and what stands in them are parsed one after the other."""
    md = MarkdownIt("commonmark", {"html": True, "inline_definitions": True, "maxNesting": 100})
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.use(dollarmath_plugin, allow_digits=False, allow_space=False, double_inline=True)
    md.use(deflist_plugin)
    md.core.ruler.disable(["inline", "text_join"], True)
    md.inline.ruler2.disable("fragments_join")
    md.inline.ruler.before("escape", "template", _template)
    md.inline.ruler.before("link", "note", _note)
    for rule in md.inline.ruler.__rules__:
        if rule.name in _DELIMITERS:
            rule.fn = _delimiters(rule.fn)
        elif rule.name in ("link", "note"):
            rule.fn = _labelled(rule.fn, 1 if rule.name == "link" else 2)
        else:
            rule.fn = _placed(rule.fn)
    return md


def span_of(token: Token) -> Span | None:
    """Return where a token stands, None for text."""
    found = token.meta.get("span")
    return found if isinstance(found, Span) else None


def _placed(rule: Rule) -> Rule:
    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[count:]:
            token.meta.setdefault("span", Span(start, state.pos))
        return True

    return placed


def _labelled(rule: Rule, bracket: int) -> Rule:
    """Watch a rule for what begins with so many characters and a label up to a bracket."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        inner = -1
        if not silent:
            after, state.pos = state.pos, start
            inner = state.md.helpers.parseLinkLabel(state, start + bracket - 1, bracket == 1)
            state.pos = after
        for token in state.tokens[count:]:
            token.meta.setdefault("span", Span(start, state.pos, inner))
        return True

    return placed


def _delimiters(rule: Rule) -> Rule:
    """Watch a rule that makes a token of each delimiter, to be paired later."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        at = state.pos
        for token in reversed(state.tokens[count:]):
            if at > start:
                token.meta["span"] = Span(at - len(token.content), at)
                at -= len(token.content)
        return True

    return placed


def _template(state: StateInline, silent: bool) -> bool:
    """A call of a template: {{ … }} or {% … %}."""
    close = _TEMPLATES.get(state.src[state.pos : state.pos + 2])
    end = state.src.find(close, state.pos + 2, state.posMax) if close else -1
    if end < 0:
        return False
    if not silent:
        state.push("template", "", 0)
    state.pos = end + 2
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """A note in its line: ^[…]."""
    if not state.src.startswith("^[", state.pos) or state.src.find("]", state.pos) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        limit, state.pos, state.posMax = state.posMax, state.pos + 2, end
        state.push("note_open", "a", 1)
        state.md.inline.tokenize(state)
        state.push("note_close", "a", -1)
        state.posMax = limit
    state.pos = end + 1
    return True
