"""Texts in the form in which terms are searched, and the way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.folding import fold_with_offsets, folded

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.text(
    st.sampled_from("aAé\u0301ﬁ㎏½應应Ａ １‐–-\u00ad\u200bΣςİ한\u1112\u1161\u11abｶﾞ\U00020000"),
    max_size=20,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ａ类螺栓", "a类螺栓"),
        ("國家標準", "国家标准"),
        ("說說説", "说说说"),
        ("裏裡里", "里里里"),
        ("Test\u2011Method", "test-method"),
        ("on\u00adline", "online"),
        ("5 ㎏", "5 kg"),
        ("ﬁbre", "fibre"),
    ],
)
def test_one_width_one_script_one_case(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(TEXTS)
def test_parts_folded_one_by_one_are_the_whole_folded(text: str) -> None:
    assert fold_with_offsets(text).text == folded(text)


@given(TEXTS)
def test_every_folded_character_comes_from_a_place_of_the_text(text: str) -> None:
    whole = fold_with_offsets(text)

    assert len(whole.text) == len(whole.cased)
    reached = 0
    for at in range(len(whole.text)):
        start, end = whole.original(at, at + 1)
        assert reached <= start < end <= len(text)
        assert whole.text[at] in folded(text[start:end])
        reached = start


@given(TEXTS)
def test_a_text_without_anything_to_fold_is_left_alone(text: str) -> None:
    plain = "".join(char for char in text if char.isascii()).lower()

    assert folded(plain) == plain


def test_offsets_survive_what_folds_to_more_or_fewer_characters() -> None:
    text = "½㎏应力e\u0301A"

    whole = fold_with_offsets(text)

    at = whole.text.index("应力")
    assert whole.original(at, at + 2) == (2, 4)
    accent = whole.text.index(unicodedata.normalize("NFC", "e\u0301"))
    assert whole.original(accent, accent + 1) == (4, 6)
    assert whole.original(len(whole.text) - 1, len(whole.text)) == (6, 7)
