"""A better translation that somebody proposes: a draft in the memory, for others to confirm."""

from corpus.model import Entry, Given, Origin, Provenance, Status
from corpus.store import Store
from termbase.history import Change


def suggest(store: Store, who: str, zh: str, en: str) -> None:
    """Keep a pair as a draft: it is found, and answers no translation until it is confirmed.

    Raises:
        MemoryProblem: a text may not be kept.
    """
    entry = Entry(zh, en, status=Status.DRAFT, origin=Origin.HUMAN)
    found = Provenance("suggested", who=who, origin=Origin.HUMAN)
    store.put([Given(entry, found)], Change(who, "suggest"))
