"""The term store, on SQLite and on PostgreSQL: nothing is lost, nothing overwritten."""

import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from termbase.concept import Concept, Designation, Invalid, Status, tidied, with_id
from termbase.database import Unavailable, open_engine
from termbase.history import Change
from termbase.review import propose
from termbase.store import Conflict, Imported, NoConcept, Store, Votes
from tests.terms.made import EN, ZH, concept, storable

ALICE = Change("alice", "add", "needed")


def test_a_concept_is_kept_with_who_when_and_why(store: Store) -> None:
    kept = store.save(concept(), 0, ALICE)

    assert store.get(kept.concept.id) == kept
    assert store.get(kept.concept.id[:5]) == kept
    assert (kept.number, kept.change.who, kept.change.why) == (1, "alice", "needed")
    assert kept.change.at.endswith("+00:00")
    assert store.changes() == (kept.change,)


def test_every_revision_stays_as_it_was(store: Store) -> None:
    first = store.save(concept(), 0, ALICE)
    more = propose(first.concept, Designation("blower", EN))
    second = store.save(more, 1, Change("bob", "add"))

    assert store.history(first.concept.id) == (first, second)
    assert list(store.present()) == [second]
    assert list(store.present(since=1)) == [second]
    assert list(store.present(since=2)) == []


def test_the_version_moves_with_every_change_and_with_nothing_else(store: Store) -> None:
    seen = [store.version()]
    kept = store.save(concept(), 0, ALICE)
    seen.append(store.version())
    store.put([concept(), concept("轴", "shaft")], ALICE)
    seen.append(store.version())
    store.vote(kept.concept.id, 1, "bob")
    seen.append(store.version())

    store.put([concept(), concept("轴", "shaft")], ALICE)
    list(store.present())
    with pytest.raises(Conflict):
        store.save(concept(), 0, ALICE)
    with pytest.raises(Invalid):
        store.put([concept("叶轮", "impeller"), concept(zh="")], ALICE)

    assert seen == [0, 1, 2, 3]
    assert store.version() == 3
    with pytest.raises(NoConcept):
        store.get(with_id(concept("叶轮", "impeller")).id)


def test_the_slower_of_two_writers_is_told_what_changed_and_nothing_is_lost(store: Store) -> None:
    seen = store.save(concept(), 0, ALICE)
    fast = store.save(replace(seen.concept, domain="ICS 23"), 1, Change("bob", "edit", "ICS"))

    with pytest.raises(Conflict, match=r"is at revision 2, not 1: bob, edit, .*: domain") as told:
        store.save(replace(seen.concept, note="mine"), seen.number, Change("carol", "edit"))

    assert told.value.present == fast
    again = store.save(replace(told.value.present.concept, note="mine"), 2, Change("carol", "edit"))
    assert (again.concept.domain, again.concept.note) == ("ICS 23", "mine")


def test_of_many_writers_at_once_each_is_kept_or_told(store: Store) -> None:
    seen = store.save(concept(), 0, ALICE)
    told: list[str] = []

    def write(name: str) -> None:
        for _ in range(5):
            last = store.get(seen.concept.id)
            noted = replace(last.concept, note=f"{last.concept.note} {name}")
            try:
                store.save(noted, last.number, Change(name, "edit"))
            except Conflict:
                told.append(name)

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    history = store.history(seen.concept.id)
    words = history[-1].concept.note.split()
    assert len(words) == 20 - len(told)
    assert len(history) == 1 + len(words) == store.version()
    assert [item.change.who for item in history[1:]] == words


def test_an_import_that_is_repeated_changes_nothing(store: Store) -> None:
    rows = [concept(f"词{n}", f"word {n}") for n in range(1_200)]

    assert store.put(rows, ALICE) == Imported(added=1_200)
    assert store.put(rows, ALICE) == Imported(same=1_200)
    assert len(list(store.present())) == 1_200


