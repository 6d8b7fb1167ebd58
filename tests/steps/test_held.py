"""Which symbols go round the engine whole, with the tags inside them."""

import pytest

from eval.tagged import parsed, shown
from tests.makers import EN_ZH, ZH_EN, Scripted, walk
from translator.model import Direction, Segment
from translator.steps.mask import mask


@pytest.mark.parametrize(
    ("source", "held"),
    [
        ("水为H<s>2</s>O。", ["H<1>2</1>O"]),
        ("电压<i>U</i><s>N</s>为", ["<1>U</1><2>N</2>"]),
        ("量x<s>i,j</s>为", ["x<1>i,j</1>"]),
        ("量R<s>p0.2</s>为", ["R<1>p0.2</1>"]),
        ("系数10<s>−3</s>为", ["10<1>−3</1>"]),
        ("含0.5×10<s>-6</s>/℃。", ["0.5×10<1>-6</1>/℃"]),
        ("为mg/m<s>3</s>。", ["mg/m<1>3</1>"]),
        ("面积20 m<s>2</s>。", ["20 m<1>2</1>"]),
        ("取<i>p</i>值。", ["<1>p</1>"]),
        ("取<b><i>ρ</i></b>值。", ["<1><2>ρ</2></1>"]),
        ("样品<s>1)</s>应", ["<1>1)</1>"]),
    ],
)
def test_base_and_script_are_one_literal(source: str, held: list[str]) -> None:
    masked = mask(Segment("0", parsed(source)), ZH_EN)

    assert [shown(slot.target) for slot in masked.slots] == held
    assert masked.tags == ()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A <b>S</b>mall fan.", "A Small fan."),
        ("It is re<b>test</b>ed.", "It is retested."),
        ("It is user<b>-defined</b>.", "It is user-defined."),
        ("The sample<s>a</s> is dry.", "The sample\ue030 is dry."),
    ],
)
def test_a_word_of_which_letters_are_tagged_is_translated(source: str, text: str) -> None:
    masked = mask(Segment("0", parsed(source)), EN_ZH)

    assert masked.text == text


@pytest.mark.parametrize(
    ("source", "target", "direction"),
    [
        ("见表<a>3</a>。", "See Table <1>3</1>.", ZH_EN),
        ("见<a>表 3</a>。", "See <1>Table 3</1>.", ZH_EN),
        ("见表 <a>3</a><n/>。", "See Table <1>3</1><2/>.", ZH_EN),
        ("See <a>Annex A</a>.", "见<1>附录 A</1>。", EN_ZH),
        ("See Annex <a>A</a>.", "见附录 <1>A</1>。", EN_ZH),
    ],
)
def test_a_reference_with_tags_in_it_is_said_in_the_target_language(
    source: str, target: str, direction: Direction
) -> None:
    answers = {"见\ue030。": "See \ue030.", "See \ue030.": "见\ue030。"}

    [item] = walk(parsed(source), Scripted(answers), direction=direction)

    assert shown(item.target) == target
