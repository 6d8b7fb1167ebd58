"""Fine-tuning: what is learnt, what is held out, and a model that serves what it was taught."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Entry, Given, Pair, Provenance, Status
from corpus.store import Store
from termbase.database import file_url, open_engine, upgrade
from termbase.history import Change
from termbase.model import Scope
from termbase.text import Language, fold
from tests.engines.tiny import sentences
from tests.learning.opus import make_opus
from tests.makers import EN_ZH, ZH_EN
from training.mix import mixed, read_general, read_pairs, split, without
from training.packed import Packed
from training.tune import Tuning, tune
from translator.engines.base import Request
from translator.engines.ct2 import load_ct2
from translator.engines.neural import Decoding
from translator.errors import InputError
from translator.model import SlotKind
from translator.symbols import PLACEHOLDERS

WORDS = st.sampled_from(["风扇", "外壳", "fan", "Casing", "casing", "A", "电缆"])
PAIRS = st.lists(st.builds(Pair, WORDS, WORDS), min_size=1, max_size=60)


def pairs(count: int, kind: str = "own") -> list[Pair]:
    return [Pair(f"The {kind} part {n} is good.", f"{kind}零件{n}良好。") for n in range(count)]


def texts(found: Sequence[Pair]) -> set[str]:
    return {fold(text) for pair in found for text in (pair.source, pair.target)}


@given(PAIRS)
def test_nothing_held_out_stands_in_what_is_learnt(found: list[Pair]) -> None:
    parts = split(found)

    assert not texts(parts.train) & texts(parts.held_out)
    assert set(parts.train) | set(parts.held_out) <= set(found)


@pytest.mark.parametrize(("count", "held_out"), [(8, 2), (100, 20), (1000, 50), (20000, 500)])
def test_a_twentieth_is_held_out_but_some_and_not_too_many(count: int, held_out: int) -> None:
    parts = split(pairs(count))

    assert len(parts.held_out) == held_out
    assert len(parts.train) == count - held_out


def test_what_was_held_out_still_is_when_pairs_are_added() -> None:
    before, after = split(pairs(900)), split(pairs(1000))

    kept = set(before.held_out) & set(after.held_out)

    assert len(kept) > 0.8 * len(before.held_out)


def test_pairs_with_a_barred_text_on_either_side_are_left_out() -> None:
    own = [Pair("A fan.", "风扇。"), Pair("A blower.", "鼓风机。"), Pair("A bolt.", "螺栓。")]

    left = without(own, [Pair("a FAN.", "x"), Pair("y", "鼓风机。")])

    assert left == own[2:]


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5])
def test_the_share_of_general_text_is_that_asked_for(share: float) -> None:
    drawn = mixed(pairs(50), pairs(5000, "general"), share=share, tokens=20_000, seed=1)

    sizes = {"own": 0, "general": 0}
    for pair in drawn:
        sizes["general" if "general" in pair.source else "own"] += len(pair.source + pair.target)
    assert sizes["general"] / sum(sizes.values()) == pytest.approx(share, abs=0.01)
    assert sum(sizes.values()) == pytest.approx(6 * 20_000, rel=0.01)


def test_without_general_text_there_is_the_own_alone() -> None:
    drawn = mixed(pairs(9), [], share=0.5, tokens=100, seed=1)

    assert set(drawn) <= set(pairs(9))
    assert len(drawn) > 9


def test_pairs_are_read_from_every_kind_of_file_each_once(tmp_path: Path) -> None:
    unit = '<tu><tuv xml:lang="{}"><seg>{}</seg></tuv><tuv xml:lang="{}"><seg>{}</seg></tuv></tu>'
    body = "".join(unit.format("zh-CN", p.target, "en", p.source) for p in pairs(8))
    tmx = f'<tmx version="1.4"><header/><body>{body}</body></tmx>'
    (tmp_path / "a.tmx").write_text(tmx, encoding="utf-8")
    rows = "".join(f"{p.target}\t{p.source}\n" for p in pairs(10))
    (tmp_path / "b.tsv").write_text("zh\ten\n" + rows, encoding="utf-8")

    found = read_pairs([tmp_path / "a.tmx", tmp_path / "b.tsv"])

    assert [(p.source, p.target) for p in found] == [(p.source, p.target) for p in pairs(10)]


def test_pairs_are_read_from_the_store_those_confirmed_for_all(tmp_path: Path) -> None:
    engine = open_engine(str(file_url(tmp_path / "biaoyi.db")))
    upgrade(engine)
    given = [Entry(f"文{n}。", f"Text {n}.") for n in range(9)]
    given += [
        Entry("草稿。", "Draft.", status=Status.DRAFT),
        Entry("私人。", "Mine.", scope=Scope.PERSONAL, owner="ann"),
    ]
    Store(engine).put([Given(item, Provenance("a.tmx")) for item in given], Change("ann", "import"))
    engine.dispose()

    found = read_pairs([tmp_path / "biaoyi.db"])

    assert {(pair.source, pair.target) for pair in found} == {
        (f"Text {n}.", f"文{n}。") for n in range(9)
    }


def test_a_database_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_bytes(b"no database")

    with pytest.raises(InputError, match=r"other\.db"):
        read_pairs([tmp_path / "other.db"])


def test_general_text_is_a_recipe_or_pairs(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = "".join(f"{p.source}\t{p.target}\n" for p in pairs(9))
    (corpus / "made.tsv.zst").write_bytes(zstandard.compress(lines.encode()))
    (tmp_path / "r.toml").write_text('corpus = "corpus"\n[weights]\n"*" = 1\n')

    assert len(read_general(tmp_path / "r.toml")) == 9
    (tmp_path / "r.toml").write_text('corpus = "corpus"\n[weights]\n"none" = 1\n')
    with pytest.raises(InputError, match="no recipe that can be followed"):
        read_general(tmp_path / "r.toml")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", "", "pairs are read from"),
        ("a.tmx", "<tmx>", "not readable as TMX"),
        ("a.tsv", "zh\ten\n风扇\tfan\n", "1 pairs in all; give 8 or more"),
        ("none.tsv", None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_learnt_from_is_named(
    tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match=said) as caught:
        read_pairs([file])

    assert name in str(caught.value)


@pytest.fixture(scope="module")
def tuned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tuning, Path]:
    """A checkpoint of others, tuned on its own sentences with the literals as slots."""
    folder = tmp_path_factory.mktemp("tuned")
    base = make_opus(folder / "opus-mt-zh-en")
    rows = "".join(f"{chinese}\t{english}\n" for chinese, english in sentences())
    (folder / "own.tsv").write_text("zh\ten\n" + rows, encoding="utf-8")
    (folder / "terms.csv").write_text("zh,en\n叶轮,impeller\n控制柜,control cabinet\n", "utf-8")
    rows = "".join(f"{p.target}\t{p.source}\n" for p in pairs(40, "general"))
    (folder / "general.tsv").write_text("zh\ten\n" + rows, encoding="utf-8")
    tuning = Tuning(
        base=str(base),
        data=(folder / "own.tsv",),
        terms=(folder / "terms.csv",),
        general=folder / "general.tsv",
        share=0.2,
        steps=200,
        rate=5e-3,
    )
    tune(tuning, folder / "run", threads=1)
    return tuning, folder / "run"


def masked_as_serving_does(text: str) -> str:
    """The literals of a sentence as slots, numbered from its beginning."""
    marks = iter(PLACEHOLDERS[SlotKind.NAME])
    return re.sub("第5章|表1", lambda _: next(marks), text)


@pytest.mark.slow
def test_a_foreign_model_learns_our_slots_and_serves_them(tuned: tuple[Tuning, Path]) -> None:
    engine = load_ct2(tuned[1] / "model", decoding=Decoding(beam=1))
    marks = PLACEHOLDERS[SlotKind.NAME]

    masked = [masked_as_serving_does(chinese) for chinese, _ in sentences()]
    found = engine.translate([Request(text, ZH_EN) for text in masked])

    slots = [
        answers[0].text.count(mark) == 1
        for text, answers in zip(masked, found, strict=True)
        for mark in marks
        if mark in text
    ]
    assert len(slots) == 54
    assert sum(slots) > 0.8 * len(slots)


@pytest.mark.slow
def test_a_run_keeps_its_sets_and_says_in_its_card_what_it_was_made_of(
    tuned: tuple[Tuning, Path],
) -> None:
    tuning, run = tuned

    card = json.loads((run / "model" / "card.json").read_text(encoding="utf-8"))
    own = (run / "sets" / "own" / "src.en").read_text(encoding="utf-8").splitlines()
    general = (run / "sets" / "general" / "src.zh").read_text(encoding="utf-8").splitlines()
    log = (run / "log.jsonl").read_text(encoding="utf-8").splitlines()
    losses = [json.loads(line)["dev_loss"] for line in log if "dev_loss" in line]
    assert card["base"]["name"] == tuning.base
    assert card["steps"] == 200
    assert card["own_pairs"] == 81 - len(own)
    assert len(own) == 20
    assert len(general) == 10
    assert len(Packed.load(run / "dev")) == 30
    assert losses[-1] < losses[0]


@pytest.mark.slow
def test_a_one_way_model_is_not_asked_the_other_way(tuned: tuple[Tuning, Path]) -> None:
    engine = load_ct2(tuned[1] / "model")

    with pytest.raises(InputError, match="does not translate from en into zh"):
        engine.translate([Request("A fan.", EN_ZH)])


@pytest.mark.slow
def test_a_run_that_is_done_is_not_done_again_and_no_other_in_its_place(
    tuned: tuple[Tuning, Path],
) -> None:
    tuning, run = tuned
    log = (run / "log.jsonl").read_bytes()

    tune(tuning, run, threads=1)

    assert (run / "log.jsonl").read_bytes() == log
    with pytest.raises(InputError, match="another run was begun there"):
        tune(replace(tuning, seed=2), run)
    with pytest.raises(InputError, match="is no empty directory"):
        tune(tuning, run / "model")


@pytest.mark.slow
def test_a_run_can_be_the_base_of_the_next(tuned: tuple[Tuning, Path], tmp_path: Path) -> None:
    tuning, run = tuned
    next_one = replace(tuning, base=str(run), steps=2, general=None, source=Language.ZH)

    tune(next_one, tmp_path / "next", threads=1)

    card = json.loads((tmp_path / "next" / "model" / "card.json").read_text(encoding="utf-8"))
    assert card["base"]["steps"] == 200
    assert not (tmp_path / "next" / "sets" / "general").exists()
