"""Every approved term of the source is used in the translation or named in the report, always."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Memory, Pair
from termbase import Language, Term, Termbase, TermMatch
from tests.cli.command import biaoyi, biaoyi_alone
from tests.makers import EN_ZH, ZH_EN, Scripted, document, knowledge, walk
from translator.engines.base import Continuation, Engine, Hypothesis, Request
from translator.engines.ct2 import load_ct2
from translator.engines.echo import Echo
from translator.model import Direction, Origin, State, Translation
from translator.pipeline import Knowledge, translate
from translator.settings import SHIPPED_MODEL
from translator.steps.own_terms import overlaps
from translator.steps.terms import NOT_USED, judged
from translator.tools import term_for

HANT_EN = Direction(Language.ZH_HANT, Language.EN)
EN_HANT = Direction(Language.EN, Language.ZH_HANT)

CHINESE = (
    *("风扇", "散热风扇", "叶轮", "接地", "接地线", "“一带一路”", "标准联通", "iPhone", "LED"),
    *("应", "不", "的", "10 mm", "表1", "GB/T 1.1—2020", "，", "。", "；", "范围", "注：", " "),
)
ENGLISH = (
    *("fan", "cooling fan", "fans", "impeller", "earth wire", "the Belt and Road", "iPhone", "LED"),
    *("shall", "not", "the", "a", "10 mm", "Table 1", "GB/T 1.1—2020", ",", ".", "Scope", "NOTE:"),
)
CLAUSE = (
    "3 术语和定义",
    "3.1",
    "叶轮",
    "转动的部件。",
    "3.2",
    "接地线 earth wire",
    "电线。",
    "4 要求",
)


class Rambling(Scripted):
    """A real engine that says what was drawn for it, whatever it is asked, and likes what it says.

    `said` are its hypotheses; it goes on as it was told to begin.
    """

    def __init__(self, said: Sequence[str]) -> None:
        super().__init__({})
        self._said = said

    def translate(
        self, requests: Sequence[Request], progress: object = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Return what was drawn, after what it shall begin with."""
        return [
            tuple(Hypothesis(item.begins + text, -float(n)) for n, text in enumerate(self._said))
            for item in requests
        ]

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """Return a chance that differs from text to text."""
        return [-(len(item.text) % 7) / 3 for item in continuations]


def texts(words: Sequence[str], gap: str) -> st.SearchStrategy[str]:
    """Made sentences."""
    return st.lists(st.sampled_from(words), min_size=1, max_size=9).map(gap.join)


def terms(sources: Sequence[str], targets: Sequence[str]) -> st.SearchStrategy[list[Term]]:
    """Made terms: with synonyms, forbidden words and such that are not to be translated."""
    source, target = st.sampled_from(sources), st.sampled_from(targets)
    others = st.lists(target, max_size=2).map(tuple)
    translated = st.builds(Term, source, target, admitted=others, forbidden=others)
    return st.lists(translated | st.builds(lambda word: Term(word, word), source), max_size=8)


def promised(done: Sequence[Translation], base: Termbase) -> None:
    """Check that each match of `base` in each source has one outcome: used, or named as not."""
    for item, strict in zip(done, judged(done), strict=True):
        wanted = base.find(item.segment.source.text)
        assert tuple(outcome.match for outcome in item.outcomes) == wanted
        told_of(item)
        issues = any(issue.check == "terms" for issue in item.issues)
        assert (strict.state is State.NEEDS_REVIEW) == issues


def place(match: TermMatch) -> tuple[int, int, str]:
    """Where which term stands."""
    return match.start, match.end, match.term.source


def told_of(item: Translation) -> None:
    """Check that each outcome has a place in the target or an issue, and a reason where it must."""
    told = [issue.detail for issue in item.issues if issue.check == "terms"]
    for outcome in item.outcomes:
        term = outcome.match.term
        named = f"“{term.source}” is not translated as “{term.target}”"
        unused = outcome.outcome in NOT_USED
        assert unused == any(detail.startswith(named) for detail in told)
        assert unused == (outcome.start < 0)
        assert unused or item.target.text[outcome.start : outcome.end]
        assert bool(outcome.reason) == (outcome.outcome.value in {"refused", "overridden"})


def known(given: Sequence[Term], pairs: Mapping[str, str], direction: Direction) -> Knowledge:
    """Terms and pairs as they are opened for a direction."""
    memory = Memory(Pair(source, target) for source, target in pairs.items())
    return Knowledge(Termbase(term_for(term, direction) for term in given), memory.recall)


CHINESE_TEXTS, ENGLISH_TEXTS = texts(CHINESE, ""), texts(ENGLISH, " ")


