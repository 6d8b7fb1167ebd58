"""Which pairs of terms a memory suggests."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.concept import Status, problems, tidied
from termbase.extract import Proposal, Texts, propose
from termbase.singular import singular
from termbase.text import Language

CORPUS = Path(__file__).parents[3] / "shared/corpus/isotc211-defs.tsv.zst"
VERBS = [("检查", "Inspect"), ("清洁", "Clean"), ("更换", "Replace"), ("安装", "Install")]
PARTS = [
    ("风扇", "fan"),
    ("冷却风扇", "cooling fan"),
    ("防护等级", "degree of protection"),
    ("电池", "battery"),
]
MANY = {"fan": "fans", "cooling fan": "cooling fans", "battery": "batteries"}
PLACES = [("机壳内", "in the housing"), ("试验前", "before the test"), ("", "")]


def memory() -> list[Texts]:
    """Sentences in which every part stands with every verb, at several places."""
    return [
        Texts(f"{place}{does}的{part}。", f"{do} the {shown}{' ' if at else ''}{at}.")
        for part, name in PARTS
        for shown in {name: None, MANY.get(name, name): None}
        for does, do in VERBS
        for place, at in PLACES
    ]


def by_chinese(proposals: tuple[Proposal, ...]) -> dict[str, str]:
    return {item.zh: item.en for item in proposals}


def test_what_stands_together_is_proposed_once_and_in_the_singular() -> None:
    found = by_chinese(propose(memory()))

    assert {zh: found.get(zh) for zh, _ in PARTS} == dict(PARTS)
    assert len(set(found.values())) == len(found)


def test_a_proposal_says_how_sure_it_is_and_where_it_stands() -> None:
    [battery] = [item for item in propose(memory()) if item.zh == "电池"]

    assert (battery.together, battery.count_zh, battery.count_en) == (24, 24, 24)
    assert battery.score == 0.96
    assert battery.example == Texts("清洁的电池。", "Clean the battery.")


def test_a_proposal_is_a_concept_that_nobody_has_approved() -> None:
    for item in propose(memory()):
        concept = item.concept(Language.ZH_HANT)

        assert [term.text for term in concept.designations] == [item.zh, item.en]
        assert {term.status for term in concept.designations} == {Status.PROPOSED}
        assert concept.designations[0].language is Language.ZH_HANT
        assert f"{item.score:.3f}" in concept.note
        assert not list(problems(tidied(concept)))


def test_what_always_stands_in_a_longer_term_is_no_term() -> None:
    pairs = [
        Texts(f"{place}{does}坐标参照系", f"{do} a coordinate reference system {at}")
        for does, do in VERBS
        for place, at in PLACES
    ]

    found = by_chinese(propose([*pairs, *memory()]))

    assert found["坐标参照系"] == "coordinate reference system"
    assert not {"坐标", "坐标参照", "参照系"} & found.keys()


def test_functional_words_neither_begin_nor_end_a_term() -> None:
    for item in propose(memory()):
        assert not set(item.zh) & {"的", "了"}
        assert item.en.split()[0] not in {"the", "in", "before", "of"}
        assert item.en.split()[-1] not in {"the", "of"}


def test_more_sentences_can_be_asked_for() -> None:
    assert "电池" in by_chinese(propose(memory(), least=24))
    assert not propose(memory(), least=100)


@pytest.mark.parametrize(
    "pairs", [[], [Texts("", "")], [Texts("风扇", "fan")], [Texts("。。", "...")] * 5]
)
def test_where_nothing_stands_twice_nothing_is_proposed(pairs: list[Texts]) -> None:
    assert propose(pairs) == ()


@given(st.lists(st.builds(Texts, st.text("风扇电的A 。"), st.text("abs fan.of ’")), max_size=12))
def test_each_proposal_stands_where_it_says(pairs: list[Texts]) -> None:
    for item in propose(pairs):
        both = [p for p in pairs if item.zh in p.zh.replace(" ", "") and item.example in pairs]
        assert len(both) >= item.together >= 2
        assert 0 < item.score < 1
        assert item.together <= min(item.count_zh, item.count_en)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("standards", "standard"),
        ("batteries", "battery"),
        ("axes", "axis"),
        ("boxes", "box"),
        ("processes", "process"),
        ("analyses", "analysis"),
        ("matrices", "matrix"),
        ("analysis", "analysis"),
        ("series", "series"),
        ("status", "status"),
        ("gas", "gas"),
        ("people’s", "people’s"),
    ],
)
def test_a_plural_is_counted_as_its_singular(many: str, one: str) -> None:
    assert singular(many) == one


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_the_terms_of_a_real_memory_are_found() -> None:
    zstandard = pytest.importorskip("zstandard")
    with zstandard.open(CORPUS, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in io.StringIO(file.read())]

    found = by_chinese(propose([Texts(zh, en) for en, zh in lines])[:100])

    known = {
        "要素": "feature",
        "直接位置": "direct position",
        "坐标参照系": "coordinate reference system",
        "拓扑单形": "topological primitive",
        "要素类型": "feature type",
        "应用模式": "application schema",
        "数据质量": "data quality",
    }
    assert {zh: found.get(zh) for zh in known} == known
