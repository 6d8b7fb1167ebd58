"""The store of pairs, on SQLite and on PostgreSQL: nothing is lost, nothing overwritten."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from corpus.model import (
    Entry,
    Given,
    Imported,
    InlineTag,
    MemoryProblem,
    NoPair,
    Origin,
    Provenance,
    Query,
    Selection,
    Status,
)
from corpus.search import find
from corpus.store import PairConflict, Store
from corpus.survey import statistics, twins
from termbase.concept import Viewer
from termbase.database import Unavailable
from termbase.history import Change
from termbase.model import Scope
from tests.memory.made import ALICE, ANN, EN, ZH, pair

BOB = Change("bob", "edit", "better")


def test_a_pair_is_kept_with_where_it_was_found(store: Store) -> None:
    given = pair(position="unit 3", near=("甲。", ""), at="2020-02-03")
    tagged = replace(given.entry, en_tags=(InlineTag(4, "point", 1, "<br/>"),))

    assert store.put([replace(given, entry=tagged)], ALICE) == Imported(added=1)

    [kept] = store.pairs(ANN)
    assert (kept.entry.zh, kept.entry.en, kept.entry.number) == (ZH[0], EN[0], 1)
    assert (kept.entry.en_tags, kept.entry.at) == (tagged.en_tags, "2020-02-03")
    assert kept.provenance == (replace(given.provenance, who="alice"),)


def test_an_import_that_is_repeated_changes_nothing(store: Store) -> None:
    given = [pair(f"第{n}个螺栓应拧紧。", f"Bolt {n} shall be tightened.") for n in range(50)]

    assert store.put(given, ALICE) == Imported(added=50)
    assert store.put(given, ALICE) == Imported(same=50)
    assert store.version() == 1


def test_duplicates_become_one_pair_with_all_their_provenance(store: Store) -> None:
    store.put([pair(position="1"), pair(position="2")], ALICE)
    wide = pair("压力不得超过１０ MPa。", origin=Origin.HUMAN, document="b.docx")

    assert store.put([wide], ALICE) == Imported(merged=1)

    [kept] = store.pairs(ANN)
    assert kept.entry.zh == ZH[0]
    assert kept.entry.origin is Origin.HUMAN
    assert [item.position for item in kept.provenance] == ["1", "2", ""]


def test_a_rejected_pair_never_comes_back(store: Store) -> None:
    store.put([pair()], ALICE)
    entry = store.get(1).entry
    store.save(replace(entry, status=Status.REJECTED), Change("bob", "reject", "wrong"))

    again = store.put([pair(), pair(document="b.tmx", origin=Origin.HUMAN)], ALICE)
    store.put([pair(scope=Scope.PERSONAL, owner="ann")], ALICE)

    assert again == Imported(rejected=2)
    assert find(store, "zh", [Query(ZH[0])], ANN) == [()]
    assert find(store, "en", [Query(EN[0] + " Now.")], ANN) == [()]


def test_what_somebody_rejects_for_themselves_others_keep(store: Store) -> None:
    mine = pair(scope=Scope.PERSONAL, owner="ann", status=Status.REJECTED)
    store.put([pair(), mine], ALICE)

    [[found]] = find(store, "zh", [Query(ZH[0])], Viewer("bob"))

    assert found.entry.scope is Scope.SHARED
    assert find(store, "zh", [Query(ZH[0])], ANN) == [()]


def test_every_revision_stays_as_it_was(store: Store) -> None:
    store.put([pair()], ALICE)
    first = store.get(1)
    second = store.save(replace(first.entry, en="Pressure: 10 MPa at most."), BOB)

    assert store.history(1) == (first, second)
    assert store.get(1) == second
    assert (second.change.who, second.change.why) == ("bob", "better")
    with pytest.raises(NoPair, match="7: no pair has this id"):
        store.history(7)


def test_an_edited_pair_is_found_by_what_it_says_now_alone(store: Store) -> None:
    store.put([pair()], ALICE)
    store.save(replace(store.get(1).entry, zh=ZH[1], en=EN[1]), BOB)

    assert find(store, "zh", [Query(ZH[0])], ANN) == [()]
    [[found]] = find(store, "en", [Query("The bolts shall be well tightened.")], ANN)
    assert found.target == ZH[1]


def test_an_import_does_not_undo_what_people_edited(store: Store) -> None:
    store.put([pair()], ALICE)
    store.save(replace(store.get(1).entry, en="Pressure: 10 MPa at most."), BOB)

    assert store.put([pair()], ALICE) == Imported(same=1)
    assert store.put([pair(origin=Origin.HUMAN)], ALICE) == Imported(added=1)


def test_the_slower_of_two_writers_is_told_and_nothing_is_lost(store: Store) -> None:
    store.put([pair()], ALICE)
    seen = store.get(1).entry
    fast = store.save(replace(seen, en="Pressure: 10 MPa at most."), BOB)

    with pytest.raises(PairConflict, match="1: is at revision 2, not 1: bob, edit") as told:
        store.save(replace(seen, status=Status.REVIEWED), Change("carol", "review"))

    assert told.value.present == fast
    assert store.get(1) == fast


def test_an_edit_that_makes_two_pairs_the_same_is_refused(store: Store) -> None:
    store.put([pair(), pair(ZH[1], EN[1])], ALICE)

    with pytest.raises(MemoryProblem, match="pair 1 says the same"):
        store.save(replace(store.get(2).entry, zh=ZH[0], en=EN[0]), BOB)
    assert store.get(2).entry.number == 1


def test_merged_pairs_leave_their_provenance_and_their_use_to_one(store: Store) -> None:
    store.put([pair(position="1"), pair(en="No more than 10 MPa.", position="2")], ALICE)
    store.use([1, 2])

    kept = store.merge(1, [2], Change("bob", "merge")).entry

    assert kept.used == 2
    assert [one.entry.id for one in store.pairs(ANN)] == [1]
    assert [item.position for item in store.provenance([1])[1]] == ["1", "2"]
    assert store.put([pair(en="No more than 10 MPa.", position="2")], ALICE) == Imported(same=1)
    assert len(store.history(2)) == 2


def test_twins_differ_in_case_and_punctuation_and_the_better_comes_first(store: Store) -> None:
    other = pair("压力不得超过10 MPa", "the pressure shall not exceed 10 MPa", origin=Origin.HUMAN)
    far = pair("压力不得超过1.0 MPa。", "The pressure shall not exceed 1.0 MPa.")
    store.put([pair(), other, far], ALICE)

    assert [[item.id for item in group] for group in twins(store, ANN)] == [[2, 1]]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry(" ", "x"), "the Chinese text is empty"),
        (Entry("\u200b", "x"), "the Chinese text is empty"),
        (Entry("甲", "x" * 20_001), "more than 20000 characters"),
        (Entry("甲", "a\x00"), "no database keeps"),
        (Entry("甲", "a\ud800"), "no database keeps"),
        (Entry("甲", "a", Scope.TEAM), "has one"),
        (Entry("甲", "a", Scope.SHARED, "ann"), "has no owner"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(
    store: Store, entry: Entry, said: str
) -> None:
    with pytest.raises(MemoryProblem, match=f"a.tmx, unit 7: .*{said}"):
        store.put([Given(entry, Provenance("a.tmx", "unit 7"))], ALICE)
    assert store.version() == 0


def test_pairs_are_selected_by_scope_status_licence_domain_document_and_day(store: Store) -> None:
    told = Provenance("b.tmx", licence="CC-BY-4.0", domain="ICS 23", at="2021-05-01")
    store.put(
        [
            pair(at="2020-01-01"),
            Given(Entry(ZH[1], EN[1], Scope.TEAM, "pumps", Status.REVIEWED), told),
            pair(ZH[2], EN[2], scope=Scope.PERSONAL, owner="bob"),
        ],
        ALICE,
    )

    def chosen(**said: object) -> list[int]:
        return [kept.entry.id for kept in store.pairs(ANN, Selection(**said))]  # type: ignore[arg-type]

    assert chosen() == [1, 2]
    assert chosen(licence="CC", domain="ICS", document="b") == [2]
    assert chosen(licence="%") == chosen(domain="_CS") == []
    assert chosen(status=Status.REVIEWED) == chosen(since="2021") == [2]
    assert chosen(scope=Scope.TEAM, owner="pumps") == [2]


def test_statistics_count_what_one_sees(store: Store) -> None:
    store.put([pair(), pair(ZH[2], EN[2], scope=Scope.PERSONAL, owner="bob")], ALICE)

    found = statistics(store, ANN)

    assert (found.pairs, found.characters, found.words) == (1, 8, 7)
    assert found.status == {"confirmed": 1}
    assert found.contributor == {"alice": 1}


def test_tables_that_are_not_there_are_told(empty: Engine) -> None:
    with pytest.raises(Unavailable, match="not made yet; run: biaoyi db upgrade"):
        Store(empty)
