"""From attention on pieces to links between the characters of masked texts."""

import pytest

from tests.engines.scripted import Characters, ScriptedDecoder
from tests.makers import EN_ZH, ZH_EN
from translator.engines.aligning import links
from translator.engines.annotation import annotated
from translator.engines.base import Annotation, Continuation, Request
from translator.engines.neural import Neural
from translator.model import Direction, Link


def one_to_one(sources: list[str], targets: list[str], pairs: dict[int, int]) -> list[list[float]]:
    """Attention of each target piece to the one source piece that `pairs` names."""
    return [[float(pairs.get(j) == i) for i in range(len(sources))] for j in range(len(targets))]


def linked(
    request: Request, answer: str, sources: list[str], targets: list[str], pairs: dict[int, int]
) -> set[tuple[str, str]]:
    """The stretches that are linked, as texts: of the answer, of the request."""
    attention = one_to_one(sources, targets, pairs)
    found = links(answer, request, (sources, targets), attention, symbols=True)
    return {
        (answer[link.start : link.end], request.text[link.of_start : link.of_end]) for link in found
    }


def test_pieces_are_found_in_their_texts() -> None:
    request = Request("风扇应完好。", ZH_EN)
    sources = [annotated(request)[0], "风扇", "应", "完好", "。", "</s>"]
    targets = ["▁The", "▁f", "an", "▁shall", "▁be", "▁intact", "."]

    found = linked(request, "The fan shall be intact.", sources, targets, {1: 1, 2: 1, 3: 2, 5: 3})

    assert found == {("f", "风扇"), ("an", "风扇"), ("shall", "应"), ("intact", "完好")}


def test_what_comes_from_the_direction_symbol_or_the_end_is_linked_to_nothing() -> None:
    request = Request("风扇", ZH_EN)

    found = linked(request, "fan", [annotated(request)[0], "风扇", "</s>"], ["▁fan"], {0: 2})

    assert found == set()


def test_a_piece_of_the_target_of_an_annotated_term_comes_from_the_term() -> None:
    request = Request("散热风扇应完好", ZH_EN, (Annotation(0, 4, "cooling fan"),))
    into, term, means, end = (annotated(request)[at] for at in (0, 1, 6, 18))
    sources = [into, term, "散热", "风扇", means, "▁cooling", "▁fan", end, "应", "完好"]
    targets = ["▁cooling", "▁fan", "▁shall"]

    found = linked(request, "cooling fan shall", sources, targets, {0: 5, 1: 6, 2: 8})

    assert {("fan", "风扇"), ("shall", "应")} < found
    assert any(said == "cooling" and of.startswith("散热") for said, of in found)


@pytest.mark.parametrize("direction", [ZH_EN, EN_ZH])
def test_spaces_that_a_model_does_not_see_do_not_shift_what_follows(direction: Direction) -> None:
    request = Request("风扇  shall  \u3000be", direction)
    sources = ["x", "风扇", "▁shall", "▁be", "</s>"]

    found = linked(request, "甲 be", sources, ["▁", "甲", "▁be"], {1: 1, 2: 3})

    assert found == {("甲", "风扇"), ("be", "be")}


def test_characters_that_come_as_bytes_have_their_place() -> None:
    request = Request("塔䶮应", ZH_EN)
    sources = ["x", "塔", "<0xE4>", "<0xB6>", "<0xAE>", "应", "</s>"]

    found = linked(request, "Ä b", sources, ["▁", "<0xC3>", "<0x84>", "▁b"], {1: 3, 3: 5})

    assert found == {("Ä", "䶮"), ("b", "应")}


def test_a_model_without_placeholders_links_what_they_stand_for() -> None:
    request = Request("为\ue000。", ZH_EN, literals=(("\ue000", "10 mm"),))
    sources, targets = ["为", "10", "▁mm", "。"], ["▁is", "▁10", "▁mm", "."]
    attention = one_to_one(sources, targets, {0: 0, 1: 1, 2: 2})

    found = links("is \ue000.", request, (sources, targets), attention, symbols=False)

    assert found == (Link(0, 2, 0, 1, 1.0), Link(3, 4, 1, 2, 1.0), Link(3, 4, 1, 2, 1.0))


def test_an_engine_links_each_text_to_its_own_request_and_none_that_is_too_long() -> None:
    engine = Neural("scripted", Characters(), ScriptedDecoder())
    asked = [
        Continuation(Request(text, ZH_EN), "", answer)
        for text, answer in (("甲乙", "ab"), ("甲" * 600, "a"), ("丙", "c"))
    ]

    found = engine.align(asked)

    assert found[0] == (Link(0, 1, 0, 1, 0.9), Link(1, 2, 1, 2, 0.9))
    assert found[1] == ()
    assert found[2] == (Link(0, 1, 0, 1, 0.9),)
