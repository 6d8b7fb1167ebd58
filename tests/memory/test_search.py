"""What answers a text, on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.concordance import concordance, fragments
from corpus.index import Side
from corpus.model import Kind, MemoryProblem, Origin, Query, Status
from corpus.scores import score
from corpus.search import Wanted, find, recall
from corpus.store import Store
from corpus.words import key, tokens
from termbase.concept import Viewer
from termbase.model import Scope
from tests.memory.made import ALICE, ANN, EN, ZH, pair, sentences


def test_equal_texts_answer_whatever_their_width_script_and_spaces(store: Store) -> None:
    store.put([pair()], ALICE)

    [[found]] = find(store, "zh", [Query("壓力不得超過 １０ MPa。".replace(" １", "１"))], ANN)

    assert (found.score, found.kind, found.target) == (100, Kind.EXACT, EN[0])
    assert found.documents == ("a.tmx",)


def test_a_raised_digit_is_not_a_plain_one(store: Store) -> None:
    store.put([pair("10² Pa", "10² Pa")], ALICE)

    [found] = find(store, "zh", [Query("102 Pa")], ANN, Wanted(least=30))

    assert all(item.score < 100 for item in found)


def test_neighbours_that_agree_make_a_context_match(store: Store) -> None:
    store.put([pair(position="1", near=("甲。", "乙。")), pair(position="2")], ALICE)
    asked = [Query(ZH[0], "甲。", "乙。"), Query(ZH[0], "甲。", "丙。"), Query(ZH[0])]

    found = find(store, "zh", asked, ANN)

    assert [items[0].score for items in found] == [101, 100, 100]
    assert found[0][0].kind is Kind.CONTEXT


def test_a_document_is_recalled_with_its_order_as_context(store: Store) -> None:
    store.put([pair(ZH[1], EN[1], near=(ZH[0], ZH[2])), pair(status=Status.DRAFT)], ALICE)

    found = recall(store, "zh", ANN, [ZH[0], ZH[1], ZH[2]])

    assert [match and (match.score, match.pair.origin) for match in found] == [
        None,
        (101, "a.tmx"),
        None,
    ]


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("压力不得超过12.5 MPa。", "The pressure shall not exceed 12.5 MPa."),
        ("压力不得超过16MPa。", "The pressure shall not exceed 16 MPa."),
        ("应符合GB/T 150.2—2011的规定。", "Shall comply with GB/T 150.2-2011."),
        ("见表 7。", "See Table 7."),
    ],
)
def test_numbers_and_references_are_put_into_the_target(
    store: Store, asked: str, target: str
) -> None:
    comply = pair("应符合GB/T 1.1—2020的规定。", "Shall comply with GB/T 1.1-2020.")
    store.put([pair(), comply, pair("见表 1。", "See Table 1.")], ALICE)

    [[found, *_]] = find(store, "zh", [Query(asked)], ANN)

    assert (found.kind, found.score, found.target) == (Kind.SUBSTITUTED, 98, target)


@pytest.mark.parametrize(
    ("known", "target", "asked"),
    [
        ("长5，宽5。", "Length 5, width 5.", "长5，宽6。"),  # one would become two
        ("用1个螺栓。", "Use 1 bolt.", "用2个螺栓。"),  # a plural
        ("共三级，见2。", "Three levels, see Clause two.", "共三级，见3。"),  # not there in digits
    ],
)
def test_numbers_that_cannot_be_put_in_for_certain_are_not(
    store: Store, known: str, target: str, asked: str
) -> None:
    store.put([pair(known, target)], ALICE)

    [found] = find(store, "zh", [Query(asked)], ANN, Wanted(least=30))

    assert [item.kind for item in found] == [Kind.FUZZY]


def test_the_more_trustworthy_of_equal_answers_comes_first(store: Store) -> None:
    store.put(
        [
            pair(en="imported"),
            pair(en="draft", status=Status.DRAFT, origin=Origin.HUMAN),
            pair(en="human", origin=Origin.HUMAN),
            pair(en="reviewed", status=Status.REVIEWED),
            pair(en="mine", scope=Scope.PERSONAL, owner="ann"),
            pair(en="another's", scope=Scope.PERSONAL, owner="bob"),
        ],
        ALICE,
    )

    [found] = find(store, "zh", [Query(ZH[0])], ANN, Wanted(limit=9))

    assert [item.target for item in found] == ["reviewed", "mine", "human", "imported", "draft"]


def test_drafts_and_what_is_old_or_a_machines_are_worth_less_unless_equal(store: Store) -> None:
    old = (datetime.now(UTC) - timedelta(days=366 * 11)).isoformat()
    store.put(
        [
            pair(en="new"),
            pair(en="old", at=old),
            pair(en="edited", origin=Origin.POST_EDITED),
            pair(en="draft", status=Status.DRAFT),
        ],
        ALICE,
    )

    [near] = find(store, "zh", [Query("压力不得超过10 MPa")], ANN)
    [equal] = find(store, "zh", [Query(ZH[0])], ANN)

    assert {item.target: item.score for item in near} == {
        "new": 99,
        "edited": 98,
        "old": 97,
        "draft": 97,
    }
    assert {item.score for item in equal} == {100}


def test_scopes_are_seen_by_those_they_are_of_alone(store: Store) -> None:
    for scope, owner in (
        (Scope.DOCUMENT, "draft.docx"),
        (Scope.PERSONAL, "ann"),
        (Scope.TEAM, "pumps"),
        (Scope.SHARED, ""),
    ):
        store.put([pair(scope=scope, owner=owner)], ALICE)

    def seen(viewer: Viewer) -> list[str]:
        [found] = find(store, "zh", [Query(ZH[0])], viewer)
        return [item.entry.scope.name for item in found]

    assert seen(ANN) == ["DOCUMENT", "PERSONAL", "TEAM", "SHARED"]
    assert seen(Viewer("bob")) == ["SHARED"]


@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data=st.data(), side=st.sampled_from(["zh", "en"]))
def test_what_is_found_is_what_a_comparison_with_every_pair_finds(
    store: Store, data: st.DataObject, side: Side
) -> None:
    texts = data.draw(st.lists(sentences(side), min_size=1, max_size=12))
    asked = data.draw(sentences(side))
    least = data.draw(st.sampled_from([50, 70, 75, 90]))
    marked = f"owner {store.version()}"
    viewer = Viewer(marked)
    store.put(
        [
            pair(
                *((text, str(n)) if side == "zh" else (str(n), text)),
                scope=Scope.PERSONAL,
                owner=marked,
            )
            for n, text in enumerate(texts)
            if key(text)
        ],
        ALICE,
    )
    wanted = Wanted(limit=100, least=least, substitute=False)

    [found] = find(store, side, [Query(asked)], viewer, wanted)

    keys = {key(text) for text in texts if key(text)}
    near = {(whole, score(key(asked), whole)) for whole in keys}
    findable = {one for one in near if one[1] == 100 or (one[1] >= least and tokens(key(asked)))}
    assert {(key(item.source), item.score) for item in found} == findable


@pytest.mark.parametrize(
    ("side", "phrase", "marked"),
    [
        ("zh", "螺栓", ["螺栓"]),
        ("zh", "栓", ["栓"]),
        ("zh", "應擰緊", ["应拧紧"]),
        ("en", "SHALL be", ["shall be"]),
        ("en", "The  bolts", ["The bolts"]),
        ("en", "bolt", []),
        ("en", "be shall", []),
    ],
)
def test_a_phrase_is_found_where_it_stands(
    store: Store, side: Side, phrase: str, marked: list[str]
) -> None:
    store.put([pair(ZH[1], EN[1]), pair(ZH[2], EN[2])], ALICE)

    hits = concordance(store, side, phrase, ANN)

    texts = [(hit.entry.zh if side == "zh" else hit.entry.en, hit.spans) for hit in hits]
    assert [text[start:end] for text, spans in texts for start, end in spans] == marked


def test_a_phrase_without_a_word_is_refused(store: Store) -> None:
    with pytest.raises(MemoryProblem, match="“……”: there is no word"):
        concordance(store, "zh", "……", ANN)


def test_pairs_that_stand_in_a_text_are_its_fragments_the_longest_first(store: Store) -> None:
    store.put([pair(ZH[1], EN[1]), pair(ZH[2], EN[2]), pair("螺栓", "bolt")], ALICE)
    text = "风机安装后，螺栓应拧紧。再检查。"

    found = fragments(store, "zh", text, ANN)

    assert [(text[one.start : one.end], one.target) for one in found] == [
        ("螺栓应拧紧。", EN[1]),
        ("风机", "fan"),
        ("螺栓", "bolt"),
    ]


def test_a_document_gets_similar_pairs_as_they_are_stored_where_they_are_wanted(
    store: Store,
) -> None:
    store.put([pair("风扇应在20 min内停止。", "The fan shall stop within 20 min.")], ALICE)
    asked = ["风扇应在5 min内停止。", "水泵应在20 min内停止。", "别的话题。"]

    equal = recall(store, "zh", ANN, asked)
    near = recall(store, "zh", ANN, asked, 70)

    assert equal == [None, None, None]
    assert [match and (match.kind, match.pair.target) for match in near] == [
        (Kind.SUBSTITUTED, "The fan shall stop within 20 min."),
        (Kind.FUZZY, "The fan shall stop within 20 min."),
        None,
    ]
    assert all(match.score < 100 for match in near if match)
