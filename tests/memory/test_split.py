"""What a model is judged by is from documents that it has not seen."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Pair
from corpus.split import document_of, split

PAIRS = [Pair(f"Text {n} says so.", f"文{n}如是。", f"source{n % 3}:{n}") for n in range(600)]


def test_whole_documents_are_held_out() -> None:
    train, dev = split(PAIRS, 50)

    assert 50 <= len(dev) < 70
    assert not {document_of(pair) for pair in dev} & {document_of(pair) for pair in train}
    assert len(train) + len(dev) == len(PAIRS)


def test_the_same_documents_are_held_out_of_a_larger_corpus() -> None:
    _, before = split(PAIRS, 50)

    _, after = split([Pair("More.", "更多。", "other:1"), *reversed(PAIRS)], 50)

    assert len(set(before) & set(after)) >= len(before) - 20


def test_a_text_of_a_document_held_out_is_not_learnt_elsewhere() -> None:
    _, dev = split(PAIRS, 50)
    copied = Pair(dev[0].source.upper(), "别处。", "elsewhere:1")

    train, again = split([*PAIRS, copied], 50)

    assert copied not in [*train, *again]


def test_what_names_no_document_is_learnt() -> None:
    made = [Pair("Made.", "造。", "pattern"), Pair("Term", "术语", "term")]

    train, dev = split(made, 1)

    assert (train, dev) == (made, [])


@given(st.lists(st.sampled_from(PAIRS)), st.integers(0, 40))
def test_no_text_is_on_both_sides(pairs: list[Pair], size: int) -> None:
    train, dev = split(pairs, size)

    assert {pair.source for pair in train}.isdisjoint(pair.source for pair in dev)
    assert {*train, *dev} == set(pairs)
