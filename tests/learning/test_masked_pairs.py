"""Training data look as serving will make them."""

import random

import pytest

from corpus.model import Pair
from corpus.terms import held_out
from tests.makers import EN_ZH, ZH_EN, segment_of
from training.annotate import Annotator, Shares
from training.data import prepare
from training.slots import MaskedPair, mask_pair
from translator.engines.annotation import annotated
from translator.engines.base import Annotation, Request
from translator.model import Direction
from translator.steps.mask import mask
from translator.symbols import INTO


class Always(random.Random):
    """Dice that draw the first of everything, and yes to every chance."""

    def random(self) -> float:
        return 0.0

    def randrange(self, *_: int) -> int:  # type: ignore[override]  # of one argument here
        return 0


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
    annotator = Annotator([("风扇", "fan")], ZH_EN, Shares(1, 1, 0, 0))

    trained = annotator.annotate(MaskedPair("该风扇完好", "The fan is intact"), random.Random(1))

    request = Request("该风扇完好", ZH_EN, (Annotation(1, 3, "fan"),))
    assert INTO[ZH_EN.target] + trained.source == annotated(request)
    assert trained.target == "The fan is intact"


def test_an_english_term_takes_the_space_before_it_along() -> None:
    annotator = Annotator([("fan", "风扇")], EN_ZH, Shares(1, 1, 0, 0))

    trained = annotator.annotate(MaskedPair("The fans stop", "风扇停止"), random.Random(1))

    request = Request("The fans stop", EN_ZH, (Annotation(4, 8, "风扇"),))
    assert f"{INTO[EN_ZH.target]} {trained.source}" == annotated(request)


def test_a_held_out_term_is_never_annotated() -> None:
    kept = next(n for n in range(1000) if held_out(f"term{n}", f"术语{n}"))
    annotator = Annotator([(f"术语{kept}", f"term{kept}")], ZH_EN, Shares(1, 1, 0, 0))
    pair = MaskedPair(f"该术语{kept}", f"the term{kept}")

    assert annotator.annotate(pair, random.Random(1)) == pair


def test_tags_stand_around_the_same_term_on_both_sides() -> None:
    annotator = Annotator([("风扇", "fan")], ZH_EN, Shares(0, 0, 0, 1))

    done = annotator.annotate(MaskedPair("该风扇完好", "The fan is intact"), random.Random(1))

    assert done == MaskedPair("该\ue060风扇\ue061完好", "The \ue060fan\ue061 is intact")


def test_both_sides_are_normalised_alike() -> None:
    pair = Pair("The ＦＡＮ\u3000is  on.", "该 fan 已 打开。")

    done = prepare(pair, ZH_EN, None, random.Random(1))

    assert done == MaskedPair(INTO[ZH_EN.target] + "该fan已打开。", "The FAN is on.")