@given(
    st.lists(CHINESE_TEXTS, max_size=4),
    st.lists(ENGLISH_TEXTS, min_size=1, max_size=3),
    terms(CHINESE, ENGLISH),
    st.dictionaries(CHINESE_TEXTS, ENGLISH_TEXTS, max_size=2),
    st.sampled_from([ZH_EN, HANT_EN]),
)
def test_whatever_an_engine_says_in_english_each_term_is_used_or_named(
    lines: list[str], said: list[str], given: list[Term], pairs: dict[str, str], way: Direction
) -> None:
    knows = known(given, pairs, way)

    done = translate(document(*lines, *pairs), way, knows, Rambling(said))

    promised(done, knows.terms)


@given(
    st.lists(ENGLISH_TEXTS, max_size=4),
    st.lists(CHINESE_TEXTS, min_size=1, max_size=3),
    terms(ENGLISH, CHINESE),
    st.dictionaries(ENGLISH_TEXTS, CHINESE_TEXTS, max_size=2),
    st.sampled_from([EN_ZH, EN_HANT]),
)
def test_whatever_an_engine_says_in_chinese_each_term_is_used_or_named(
    lines: list[str], said: list[str], given: list[Term], pairs: dict[str, str], way: Direction
) -> None:
    knows = known(given, pairs, way)

    done = translate(document(*lines, *pairs), way, knows, Rambling(said))

    promised(done, knows.terms)


@given(st.lists(CHINESE_TEXTS, max_size=6), terms(CHINESE, ENGLISH))
def test_what_is_only_repeated_names_each_term(lines: list[str], given: list[Term]) -> None:
    knows = known(given, {}, ZH_EN)

    promised(translate(document(*lines), ZH_EN, knows, Echo()), knows.terms)


@given(
    st.lists(CHINESE_TEXTS, max_size=4),
    st.lists(ENGLISH_TEXTS, min_size=1, max_size=3),
    terms(CHINESE, ENGLISH),
)
def test_a_term_that_the_document_defines_otherwise_is_named_too(
    lines: list[str], said: list[str], given: list[Term]
) -> None:
    page = document(*CLAUSE, *lines)
    knows = known(given, {}, ZH_EN)

    done = translate(page, ZH_EN, knows, Rambling(said))

    for item in done:
        told_of(item)
        named = {term for o in item.outcomes for term in (o.match.term, *o.match.lost)}
        told = {(term.source, term.target) for term in named}
        for match in knows.terms.find(item.segment.source.text):
            again = {o.match.term.target for o in item.outcomes if overlaps(match, [o.match])}
            for term in (match.term, *match.lost):
                assert (term.source, term.target) in told or term.target in again


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("叶轮良好。", Origin.MEMORY),
        ("范围", Origin.CONVENTION),
        ("叶轮", Origin.TERMBASE),
        ("LED 10 mm", Origin.COPIED),
        ("风扇良好。", Origin.ENGINE),
    ],
)
@pytest.mark.parametrize("target", ["wheel", "Scope", "The impeller is good."])
def test_the_promise_holds_wherever_a_translation_comes_from(
    text: str, origin: Origin, target: str
) -> None:
    sources = ("叶轮", "范", "LED", "风扇")
    given = [Term(source, target) for source in sources]
    knows = known(given, {"叶轮良好。": "The impeller is good."}, ZH_EN)

    [item] = walk(text, Rambling(["Good."]), knows)

    assert item.origin is origin
    assert len(item.outcomes) == 1
    promised([item], knows.terms)


def made_lines(number: int) -> list[str]:
    """Made sentences, the same each time."""
    dice = random.Random(number)
    lines = ("".join(dice.choices(CHINESE, k=dice.randint(1, 9))) for _ in range(number))
    return [line for line in lines if line.strip()]


MADE = {
    "风扇": "fan",
    "散热风扇": "cooling fan",
    "叶轮": "impeller",
    "接地": "earthing",
    "接地线": "earth wire",
    "标准联通": "standards connectivity",
    "一带一路": "the Belt and Road",
    "iPhone": "iPhone",
    "LED": "LED",
}


def named_in(told: Mapping[str, object], source: str, outcome: Mapping[str, object]) -> bool:
    """Whether an outcome of a JSON answer is one of a term in use, or an issue names it."""
    if outcome["outcome"] in {"exact", "inflected", "admitted"}:
        return outcome["target_span"] is not None
    return f"“{source}” is not translated" in json.dumps(told["issues"], ensure_ascii=False)