def test_an_import_does_not_undo_what_people_changed_since(store: Store) -> None:
    store.put([concept()], ALICE)
    [kept] = store.present()
    store.save(replace(kept.concept, note="ours"), 1, Change("bob", "edit"))

    assert store.put([concept()], ALICE) == Imported(same=1)
    assert store.get(kept.concept.id).concept.note == "ours"


def test_an_import_brings_what_the_file_says_anew(store: Store) -> None:
    store.put([concept()], ALICE)

    assert store.put([concept(status=Status.APPROVED)], ALICE) == Imported(changed=1)
    assert store.put([concept(), concept()], ALICE) == Imported(same=2)
    assert store.put([concept(status=Status.REJECTED)], ALICE) == Imported(changed=1)
    assert store.put([concept("轴", "shaft")] * 2, ALICE) == Imported(added=1, same=1)


def test_the_last_vote_of_a_person_counts(store: Store) -> None:
    identity = store.save(concept(), 0, ALICE).concept.id
    for who, value in (("bob", 1), ("carol", 1), ("dave", -1), ("carol", -1), ("bob", 0)):
        store.vote(identity, value, who)

    assert store.votes() == {identity: Votes((), ("carol", "dave"))}
    with pytest.raises(ValueError, match="a vote is 1, -1 or 0"):
        store.vote(identity, 2, "bob")


@pytest.mark.parametrize("identity", ["", "ffffff", "%", "_" * 14])
def test_an_id_that_is_none_is_named(store: Store, identity: str) -> None:
    store.save(concept(), 0, ALICE)

    with pytest.raises(NoConcept, match="no concept has this id"):
        store.get(identity)
    with pytest.raises(NoConcept):
        store.vote(identity, 1, "bob")


def test_the_beginning_of_several_ids_is_not_enough(store: Store) -> None:
    store.put([concept(str(n), f"n {n}") for n in range(17)], ALICE)
    begins = [item.concept.id[0] for item in store.present()]
    twice = next(char for char in begins if begins.count(char) > 1)

    with pytest.raises(NoConcept, match="several concepts"):
        store.get(twice)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(storable(), min_size=1, max_size=5))
def test_the_history_replays_to_the_present(store: Store, steps: list[Concept]) -> None:
    identity = store.save(concept(f"第{store.version()}"), 0, ALICE).concept.id
    for number, step in enumerate(steps, 1):
        store.save(replace(step, id=identity), number, ALICE)

    history = store.history(identity)

    said = [replace(tidied(one), id=identity) for one in steps]
    assert [item.concept for item in history[1:]] == said
    assert [item.number for item in history] == list(range(1, len(steps) + 2))
    assert store.get(identity) == history[-1]
    assert history[-1] in store.present(since=history[0].change.version)


def test_what_databases_cannot_hold_alike_is_refused_by_both(store: Store) -> None:
    for wrong in (replace(concept(), note="\x00"), concept(en="\ud800")):
        with pytest.raises(Invalid):
            store.save(wrong, 0, ALICE)

    odd = Concept((Designation("\U00020000%_'\"\\", ZH),), domain="'; DROP TABLE term_concept;--")
    assert store.get(store.save(odd, 0, ALICE).concept.id).concept.designations == odd.designations


def test_tables_that_are_not_there_are_told(empty: Engine) -> None:
    with pytest.raises(Unavailable, match="not made yet; run: biaoyi db upgrade"):
        Store(empty)


def test_a_database_that_is_none_is_told() -> None:
    for url, said in (("nonsense", "give sqlite:///FILE"), ("mars://x/y", "give sqlite:///FILE")):
        with pytest.raises(Unavailable, match=said):
            open_engine(url)
    with pytest.raises(Unavailable, match="cannot be used"):
        Store(open_engine("sqlite:////nowhere/at/all.db"))


def test_a_proposal_of_what_was_decided_already_is_no_news(store: Store) -> None:
    for zh, status in (("风扇", Status.APPROVED), ("风机", Status.REJECTED)):
        store.put([concept(zh, status=status)], ALICE)

    assert store.put([concept("风扇"), concept("风机")], ALICE) == Imported(same=2)
