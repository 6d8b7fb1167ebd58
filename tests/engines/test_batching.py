"""What batches and splits promise."""

from hypothesis import given
from hypothesis import strategies as st

from translator.engines.batching import batches, once_each
from translator.engines.splitting import split_long

LENGTHS = st.lists(st.integers(1, 300), max_size=60)
TEXTS = st.text(st.sampled_from("甲乙丙ab 1。；，,.:“”"), min_size=1, max_size=80)


@given(LENGTHS, st.integers(1, 400))
def test_batches_hold_each_item_once_and_the_longest_come_first(
    lengths: list[int], bound: int
) -> None:
    found = list(batches(lengths, bound))

    flat = [index for batch in found for index in batch]
    assert sorted(flat) == list(range(len(lengths)))
    assert [lengths[i] for i in flat] == sorted(lengths, reverse=True)


@given(LENGTHS, st.integers(1, 400))
def test_a_batch_of_several_keeps_within_its_bound(lengths: list[int], bound: int) -> None:
    for batch in batches(lengths, bound):
        padded = max(lengths[index] for index in batch) * len(batch)

        assert batch
        assert padded <= bound or len(batch) == 1


def test_equal_items_are_asked_for_once_and_answers_keep_the_order() -> None:
    asked: list[str] = []

    def answer(items: list[str]) -> list[str]:
        asked.extend(items)
        return [item.upper() for item in items]

    assert once_each(["b", "a", "b"], answer) == ["B", "A", "B"]
    assert asked == ["b", "a"]


@given(TEXTS, st.integers(1, 20), st.integers(0, 70), st.integers(1, 10))
def test_a_long_text_is_split_without_loss_and_never_inside_a_term(
    text: str, bound: int, start: int, length: int
) -> None:
    whole = [(start, min(start + length, len(text)))] if start < len(text) else []

    def fits(start: int, end: int) -> bool:
        return end - start <= bound

    found = split_long(text, fits, whole)

    assert "".join(text[a:b] for a, b in found) == text
    assert all(start < end for start, end in found)
    for a, b in found:
        free = [at for at in range(a + 1, b) if not any(x < at < y for x, y in whole)]
        assert fits(a, b) or not free


def test_a_long_text_is_cut_after_its_strongest_punctuation() -> None:
    text = "风扇应完好，无裂纹。叶轮不应变形，无毛刺。"

    found = split_long(text, lambda start, end: end - start <= 12, [])

    assert [text[a:b] for a, b in found] == ["风扇应完好，无裂纹。", "叶轮不应变形，无毛刺。"]
