"""Which terms are found in a text, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.matching import SEGMENTS, exactness, read_marked
from termbase import Term, Termbase
from termbase.inflect import forms, key, pattern, plurals
from termbase.match import Rule
from termbase.model import Scope

CHINESE = {"螺栓": "bolt", "六角螺栓": "hexagon bolt", "A类螺栓": "class A bolt"}
ENGLISH = {
    "fan": "风扇",
    "test method": "试验方法",
    "battery": "电池",
    "axis": "轴",
    "EMC": "电磁兼容",
    "cooling fan": "散热风扇",
}


def found(terms: dict[str, str], text: str) -> list[str]:
    base = Termbase(Term(source, target) for source, target in terms.items())
    return [text[match.start : match.end] for match in base.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("检查六角螺栓和螺栓。", ["六角螺栓", "螺栓"]),
        ("Ａ类螺栓", ["Ａ类螺栓"]),
        ("\U00020000螺栓", ["螺栓"]),
        ("螺", []),
        ("", []),
    ],
)
def test_the_longest_chinese_match_wins_in_any_width(text: str, expected: list[str]) -> None:
    assert found(CHINESE, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cooling fan and the fan.", ["cooling fan", "fan"]),
        ("Fans, Fan's and fans’ blades", ["Fans", "Fan's", "fans’"]),
        ("FANS AND BLADES", ["FANS"]),
        ("the FANS standard; ‘fans’", ["fans"]),
        ("fanatic, infant, fan2, 2fan", []),
        (
            "Test methods; test-method; test\u2011method",
            ["Test methods", "test-method", "test‑method"],
        ),
        ("batteries on both axes", ["batteries", "axes"]),
        ("EMC, ＥＭＣ and EMCs; emc", ["EMC", "ＥＭＣ", "EMCs"]),
        ("风扇fan运行", ["fan"]),
        ("ｆａｎ", ["ｆａｎ"]),
    ],
)
def test_a_latin_term_is_found_as_whole_words_in_its_forms(text: str, expected: list[str]) -> None:
    assert found(ENGLISH, text) == expected


def test_of_two_terms_with_one_source_the_first_given_wins_and_names_the_other() -> None:
    fan, paper = Term("Fan", "风扇"), Term("fan", "扇子")

    [match] = Termbase([fan, paper, Term("", "无")]).find("A fan.")

    assert (match.term, match.rule, match.lost) == (fan, Rule.FIRST, (paper,))


def test_a_term_of_the_list_wins_over_a_form_of_another() -> None:
    base = Termbase([Term("axis", "轴"), Term("axes", "斧")])

    assert [match.term.target for match in base.find("axis, axes")] == ["轴", "斧"]


def test_no_terms_find_nothing() -> None:
    assert Termbase([]).find("风扇") == ()


TEXTS = st.text(st.sampled_from("甲乙aAb1 -é\U00020000Ａ"), max_size=30)


@given(st.lists(TEXTS, max_size=8), TEXTS)
def test_matches_stand_in_order_without_overlaps_inside_the_text(
    sources: list[str], text: str
) -> None:
    matches = Termbase(Term(source, "x") for source in sources).find(text)

    reached = 0
    for match in matches:
        assert reached <= match.start < match.end <= len(text)
        reached = match.end


OLD, NEW = "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"
DOCUMENT, PERSONAL, TEAM = Scope.DOCUMENT, Scope.PERSONAL, Scope.TEAM


@pytest.mark.parametrize(
    ("winner", "loser", "rule"),
    [
        (Term("螺栓", "a", scope=DOCUMENT), Term("螺栓", "b", scope=PERSONAL), Rule.SCOPE),
        (Term("螺栓", "a", scope=PERSONAL), Term("螺栓", "b", scope=TEAM), Rule.SCOPE),
        (Term("螺栓", "a", scope=TEAM), Term("螺栓", "b", changed=NEW), Rule.SCOPE),
        (Term("螺栓", "a", scope=TEAM), Term("六角螺栓", "b"), Rule.SCOPE),
        (Term("六角螺栓", "a", preferred=False), Term("螺栓", "b", changed=NEW), Rule.LONGER),
        (Term("螺栓", "a", changed=OLD), Term("螺栓", "b", preferred=False), Rule.PREFERRED),
        (Term("螺栓", "a", changed=NEW), Term("螺栓", "b", changed=OLD), Rule.NEWER),
        (Term("螺栓", "a", changed=OLD), Term("螺栓", "b"), Rule.NEWER),
        (Term("六角", "a"), Term("角螺", "b"), Rule.LEFTMOST),
    ],
)
def test_one_term_wins_a_place_by_the_published_order(
    winner: Term, loser: Term, rule: Rule
) -> None:
    for terms in ([winner, loser], [loser, winner]):
        [match] = Termbase(terms).find("六角螺栓")

        assert (match.term, match.rule, match.lost) == (winner, rule, (loser,))


def test_what_a_narrower_term_leaves_of_a_longer_one_is_matched_by_others() -> None:
    base = Termbase(
        [Term("螺栓", "bolt", scope=DOCUMENT), Term("六角螺栓", "x"), Term("六角", "hex")]
    )

    assert [match.term.target for match in base.find("六角螺栓")] == ["hex", "bolt"]


def test_a_term_without_rivals_won_by_no_rule() -> None:
    [match] = Termbase([Term("螺栓", "bolt"), Term("螺栓", "bolt", scope=TEAM)]).find("螺栓")

    assert (match.term.scope, match.rule, match.lost) == (TEAM, "", ())


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("電壓", "电压與電壓", ["电压", "電壓"]),
        ("data sheet", "datasheets, data-sheet", ["datasheets", "data-sheet"]),
        ("shut-off valve", "a shutoff valve; shut off valves", ["shutoff valve"]),
        ("online", "on-line; on line", ["on-line"]),
        ("degree of protection", "degrees of protection", ["degrees of protection"]),
        ("colour", "colors", ["colors"]),
        ("write", "written, wrote; writing", ["written", "wrote"]),
        ("bear", "bearing", []),
        ("IEC 60068", "IEC 60068-2 and IEC 60068", ["IEC 60068"]),
        ("metallic", "non-metallic", []),
        ("C", "C++, C# and C", ["C"]),
        ("前言", "前　言", ["前　言"]),
        ("A类", "A 类", ["A 类"]),
        ("kg", "5 ㎏", ["㎏"]),
        ("base", "based on bases", ["bases"]),
        ("leaf", "leaves", ["leaves"]),
    ],
)
def test_a_term_is_found_in_its_forms_and_not_in_other_words(
    source: str, text: str, expected: list[str]
) -> None:
    assert found({source: "x"}, text) == expected


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("设备应适应环境", [2]),
        ("应力应小于许用应力", [2]),
        ("应力求准确", [0]),
        ("反应、应变和应用", []),
        ("企业应对应急预案进行评审", [2]),
    ],
)
def test_a_short_chinese_term_is_no_part_of_another_word(text: str, places: list[int]) -> None:
    matches = Termbase([Term("应", "shall")]).find(text)

    assert [match.start for match in matches] == places


def test_matching_is_exact_on_the_marked_segments() -> None:
    marked = read_marked(SEGMENTS)

    found = exactness(marked)

    assert len(marked) >= 500
    assert found.precision >= 0.98, found.wrong
    assert found.recall >= 0.98, found.missed


def naive(sources: list[str], text: str) -> list[tuple[int, int]]:
    """Every occurrence, the longest first, then the leftmost; what overlaps is dropped."""
    places = {
        (at, at + len(source))
        for source in sources
        for at in range(len(text))
        if source and text.startswith(source, at)
    }
    taken: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
        if all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
    return sorted(taken)


HAN = st.text(st.sampled_from("甲乙丙丁，"), max_size=12)


@given(st.lists(HAN, max_size=6), HAN)
def test_matching_finds_what_a_naive_search_finds(sources: list[str], text: str) -> None:
    matches = Termbase(Term(source, source) for source in sources).find(text)

    assert [(match.start, match.end) for match in matches] == naive(sources, text)


MIXED = st.text(st.sampled_from("甲乙a -"), max_size=6)
IDS = st.sampled_from(["1", "2", "3", ""])
SOME = st.lists(
    st.builds(
        Term,
        MIXED,
        st.sampled_from("xy"),
        scope=st.sampled_from(Scope),
        preferred=st.booleans(),
        changed=st.sampled_from([OLD, NEW]),
        id=IDS,
    ),
    max_size=6,
)


@given(SOME, st.sets(IDS), SOME, st.sets(IDS), MIXED)
def test_terms_put_together_are_found_as_if_built_at_once(
    first: list[Term], gone: set[str], second: list[Term], later: set[str], text: str
) -> None:
    base = Termbase(first).without(gone).then(Termbase(second)).without(later)

    kept = [term for term in first if not term.id or term.id not in gone] + second
    built = Termbase(term for term in kept if not term.id or term.id not in later)
    assert base.terms == built.terms
    assert len(base) == len(built)
    assert base.find(text) == built.find(text)


def test_many_terms_are_found_as_few_are() -> None:
    many = Termbase(Term(f"件{number}号", str(number)) for number in range(60_000))

    found = many.find("件0号、件24999号、件25000号和件59999号")

    assert [match.term.target for match in found] == ["0", "24999", "25000", "59999"]


WORDS = {"甲": "pump", "乙": "seat", "丙": "bolt", "丁": "pipe"}
LONG = st.text(st.sampled_from("甲乙丙丁"), max_size=8)


@given(st.lists(LONG, max_size=6), LONG)
def test_matching_finds_the_words_that_a_naive_search_finds(sources: list[str], text: str) -> None:
    terms = [" ".join(WORDS[char] for char in source) for source in sources]

    matches = Termbase(Term(term, term) for term in terms).find(" ".join(WORDS[c] for c in text))

    places = [(start * 5, end * 5 - 1) for start, end in naive(sources, text)]
    assert [(match.start, match.end) for match in matches] == places


@given(st.sampled_from(["pump", "box", "assembly", "axis", "analysis", "leaf", "datum", "lens"]))
def test_every_plural_is_searched_by_the_key_of_its_word(word: str) -> None:
    for plural in plurals(word):
        assert key(plural) == key(word)
        assert found({word: "x"}, f"the {plural}.") == [plural]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("colour", "the Colors"),
        ("calibrate", "Calibrating it"),
        ("standardise", "is standardized"),
        ("bolts", "one bolt"),
        ("criterion", "criteria"),
        ("data sheet", "Datasheets"),
        ("metre", "5 meters"),
        ("write", "is written"),
        ("labelled", "labeled"),
        ("shut down", "shutting down"),
    ],
)
def test_a_target_is_found_in_whatever_form_a_translator_gives_it(target: str, text: str) -> None:
    assert pattern(target).search(text)


@pytest.mark.parametrize(
    ("target", "text"),
    [("rate", "ratio"), ("bolt", "boltless"), ("test", "latest"), ("fan", "fin")],
)
def test_a_target_is_not_found_in_another_word(target: str, text: str) -> None:
    assert target in forms(target)
    assert pattern(target).search(text) is None
