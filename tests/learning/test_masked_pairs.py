"""Training data look as serving will make them."""

import random
import re
from dataclasses import replace

import pytest
import sentencepiece

from corpus.model import Pair
from corpus.terms import held_out
from tests.learning.made import PLACES, STATES, THINGS, pairs
from tests.makers import EN_ZH, ZH_EN, segment_of
from training.align import learn
from training.annotate import Annotator, Shares
from training.data import joined, prepare
from training.slots import MaskedPair, mask_pair, renumbered
from training.spans import Spans
from training.variants import Chances, vary
from translator.engines.annotation import annotated
from translator.engines.base import Annotation, Request
from translator.model import Direction
from translator.steps.mask import mask
from translator.symbols import ALL_PLACEHOLDERS, END, INTO, MEANS, TERM

NOTHING = Shares(
    sentences=0, terms=0, spans=0, hidden=0, noise=0, masked=0, slots=0, tagged=0, tags=0, points=0
)
ALWAYS_TERMS = replace(NOTHING, sentences=1, terms=1, spans=1)
ALWAYS_TAGS = replace(NOTHING, tagged=1, tags=1)
ALWAYS_SLOTS = replace(NOTHING, masked=1, slots=1)


class Always(random.Random):
    """Dice that draw the first of everything, and yes to every chance."""

    def random(self) -> float:
        return 0.0

    def randrange(self, *_: int) -> int:  # type: ignore[override]  # of one argument here
        return 0


PLURALS = [(f"All {en}s stop.", f"所有{zh}停止。") for zh, en in THINGS.items()]


class Never(random.Random):
    """Dice that draw just under one: yes to what is certain, no to the rest."""

    def random(self) -> float:
        return 0.99


NO_CHANCES = Chances(unpunctuated=0, capitals=0, title=0, careless=0, joined=0)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("温度为10 ℃～35 ℃。", "The temperature is 10 °C to 35 °C."),
        ("见表 3和附录 A。", "See Table 3 and Annex A."),
        ("应符合GB/T 1.1—2020。", "It shall comply with GB/T 1.1—2020."),
    ],
)
@pytest.mark.parametrize("direction", [ZH_EN, EN_ZH])
def test_training_masks_what_serving_masks(
    chinese: str, english: str, direction: Direction
) -> None:
    ours, theirs = (chinese, english) if direction is ZH_EN else (english, chinese)

    trained = mask_pair(ours, theirs, direction, Always())

    served = mask(segment_of(ours), direction)
    assert trained.source == served.text
    assert sorted(char for char in trained.target if "\ue000" <= char <= "\uf8ff") == sorted(
        slot.mark for slot in served.slots
    )


def test_a_number_that_only_one_side_has_stays_a_number() -> None:
    done = mask_pair("长10 mm。", "It is 12 mm long.", ZH_EN, Always())

    assert done == MaskedPair("长10 mm。", "It is 12 mm long.")


def test_training_annotates_as_serving_does() -> None:
    annotator = Annotator([("风扇", "fan")], ZH_EN, ALWAYS_TERMS)

    trained = annotator.annotate(MaskedPair("该风扇完好", "The fan is intact"), random.Random(1))

    request = Request("该风扇完好", ZH_EN, (Annotation(1, 3, "fan"),))
    assert INTO[ZH_EN.target] + trained.source == annotated(request)
    assert trained.target == "The fan is intact"


def test_an_english_term_takes_the_space_before_it_along() -> None:
    annotator = Annotator([("fan", "风扇")], EN_ZH, ALWAYS_TERMS)

    trained = annotator.annotate(MaskedPair("The fans stop", "风扇停止"), random.Random(1))

    request = Request("The fans stop", EN_ZH, (Annotation(4, 8, "风扇"),))
    assert f"{INTO[EN_ZH.target]} {trained.source}" == annotated(request)


def test_a_held_out_term_is_never_annotated() -> None:
    kept = next(n for n in range(1000) if held_out(f"term{n}", f"术语{n}"))
    annotator = Annotator([(f"术语{kept}", f"term{kept}")], ZH_EN, ALWAYS_TERMS)
    pair = MaskedPair(f"该术语{kept}", f"the term{kept}")

    assert annotator.annotate(pair, random.Random(1)) == pair


def test_tags_stand_around_the_same_term_on_both_sides() -> None:
    annotator = Annotator([("风扇", "fan")], ZH_EN, ALWAYS_TAGS)

    done = annotator.annotate(MaskedPair("该风扇完好", "The fan is intact"), random.Random(1))

    assert done == MaskedPair("该\ue060风扇\ue061完好", "The \ue060fan\ue061 is intact")


