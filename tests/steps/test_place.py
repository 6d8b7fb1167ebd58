"""What placing promises: tags stand between words that say the same, each once, none crossed."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.tagged import parsed, shown
from tests.makers import EN_ZH, ZH_EN, document, tagged_texts
from translator.model import (
    Direction,
    Draft,
    Issue,
    Link,
    Origin,
    Prepared,
    Segment,
    Tag,
    TaggedText,
    Translation,
)
from translator.pipeline import by_unit
from translator.steps.mask import mask
from translator.steps.place import place
from translator.steps.segment import segment
from translator.steps.unmask import unmask

_WORD = re.compile(r"[A-Za-z]+")
_ANSWERS = st.text("The fan is ,.应（）\ue000\ue030\ue031 x-1", max_size=40)


@st.composite
def links(draw: st.DrawFn, source: str, target: str) -> tuple[Link, ...]:
    """Any links between two texts."""
    found: list[Link] = []
    for _ in range(draw(st.integers(0, 12)) if source and target else 0):
        start, of_start = (draw(st.integers(0, len(text) - 1)) for text in (target, source))
        end = draw(st.integers(start + 1, len(target)))
        of_end = draw(st.integers(of_start + 1, len(source)))
        found.append(Link(start, end, of_start, of_end, draw(st.floats(0, 1))))
    return tuple(found)


def is_nested(tags: Sequence[Tag]) -> bool:
    """Whether pairs are one inside another, or apart; those with one end here do not count."""
    counts = Counter(tag.ref for tag in tags if tag.kind != "point")
    stack: list[int] = []
    for tag in tags:
        if tag.kind == "open" and counts[tag.ref] > 1:
            stack.append(tag.ref)
        elif tag.kind == "close" and counts[tag.ref] > 1 and stack.pop() != tag.ref:
            return False
    return not stack


@settings(max_examples=200)
@given(st.data(), tagged_texts(), st.sampled_from([ZH_EN, EN_ZH]))
def test_every_tag_stands_once_and_pairs_are_not_crossed(
    data: st.DataObject, content: TaggedText, direction: Direction
) -> None:
    masked = mask(Segment("0", content), direction)
    text = data.draw(_ANSWERS)
    known = data.draw(links(masked.text, text))

    tags, _ = place(masked, text, known)

    assert Counter((t.kind, t.ref) for t in tags) == Counter((t.kind, t.ref) for t in masked.tags)
    assert [tag.at for tag in tags] == sorted(tag.at for tag in tags)
    assert all(0 <= tag.at <= len(text) for tag in tags)
    assert is_nested(tags)


@settings(max_examples=200)
@given(st.data(), tagged_texts(), st.sampled_from([ZH_EN, EN_ZH]))
def test_no_tag_stands_inside_a_word_and_no_pair_is_left_empty(
    data: st.DataObject, content: TaggedText, direction: Direction
) -> None:
    masked = mask(Segment("0", content), direction)
    text = data.draw(_ANSWERS.filter(_WORD.search))
    known = data.draw(links(masked.text, text))

    tags, _ = place(masked, text, known)

    if text != masked.text:
        words = [range(hit.start() + 1, hit.end()) for hit in _WORD.finditer(text)]
        assert not any(tag.at in word for tag in tags for word in words)
        before, after = pairs_of(masked.tags), pairs_of(tags)
        for ref, (start, end) in before.items():
            if masked.text[start:end].strip():
                assert text[slice(*after[ref])].strip()


def pairs_of(tags: Sequence[Tag]) -> Mapping[int, tuple[int, int]]:
    """The ends of each pair that has both."""
    opened = {tag.ref: tag.at for tag in tags if tag.kind == "open"}
    closed = {tag.ref: tag.at for tag in tags if tag.kind == "close"}
    return {ref: (opened[ref], closed[ref]) for ref in opened.keys() & closed.keys()}


@settings(max_examples=200)
@given(st.data(), tagged_texts())
def test_the_tags_of_a_unit_are_all_there_and_nested_whatever_an_engine_says(
    data: st.DataObject, content: TaggedText
) -> None:
    done: list[Translation] = []
    for piece in segment(document(content)):
        masked = mask(piece, ZH_EN)
        text = data.draw(_ANSWERS)
        known = data.draw(links(masked.text, text))
        prepared = Prepared(masked, None, ())
        done.append(unmask(Draft(prepared, (text,), Origin.ENGINE, links=known)))

    [target] = by_unit(done).values()

    assert Counter((tag.kind, tag.ref) for tag in target.tags) == Counter(
        (tag.kind, tag.ref) for tag in content.tags
    )
    assert is_nested(target.tags)


def placed(
    source: str, target: str, *words: tuple[str, str], direction: Direction = ZH_EN
) -> tuple[str, tuple[Issue, ...]]:
    """`source` with tags, put on `target`, in which each of `words` says what it is paired with."""
    content = parsed(source)
    masked = mask(Segment("0", content), direction)
    known = tuple(
        Link(at, at + len(said), masked.text.index(of), masked.text.index(of) + len(of), 0.8)
        for of, said in words
        for at in [target.index(said)]
    )
    done = unmask(Draft(Prepared(masked, None, ()), (target,), Origin.ENGINE, links=known))
    return shown(done.target), done.issues


FAN = (("风扇", "fan"), ("应", "shall"), ("完好", "intact"), ("外壳", "housing"))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("风扇应<b>完好</b>。", "The fan shall be <1>intact</1>."),
        ("<b>风扇</b>应完好。", "The <1>fan</1> shall be intact."),
        ("风扇<n/>应完好。", "The fan<1/> shall be intact."),
        ("<b>风扇</b><n/>应完好。", "The <1>fan</1><2/> shall be intact."),
        ("风扇应<b><i>完好</i></b>。", "The fan shall be <1><2>intact</2></1>."),
        ("风扇<b>应<i>完好</i></b>。", "The fan <1>shall be <2>intact</2></1>."),
        ("<b>风扇</b>应<i>完好</i>。", "The <1>fan</1> shall be <2>intact</2>."),
    ],
)
def test_a_tag_goes_with_its_words(source: str, target: str) -> None:
    plain = re.sub(r"<[^<>]*>", "", target)

    found, issues = placed(source, plain, *FAN[:3])

    assert found == target
    assert issues == ()


def test_words_that_change_places_take_their_tags_along() -> None:
    found, _ = placed(
        "<a>风扇</a>的<b>外壳</b><n/>。",
        "Housing<3/> of the fan.".replace("<3/>", ""),
        ("风扇", "fan"),
        ("外壳", "Housing"),
    )

    assert found == "<2>Housing</2><3/> of the <1>fan</1>."


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("风扇，<n/>应完好。", "The fan,<1/> shall be intact."),
        ("风扇<n/>，应完好。", "The fan<1/>, shall be intact."),
        ("<b>风扇，</b>应完好。", "The <1>fan,</1> shall be intact."),
        ("<b>风扇</b>，应完好。", "The <1>fan</1>, shall be intact."),
    ],
)
def test_a_tag_keeps_its_side_of_a_comma(source: str, target: str) -> None:
    found, _ = placed(source, "The fan, shall be intact.", *FAN[:3])

    assert found == target


def test_a_point_before_a_word_stays_before_it() -> None:
    found, _ = placed(
        "The <n/>fan is intact.",
        "这台风扇完好。",
        ("fan", "风扇"),
        ("intact", "完好"),
        direction=EN_ZH,
    )

    assert found == "这台<1/>风扇完好。"


def test_a_literal_inside_a_pair_is_sure_without_links() -> None:
    found, issues = placed("应在<b>30 min</b>内完成。", "Complete it within \ue000.")

    assert found == "Complete it within <1>30 min</1>."
    assert issues == ()


def test_a_pair_that_shares_a_literal_with_other_words_takes_all_of_it() -> None:
    found, _ = placed("<b>约1</b>0 mm长。", "It is \ue000 long.", ("长", "long"))

    assert found == "It is <1>10 mm</1> long."


def test_a_pair_for_which_no_word_is_left_is_put_inside_another() -> None:
    found, _ = placed("<b>风</b><i>扇</i>。", "Fan.", ("风", "Fan"))

    assert found in ("<1><2>Fan</2></1>.", "<2><1>Fan</1></2>.")


def test_a_format_whose_words_are_not_said_is_reported() -> None:
    found, issues = placed("风扇应<b>完好</b>。", "The fan shall.", *FAN[:2])

    assert Counter(re.findall(r"</?1>", found)) == Counter(["<1>", "</1>"])
    assert [issue.check for issue in issues] == ["tags"]
    assert "完好" in issues[0].detail


def test_a_text_from_the_memory_gets_its_tags_and_its_literals() -> None:
    content = parsed("<b>风扇</b>为10 mm，H<s>2</s>O。")
    masked = mask(Segment("0", content), ZH_EN)
    text = "The fan has 10 mm and H2O."

    known = (Link(4, 7, 0, 2, 0.8),)
    done = unmask(Draft(Prepared(masked, None, ()), (text,), Origin.MEMORY, links=known))

    assert shown(done.target) == "The <1>fan</1> has 10 mm and H<2>2</2>O."


def test_half_a_pair_reaches_to_its_end_of_the_sentence() -> None:
    tags = (Tag(2, "open", 7),)
    masked = mask(Segment("0", TaggedText("风扇应完好", tags)), ZH_EN)
    text = "The fan shall be intact"

    known = (Link(4, 7, 0, 2, 0.8), Link(8, 13, 2, 3, 0.8), Link(17, 23, 3, 5, 0.8))
    found, _ = place(masked, text, known)

    assert found == (Tag(8, "open", 7),)
