"""Draft > Draft: where every hypothesis lacks a term, the engine is asked again, sources hidden.

A model that was trained with some sources of terms hidden has then nothing to go by but the target
(Ailem et al. 2021, masking the source term).
"""

from collections.abc import Sequence
from dataclasses import replace

from translator.engines.base import Engine
from translator.model import Draft, Origin
from translator.steps.draft import into_target, request_for
from translator.steps.enforce import missing_terms


def repair(drafts: Sequence[Draft], engine: Engine) -> list[Draft]:
    """Return the drafts, those that lack terms with further hypotheses after their own.

    Raises:
        EngineError: the engine failed.
    """
    lacking = [item for item in drafts if engine.translates and _lacks(item)]
    requests = [replace(request_for(item.prepared), hidden=True) for item in lacking]
    answers = engine.translate(requests) if requests else []
    more = {
        id(item): tuple(into_target(found.text, item.prepared.masked) for found in answer)
        for item, answer in zip(lacking, answers, strict=True)
    }
    return [replace(item, texts=item.texts + more.get(id(item), ())) for item in drafts]


def _lacks(draft: Draft) -> bool:
    """Whether no hypothesis has all terms."""
    return draft.origin is Origin.ENGINE and all(missing_terms(draft, t) for t in draft.texts)
