"""Generated pairs: all slots are filled, both sides say the same, nothing held out is used."""

from itertools import islice
from pathlib import Path

import pytest

from corpus.model import Pair
from corpus.terms import held_out
from tests.makers import ZH_EN, segment_of
from training.generate import BrokenPatterns, generate, is_plain, read_patterns
from training.patterns.nouns import article, pluralise
from translator.checks import CHECKS
from translator.model import Origin, TaggedText, Translation

PATTERNS = read_patterns()
TERMS = [
    ("differential galvanometer", "差动检流计"),
    ("breakdown voltage", "击穿电压"),
    ("signal generator", "信号发生器"),
    ("turn off", "关闭"),
    ("Azure Storage", "存储"),
    ("thermal resistance", "热阻"),
    ("frequency converter", "变频器"),
    *((f"probe number {word}", "探头编号") for word in ("alpha", "beta", "gamma", "delta")),
]


def pairs(count: int, seed: int = 1) -> list[Pair]:
    return list(generate(PATTERNS, TERMS, count, seed))


def folder(place: Path, row: str) -> Path:
    (place / "nouns.tsv").write_text("class\tzh\ten\tplural\ndevice\t泵站\tpump station\t+\n")
    (place / "units.tsv").write_text(
        "name\tzh\ten\tvalues\ttolerances\nmm\t{} mm\t{} mm\t1;2\t0.1\n"
    )
    (place / "some.tsv").write_text(f"zh\ten\n前言\tForeword\n{row}\n")
    return place


def test_there_are_enough_patterns_and_nouns() -> None:
    nouns = {noun.english for nouns in PATTERNS.nouns.values() for noun in nouns}

    assert len(PATTERNS.patterns) >= 450
    assert len(nouns) >= 500


def test_the_same_seed_gives_the_same_pairs_and_another_one_others() -> None:
    assert pairs(2000) == pairs(2000)
    assert pairs(50, seed=2) != pairs(50)


def test_every_pattern_comes_once_in_the_first_round_and_no_pair_twice() -> None:
    made = pairs(2000)

    first = {pair.origin for pair in made[: len(PATTERNS.patterns)]}
    assert len(first) == len(PATTERNS.patterns)
    assert len({(pair.source, pair.target) for pair in made}) == len(made)


def test_pairs_come_again_only_when_there_are_no_others(tmp_path: Path) -> None:
    few = read_patterns(folder(tmp_path, "范围\tScope"))

    made = list(generate(few, [], 6, 1))

    assert len(made) == 6
    assert len(set(made)) == 2


def test_no_slot_is_left_unfilled() -> None:
    assert not [p for p in pairs(2000) if {"{", "}"} & set(p.source + p.target)]


def test_no_term_held_out_for_evaluation_fills_a_slot(tmp_path: Path) -> None:
    only_terms = read_patterns(folder(tmp_path, "{term1}\t{term1}"))
    names = [f"{a}{b}" for a in "abcdefghij" for b in "klmnopqrst"]
    terms = [(f"{name} generator", "某发生器") for name in names]

    made = [p for p in islice(generate(only_terms, terms, 400, 1), 400) if p.source != "Foreword"]

    assert any(held_out(*term) for term in terms)
    assert not [pair for pair in made if held_out(pair.source, pair.target)]
    assert not [
        noun
        for nouns in PATTERNS.nouns.values()
        for noun in nouns
        if held_out(noun.english, noun.chinese)
    ]


def test_the_checks_of_translations_find_nothing() -> None:
    for pair in pairs(800):
        made = Translation(
            segment_of(pair.target), TaggedText(pair.source), Origin.ENGINE, direction=ZH_EN
        )

        assert not [issue for run in CHECKS for issue in run(made)], pair


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("valve", "a"),
        ("adapter", "an"),
        ("hourglass", "an"),
        ("user", "a"),
        ("unit", "a"),
        ("unidirectional valve", "a"),
        ("uninterruptible power supply", "an"),
        ("unidentified part", "an"),
        ("European standard", "a"),
        ("one-way valve", "a"),
        ("operator", "an"),
        ("LED lamp", "an"),
        ("UPS", "a"),
        ("USB port", "a"),
        ("LAN", "a"),
        ("X-ray tube", "an"),
        ("U-bolt", "a"),
        ("pH meter", "a"),
        ("8 mm bolt", "an"),
        ("11 kV cable", "an"),
        ("110 V supply", "a"),
        ("1 mm gap", "a"),
    ],
)
def test_a_or_an_goes_by_the_sound(phrase: str, wanted: str) -> None:
    assert article(phrase) == wanted


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [
        ("valve", "valves"),
        ("gas", "gases"),
        ("switch", "switches"),
        ("battery", "batteries"),
        ("relay", "relays"),
        ("test report", "test reports"),
    ],
)
def test_a_regular_plural_goes_by_the_last_word(phrase: str, plural: str) -> None:
    assert pluralise(phrase) == plural


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{device1}的\tof {device2}", "some.tsv:3: on one side only: device1, device2"),
        ("{devise1}的\tof {devise1}", "some.tsv:3: unknown slot devise"),
        ("{q1:parsec}\t{q1:parsec}", "some.tsv:3: unknown slot q:parsec"),
        ("{q1}\t{q1}", "some.tsv:3: unknown slot q"),
        ("{device}\t{device}", "some.tsv:3: a brace that is no slot"),
        ("空\t", "some.tsv:3: not 2 trimmed, filled cells"),
        ("空", "some.tsv:3: not 2 trimmed, filled cells"),
    ],
)
def test_a_broken_pattern_is_named_by_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(BrokenPatterns) as caught:
        read_patterns(folder(tmp_path, row))

    assert str(caught.value) == message


def test_mass_nouns_take_no_article_and_no_plural() -> None:
    made = {p.source for p in pairs(4000, seed=3)}

    assert not [text for text in made if " a stainless steel" in text or "stainless steels" in text]


@pytest.mark.parametrize(
    ("english", "chinese", "wanted"),
    [
        ("signal generator", "信号发生器", True),
        ("Azure Storage", "存储", False),
        ("turn off", "关闭", False),
        ("work/life balance", "平衡", False),
        ("type of test", "试验类型", False),
    ],
)
def test_only_plain_terms_fill_slots(english: str, chinese: str, wanted: bool) -> None:
    assert is_plain(english, chinese) is wanted
