"""What masking promises: what is not language never reaches the engine, and comes back."""

import pytest
from hypothesis import given, settings

from tests.makers import EN_ZH, ZH_EN, ZH_ZH, segment_of, tagged_texts
from translator.engines.annotation import annotated
from translator.engines.base import Request
from translator.model import Draft, Origin, Prepared, Segment, Tag, TaggedText
from translator.steps.mask import mask
from translator.steps.unmask import unmask
from translator.symbols import ALL_PLACEHOLDERS


@settings(max_examples=500)
@given(tagged_texts())
def test_unmasking_what_was_masked_gives_the_source_back(content: TaggedText) -> None:
    masked = mask(Segment("0", content), ZH_ZH)

    done = unmask(Draft(Prepared(masked, None, ()), (masked.text,), Origin.ENGINE))

    assert done.target == content
    assert done.issues == ()


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ("应符合GB/T 1.1—2020的规定。", ["GB/T 1.1—2020"]),
        ("见ISO/IEC 27001:2022和T/CSA 012—2020。", ["ISO/IEC 27001:2022", "T/CSA 012—2020"]),
        ("温度为10 ℃～35 ℃。", ["10 °C to 35 °C"]),
        ("不大于85 %，误差±0.2 mm。", ["85 %", "±0.2 mm"]),
        ("见5.2.1、表 3、图2和附录A。", ["5.2.1", "Table 3", "Figure 2", "Annex A"]),
        ("附录A（资料性）", ["Annex A (informative)"]),
        ("为－10 ℃～＋55 ℃，－5 %", ["−10 °C to +55 °C", "−5 %"]),
        ("按式（1）和第5章计算。", ["Formula (1)", "Clause 5"]),
        ("2025年3月1日起，共3.5亿人，10万次。", ["1 March 2025", "350 million", "100 000"]),
        ("I = U/R时访问https://a.example/b?c=1。", ["I = U/R", "https://a.example/b?c=1"]),
        ("调用`f(x)`和read_all()。", ["`f(x)`", "read_all()"]),
        ("归口SAC/TC 123，等级IP20，型号CF120-230A。", ["SAC/TC 123", "IP20", "CF120-230A"]),
        ("GB/T XXXXX—XXXX于XXXX-XX-XX发布", ["GB/T XXXXX—XXXX", "XXXX-XX-XX"]),
        ("尺寸10 mm×20 mm，加速度9.8 m/s2。", ["10 mm×20 mm", "9.8 m/s2"]),
    ],
)
def test_a_literal_goes_round_the_engine_in_its_english_form(
    text: str, literals: list[str]
) -> None:
    masked = mask(segment_of(text), ZH_EN)

    assert [slot.target.text for slot in masked.slots] == literals
    assert not any(char.isascii() and char.isalnum() for char in masked.text)


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ("It is 10 °C to 35 °C.", ["10 ℃～35 ℃"]),
        ("See Table 3, Fig. 2 and Annex A.", ["表 3", "图 2", "附录 A"]),
        ("From 1 March 2025 on.", ["2025年3月1日"]),
        ("About 1,000,000 of 25 mm.", ["1,000,000", "25 mm"]),
    ],
)
def test_a_literal_goes_round_the_engine_in_its_chinese_form(
    text: str, literals: list[str]
) -> None:
    masked = mask(segment_of(text), EN_ZH)

    assert [slot.target.text for slot in masked.slots] == literals


def test_a_single_digit_is_left_to_the_model() -> None:
    masked = mask(segment_of("取3个样品。"), ZH_EN)

    assert masked.text == "取3个样品。"


@pytest.mark.parametrize(
    ("text", "before", "core"),
    [
        ("a) 外观应完好。", "a) ", "外观应完好。"),
        ("（1）外观应完好。", "(1) ", "外观应完好。"),
        ("——外观应完好。", "— ", "外观应完好。"),
        ("4.2.1　外观", "4.2.1 ", "外观"),
        ("1 范围", "1 ", "范围"),
        ("A.2　外观", "A.2 ", "外观"),
        ("注1：外观应完好。", "NOTE 1: ", "外观应完好。"),
        ("示例：外观", "EXAMPLE: ", "外观"),
        ("  外观", "  ", "外观"),
        ("0.5 mm的孔", "", "\ue000的孔"),
    ],
)
def test_a_label_stays_outside_in_its_english_form(text: str, before: str, core: str) -> None:
    masked = mask(segment_of(text), ZH_EN)

    assert (masked.before.text, masked.text) == (before, core)


def test_a_caption_whose_number_is_a_field_has_its_label_outside() -> None:
    masked = mask(segment_of("表　规格", Tag(1, "point", 1)), ZH_EN)

    assert masked.text == "规格"
    assert masked.before == TaggedText("Table  ", (Tag(6, "point", 1),))


def test_all_parts_of_a_standard_are_said_in_the_target_language() -> None:
    masked = mask(segment_of("见GB/T 2423（所有部分）。"), ZH_EN)

    assert masked.slots[0].target.text == "GB/T 2423 (all parts)"


def test_tags_around_the_whole_text_stay_outside() -> None:
    tags = (Tag(0, "open", 1), Tag(2, "point", 2), Tag(4, "close", 1))

    masked = mask(segment_of("外观完好", *tags), ZH_EN)

    assert masked.text == "外观完好"
    assert masked.tags == (Tag(2, "point", 2),)
    assert masked.before.tags == tags[:1]
    assert [tag.kind for tag in masked.after.tags] == ["close"]


def test_a_symbol_with_its_subscript_is_one_slot() -> None:
    masked = mask(segment_of("温度Tmax为5。", Tag(3, "open", 1), Tag(6, "close", 1)), ZH_EN)

    assert masked.text == "温度\ue030为5。"
    assert masked.slots[0].target == TaggedText("Tmax", (Tag(1, "open", 1), Tag(4, "close", 1)))


def test_a_symbol_in_italics_with_an_upright_subscript_is_one_slot() -> None:
    tags = (Tag(2, "open", 1), Tag(3, "close", 1), Tag(3, "open", 2), Tag(4, "close", 2))

    masked = mask(segment_of("电压UN为", *tags), ZH_EN)

    assert masked.text == "电压\ue030为"
    assert [tag.at for tag in masked.slots[0].target.tags] == [0, 1, 1, 2]


def test_a_quantity_with_a_superscript_in_its_unit_is_one_slot() -> None:
    masked = mask(segment_of("面积0.2 mm2。", Tag(8, "open", 1), Tag(9, "close", 1)), ZH_EN)

    assert masked.text == "面积\ue000。"
    assert masked.slots[0].target == TaggedText("0.2 mm2", (Tag(6, "open", 1), Tag(7, "close", 1)))


def test_more_literals_than_placeholders_are_left_in_the_text() -> None:
    text = "，".join(f"{number} mm" for number in range(60))

    masked = mask(segment_of(text), ZH_EN)

    assert len(masked.slots) == 48
    assert masked.text.endswith("59 mm")


def test_symbols_with_tags_beyond_the_placeholders_are_kept_from_the_engine() -> None:
    places = range(2, 180, 3)
    tags = (tag for n in places for tag in (Tag(n, "open", n), Tag(n + 1, "close", n)))

    masked = mask(segment_of("字T1" * 60, *tags), ZH_EN)

    shown = annotated(Request(masked.text, ZH_EN))
    assert len(masked.slots) == 60
    assert len([char for char in shown if char in ALL_PLACEHOLDERS]) == 48