def test_both_sides_are_normalised_alike() -> None:
    pair = Pair("The ＦＡＮ\u3000is  on.", "该 fan 已 打开。")

    done = prepare(pair, ZH_EN, None, random.Random(1))

    assert done == MaskedPair(INTO[ZH_EN.target] + "该fan已打开。", "The FAN is on.")


def test_placeholders_stand_in_reading_order_of_the_source() -> None:
    pair = MaskedPair("\ue003\ue000和\ue031", "\ue031 and \ue000, \ue003")

    done = renumbered(pair, Never())

    assert done == MaskedPair("\ue000\ue001和\ue030", "\ue030 and \ue001, \ue000")


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> sentencepiece.SentencePieceProcessor:
    """A vocabulary of the small sentences, in which words are whole."""
    model = tmp_path_factory.mktemp("pieces") / "pieces"
    words = THINGS | STATES | PLACES
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([text for pair in pairs() for text in pair]),
        model_prefix=str(model),
        vocab_size=200,
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        user_defined_symbols=[
            *words,
            *(f"\u2581{word}{ending}" for word in words.values() for ending in ("s", "")),
        ],
        minloglevel=2,
    )
    return sentencepiece.SentencePieceProcessor(model_file=f"{model}.model")


@pytest.fixture(scope="module")
def spans(pieces: sentencepiece.SentencePieceProcessor) -> Spans:
    """Spans from Chinese, by an aligner that learnt from the small sentences."""
    texts = pairs() + PLURALS * 20
    encoded = [(pieces.encode(zh), pieces.encode(en)) for en, zh in texts]
    return Spans(learn(encoded, len(pieces)), pieces, from_chinese=True)


def test_words_that_go_together_are_aligned_wherever_they_stand(spans: Spans) -> None:
    source, target = "阀门应在室外清洁10 min。", "The valve shall be clean for 10 min outdoors."

    drawn = {
        (source[s.start : s.end], target[s.target_start : s.target_end])
        for seed in range(20)
        for s in spans.draw(source, target, random.Random(seed))
    }

    assert {("阀门", "valve"), ("清洁", "clean")} <= drawn
    assert not any("阀门" in zh and "valve" not in en for zh, en in drawn)


@pytest.mark.parametrize("direction", [ZH_EN, EN_ZH])
def test_random_words_become_slots_on_both_sides(direction: Direction, spans: Spans) -> None:
    chinese, english = "阀门应在室外清洁。", "The valve shall be clean outdoors."
    texts = (chinese, english) if direction is ZH_EN else (english, chinese)
    ways = replace(spans, from_chinese=direction is ZH_EN)
    annotator = Annotator([], direction, ALWAYS_SLOTS, ways)

    done = annotator.annotate(MaskedPair(*texts), random.Random(3))

    marks = [char for char in done.source if char in ALL_PLACEHOLDERS]
    assert marks
    assert sorted(marks) == sorted(char for char in done.target if char in ALL_PLACEHOLDERS)


def test_a_random_word_is_annotated_in_dictionary_form(spans: Spans) -> None:
    target, source = PLURALS[0]
    annotator = Annotator([], ZH_EN, ALWAYS_TERMS, spans)

    done = [annotator.annotate(MaskedPair(source, target), random.Random(n)) for n in range(30)]

    notes = {text for pair in done for text in re.findall(f"{TERM}(.*?){END}", pair.source)}
    assert f"风扇{MEANS} fan" in notes
    assert not any(note.endswith("fans") for note in notes)


def test_a_random_span_that_is_a_held_out_term_is_not_annotated(spans: Spans) -> None:
    held = next((f"x{n}", "阀门") for n in range(1000) if held_out("阀门", f"x{n}"))
    annotator = Annotator([(held[1], held[0])], ZH_EN, ALWAYS_TERMS, spans)
    pair = MaskedPair("阀门应在室外清洁", "The valve shall be clean outdoors")

    notes = [annotator.annotate(pair, random.Random(n)).source for n in range(30)]

    assert not any(f"阀门{MEANS}" in note for note in notes)
    assert any(f"清洁{MEANS}" in note for note in notes)


def test_what_is_varied_keeps_its_meaning() -> None:
    source, target = "本标准规定：安全要求（总则）。", "This standard specifies: safety (general)."
    careless = replace(NO_CHANCES, careless=1)
    title = replace(NO_CHANCES, title=1)

    assert vary(source, target, ZH_EN, Never(), careless) == (
        "本标准规定:安全要求(总则)。",
        target,
    )
    assert vary("Safety of fans.", "风扇的安全。", EN_ZH, Never(), title) == (
        "Safety Of Fans",
        "风扇的安全",
    )


def test_sentences_are_joined_in_both_languages() -> None:
    texts = [Pair("One.", "一。"), Pair("Two", "二"), Pair("Three.", "三。")]

    assert list(joined(texts, Always())) == [Pair("One. Two", "一。二"), Pair("Three.", "三。")]