def test_the_answers_in_json_name_each_term_of_each_line() -> None:
    lines, base = made_lines(60), Termbase(Term(*pair) for pair in MADE.items())
    given = [{"source": source, "target": target} for source, target in MADE.items()]
    data = "\n".join(json.dumps({"text": line, "terms": given}) for line in lines).encode()
    options = ("--from", "zh", "--to", "en", "--engine", "echo", "--no-termbase")

    ran = biaoyi_alone("translate", "-", "--json", *options, given=data)

    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert len(answers) == len(lines)
    for line, told in zip(lines, answers, strict=True):
        places = [(*term["source_span"], term["source"]) for term in told["terms"]]
        assert places == [place(match) for match in base.find(line)]
        assert all(named_in(told, term["source"], term) for term in told["terms"])


def test_the_report_of_a_file_names_each_term_of_each_segment(tmp_path: Path) -> None:
    draft, report, base = (tmp_path / name for name in ("draft.txt", "report.json", "terms.csv"))
    draft.write_text("\n".join(made_lines(60)), encoding="utf-8")
    rows = (f"{source},{target}\n" for source, target in MADE.items())
    base.write_text("zh,en\n" + "".join(rows), encoding="utf-8")
    options = ("--from", "zh", "--engine", "echo", "--no-termbase", "--terms", base)

    assert biaoyi("translate", draft, *options, "--report", report).code == 0

    told = json.loads(report.read_text(encoding="utf-8"))
    find = Termbase(Term(*pair) for pair in MADE.items()).find
    wanted = [
        (number, *place(match))
        for number, row in enumerate(told["translations"])
        for match in find(row["source"])
    ]
    uses = [(row["segment"], row["use"]) for row in told["outcomes"]]
    assert [(number, *use["source_span"], use["source"]) for number, use in uses] == wanted
    assert all(named_in(told, use["source"], use) for _, use in uses)
    assert sum(sum(row["outcomes"].values()) for row in told["terms"]) == len(wanted) > 0


@pytest.fixture(scope="module")
def shipped() -> Engine:
    """The model that is shipped."""
    return load_ct2(SHIPPED_MODEL, threads=1)


PUBLISHED = (
    "标准联通共建“一带一路”行动计划",
    "标准联通共建“一带一路”行动计划（2018—2020年）",
    "推进标准联通是共建“一带一路”的重要内容。",
)
QUOTED = {"标准联通": "standards connectivity", "“一带一路”": "the Belt and Road"}
UNQUOTED = {"标准联通": "standards connectivity", "一带一路": "the Belt and Road"}


@pytest.mark.slow
@pytest.mark.parametrize("text", PUBLISHED)
@pytest.mark.parametrize("pairs", [QUOTED, UNQUOTED])
def test_a_published_plan_has_no_doubled_article_and_no_telephone_company(
    shipped: Engine, text: str, pairs: dict[str, str]
) -> None:
    knows = knowledge(pairs)

    done = walk(text, shipped, knows)

    promised(done, knows.terms)
    target = " ".join(item.target.text for item in done)
    assert not re.search(r"\b(?:the|an?)[\s“”\"]+(?:the|an?)\b", target, re.IGNORECASE)
    assert not re.search(r"unicom|telecom", target, re.IGNORECASE)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "kept", "way"),
    [
        ("设备应支持Modbus协议。", "Modbus", ZH_EN),
        ("试验应由eBest进行。", "eBest", ZH_EN),
        ("The device shall support the Modbus protocol.", "Modbus", EN_ZH),
        ("The fan shall be tested by eBest.", "eBest", EN_ZH),
        ("The fan shall be tested by eBest.", "eBest", EN_HANT),
    ],
)
def test_the_model_keeps_what_is_not_to_be_translated(
    shipped: Engine, text: str, kept: str, way: Direction
) -> None:
    knows = knowledge({kept: kept})

    [item] = walk(text, shipped, knows, way)

    promised([item], knows.terms)
    [outcome] = item.outcomes
    assert outcome.start < 0 or item.target.text[outcome.start : outcome.end] == kept


@pytest.mark.slow
@pytest.mark.parametrize("way", [ZH_EN, EN_ZH, HANT_EN, EN_HANT])
def test_the_model_uses_or_names_each_term_of_made_documents(
    shipped: Engine, way: Direction
) -> None:
    chinese = way.source.is_chinese
    dice = random.Random(11)
    words, gap = (CHINESE, "") if chinese else (ENGLISH, " ")
    lines = [gap.join(dice.choices(words, k=dice.randint(3, 9))) for _ in range(20)]
    pairs = MADE if chinese else {target: source for source, target in MADE.items()}
    knows = known([Term(*pair) for pair in pairs.items()], {}, way)

    done = translate(document(*lines), way, knows, shipped)

    promised(done, knows.terms)
    assert sum(len(item.outcomes) for item in done) > len(MADE)
