"""Draft > Draft with links: which words of its text come from which of the source.

Only a text whose tags are to be put between its words is asked for: see `steps.place`.
"""

from collections.abc import Sequence
from dataclasses import replace

from termbase.text import Language
from translator.engines.base import Continuation, Engine
from translator.model import Draft
from translator.standards.script import into
from translator.steps.draft import request_for


def align(drafts: Sequence[Draft], engine: Engine) -> list[Draft]:
    """Return the drafts, those with tags with the links of their first text.

    Raises:
        EngineError: the engine failed.
    """
    done = list(drafts)
    asked = [number for number, draft in enumerate(drafts) if _needs_links(draft)]
    answers = engine.align([_asked(drafts[n]) for n in asked]) if asked else ()
    for number, links in zip(asked, answers, strict=True):
        done[number] = replace(drafts[number], links=links)
    return done


def _needs_links(draft: Draft) -> bool:
    """Whether tags are to be placed, and the text is another."""
    masked = draft.prepared.masked
    moved = draft.texts[0] != masked.text
    request = request_for(draft.prepared)
    return bool(masked.tags) and moved and len(request.text) == len(masked.text)


def _asked(draft: Draft) -> Continuation:
    """The text as an engine would write it: in Simplified characters."""
    text = draft.texts[0]
    direction = draft.prepared.masked.direction
    simplified = direction.target.is_chinese and direction.changes_language
    written = into(text, Language.ZH) if simplified else text
    same = len(written) == len(text)
    return Continuation(request_for(draft.prepared), "", written if same else text)
