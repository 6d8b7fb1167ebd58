"""A pair is learnt together with the translation of its like, as serving shows it."""

import random

import pytest

from corpus.model import Pair
from tests.learning.made import pairs
from tests.makers import EN_ZH, ZH_EN, segment_of
from training.annotate import Annotator, Shares
from training.data import Dress, prepare
from training.similar import Similar
from translator.engines.annotation import annotated
from translator.engines.base import Request
from translator.model import Direction
from translator.standards.shared import likened
from translator.steps.mask import mask

PAIRS = [Pair(en, zh) for en, zh in pairs()]
NOTHING = Shares(sentences=0, masked=0, tagged=0)


class Certain(random.Random):
    """Dice that say yes to every chance."""

    def random(self) -> float:
        return 0.0


@pytest.mark.parametrize("chinese", [True, False])
def test_what_is_drawn_is_alike_and_not_the_same(chinese: bool) -> None:
    similar = Similar(PAIRS, chinese=chinese)

    drawn = similar.draw(PAIRS[100], random.Random(1))

    assert drawn is not None
    assert drawn.source != PAIRS[100].source
    assert drawn.target != PAIRS[100].target
    ours, theirs = (set(pair.source.split()) for pair in (PAIRS[100], drawn))
    assert len(ours & theirs) >= len(ours) // 2


def test_a_text_that_nothing_is_like_draws_nothing() -> None:
    similar = Similar(PAIRS, chinese=False)

    assert similar.draw(Pair("Wholly other words", "另外"), random.Random(1)) is None


def test_slots_of_the_like_text_are_those_of_the_text() -> None:
    shown = likened(
        "长10 mm，见表 3。", "It is 10 mm long, see Table 3.", ZH_EN, "宽\ue000，见\ue030"
    )

    assert shown == "It is \ue000 long, see \ue030."


def test_a_number_beyond_the_slots_stays_a_number() -> None:
    shown = likened("长10 mm，宽5 mm。", "10 mm long, 5 mm wide.", ZH_EN, "宽\ue000")

    assert shown == "\ue000 long, 5 mm wide."


@pytest.mark.parametrize("direction", [ZH_EN, EN_ZH])
def test_training_shows_the_like_text_as_serving_does(direction: Direction) -> None:
    pair, like = PAIRS[100], PAIRS[101]
    chinese = direction is ZH_EN
    similar = Similar([pair, like], chinese=chinese)
    dress = Dress(Annotator([], direction, NOTHING), similar)

    trained = prepare(pair, direction, dress, Certain())

    source, target = (like.target, like.source) if chinese else (like.source, like.target)
    masked = mask(segment_of(pair.target if chinese else pair.source), direction)
    shown = likened(source, target, direction, masked.text)
    assert trained.source == annotated(Request(masked.text, direction, similar=shown))
