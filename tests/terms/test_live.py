"""An edit is live within two seconds, and nobody waits for it."""

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from termbase.compiled import Direction
from termbase.concept import Concept, Status, Viewer
from termbase.history import Change
from termbase.live import Layers, Live
from termbase.match import Termbase
from termbase.model import Scope, Term
from termbase.store import Store
from tests.terms.made import EN, ZH, concept

ALICE = Change("alice", "add")
LIMIT = 60.0  # seconds to wait before giving up; how long it takes is a matter of the bench


def targets(termbase: Termbase, said: str = "风扇") -> list[str]:
    return [match.term.target for match in termbase.find(said)]


def before_long(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.02)
    return False


def approved(zh: str, en: str) -> Concept:
    return concept(zh, en, Status.APPROVED)


def test_an_edit_is_live_within_two_seconds_and_the_old_terms_serve_until_then(
    store: Store,
) -> None:
    kept = store.save(approved("风扇", "fan"), 0, ALICE)
    with Live(store, Direction(ZH, EN), Viewer("alice")) as live:
        before = live.present
        changed = replace(kept.concept, designations=approved("风扇", "blower").designations)
        store.save(changed, 1, ALICE)

        assert live.present is before
        assert before_long(lambda: targets(live.present) == ["blower"])
        assert live.version == store.version() == 2
        assert targets(before) == ["fan"]


def test_what_did_not_change_is_not_compiled_again(store: Store) -> None:
    store.put([approved("风扇", "fan"), approved("轴", "shaft")], ALICE)
    adapted: list[str] = []

    def adapt(term: Term) -> Term:
        adapted.append(term.source)
        return term

    with Live(store, Direction(ZH, EN), Viewer("alice"), adapt) as live:
        first = live.present
        assert sorted(adapted) == ["轴", "风扇"]

        store.save(approved("叶轮", "impeller"), 0, ALICE)

        assert before_long(lambda: targets(live.present, "叶轮和轴") == ["impeller", "shaft"])
        assert sorted(adapted) == ["叶轮", "轴", "风扇"]
        again = live.present
        time.sleep(0.6)
        assert live.present is again is not first


def test_weaker_terms_serve_where_the_store_has_none(store: Store) -> None:
    shipped = Term("风扇", "ventilator", preferred=False), Term("轴", "axis", preferred=False)
    store.save(approved("风扇", "fan"), 0, ALICE)

    with Live(store, Direction(ZH, EN), Viewer("alice"), last=shipped) as live:
        assert targets(live.present, "风扇和轴") == ["fan", "axis"]


def test_what_is_another_s_stays_theirs(store: Store) -> None:
    mine = replace(approved("风扇", "fan"), scope=Scope.PERSONAL, owner="bob")
    store.save(mine, 0, ALICE)

    with Live(store, Direction(ZH, EN), Viewer("alice")) as live:
        assert targets(live.present) == []


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_a_store_that_fails_is_told_and_the_terms_stay(store: Store, empty: Engine) -> None:
    store.save(approved("风扇", "fan"), 0, ALICE)
    with Live(store, Direction(ZH, EN), Viewer("alice")) as live:
        with empty.begin() as connection:
            connection.execute(text("ALTER TABLE term_latest RENAME TO away"))

        assert before_long(lambda: "cannot be used" in live.problem)
        assert targets(live.present) == ["fan"]

        with empty.begin() as connection:
            connection.execute(text("ALTER TABLE away RENAME TO term_latest"))
        assert before_long(lambda: live.problem == "")


def test_it_looks_at_most_twice_a_second(store: Store) -> None:
    looks: list[float] = []

    class Watched(Store):
        def version(self) -> int:
            looks.append(time.monotonic())
            return super().version()

    watched = Watched(store._engine)
    with Live(watched, Direction(ZH, EN), Viewer("alice")) as live:
        for _ in range(1_000):
            assert len(live.present) == 0
        time.sleep(1.2)

    assert len(looks) > 1
    assert all(after - before > 0.45 for before, after in pairwise(looks))


EDITS = st.lists(
    st.dictionaries(
        st.sampled_from("123456"),
        st.lists(st.text(st.sampled_from("甲乙丙"), min_size=1, max_size=3), max_size=2),
        max_size=4,
    ),
    max_size=12,
)


@given(EDITS, st.booleans())
def test_edits_leave_what_a_termbase_built_of_all_terms_has(
    edits: list[dict[str, list[str]]], waiting: bool
) -> None:
    layers = Layers({}, delta=2, settled=2)
    present: dict[str, tuple[Term, ...]] = {}

    for edit in edits:
        changed = {
            identity: tuple(Term(source, f"{source} of {identity}", id=identity) for source in some)
            for identity, some in edit.items()
        }
        layers.change(changed)
        for identity, terms in changed.items():
            present.pop(identity, None)
            present[identity] = terms
        if waiting and layers.coming:
            layers.coming.result()

        built = Termbase(term for terms in present.values() for term in terms)
        assert layers.whole().terms == built.terms
        assert layers.whole().find("甲乙丙甲乙甲丙乙") == built.find("甲乙丙甲乙甲丙乙")

    layers.close()
