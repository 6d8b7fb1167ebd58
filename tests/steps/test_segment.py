"""What segmentation promises."""

from itertools import pairwise

import pytest
from hypothesis import given

from tests.makers import document, tagged_texts
from translator.model import TaggedText
from translator.steps.segment import segment, sentence_ends


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *sentence_ends(text)])]


@given(tagged_texts())
def test_segments_joined_give_the_unit_back(content: TaggedText) -> None:
    found = [item.source for item in segment(document(content))]

    assert TaggedText.join(found) == content


def test_only_the_last_segment_of_a_unit_says_so() -> None:
    found = segment(document("甲。乙。丙。", "丁"))

    assert [item.last for item in found] == [False, False, True, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本文件适用于甲。也适用于乙！", ["本文件适用于甲。", "也适用于乙！"]),
        ("甲应符合要求；乙宜符合要求。", ["甲应符合要求；", "乙宜符合要求。"]),
        ("他问：“是吗？”我说是。", ["他问：“是吗？”我说是。"]),
        ("按表 1（见 5.1。）进行。然后停止。", ["按表 1（见 5.1。）进行。", "然后停止。"]),
        ("结束了。”下一句", ["结束了。”", "下一句"]),
        ("等一等……然后", ["等一等……然后"]),
        ("等一等…… 然后", ["等一等…… ", "然后"]),
        ("只有……才允许。", ["只有……才允许。"]),
        ("3.1\t术语\nterm", ["3.1\t", "术语\n", "term"]),
    ],
)
def test_chinese_is_cut_after_its_sentences(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It starts. It stops! Why? So.", ["It starts. ", "It stops! ", "Why? ", "So."]),
        (
            "See Fig. 3 and No. 5 of GB/T 1.1. Then stop.",
            ["See Fig. 3 and No. 5 of GB/T 1.1. ", "Then stop."],
        ),
        ("Parts, e.g. A, i.e. B, vs. C etc.", ["Parts, e.g. A, i.e. B, vs. C etc."]),
        ("J. Smith and the U.S. Army agree.", ["J. Smith and the U.S. Army agree."]),
        ("1. Scope", ["1. Scope"]),
        ("He said “Stop.” She did.", ["He said “Stop.” ", "She did."]),
        ("Use it (see 5.2. Or not). Done.", ["Use it (see 5.2. Or not). ", "Done."]),
        ("Use 5 mm. The rest is waste.", ["Use 5 mm. ", "The rest is waste."]),
    ],
)
def test_english_is_cut_after_its_sentences_and_not_after_abbreviations(
    text: str, expected: list[str]
) -> None:
    assert pieces(text) == expected
