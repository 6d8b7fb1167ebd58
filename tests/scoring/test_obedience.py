"""What the model does with terms and slots is counted in its first answer, nothing mended."""

from collections.abc import Sequence

from eval.obedience import arms, obedience
from eval.record import Count
from eval.sets import DevSet, Given
from termbase import Term, Termbase
from tests.makers import ZH_EN, Scripted
from translator.engines.base import Hypothesis, Progress, Request

FAN = Term("风扇", "fan")


class Obedient(Scripted):
    """Answers with the targets of the annotated terms, or with what it says by itself."""

    def __init__(self) -> None:
        super().__init__({})

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        return [
            (Hypothesis(" ".join(note.target for note in item.annotations) or "Nothing.", -1.0),)
            for item in requests
        ]


def _set(*pairs: tuple[str, str], given: tuple[Given, ...] = ()) -> DevSet:
    sources, references = zip(*pairs, strict=True)
    return DevSet("made", ZH_EN, sources, references, given)


def test_the_first_answer_counts_for_terms() -> None:
    engine = Scripted({"风扇完好。": ["The blower is intact.", "The fan is intact."]})

    found = obedience(_set(("风扇完好。", "The fan is intact.")), Termbase([FAN]), engine)

    assert found.used == Count(0, 1)


def test_a_term_is_counted_with_its_annotation_and_without() -> None:
    dev_set = _set(("风扇完好。", "The fan is intact."))

    found = obedience(dev_set, Termbase([FAN]), Obedient())

    assert found.used == Count(1, 1)
    assert found.unannotated == Count(0, 1)
    assert found.irrelevant == Count(0, 0)


def test_a_term_that_the_reference_says_otherwise_is_irrelevant() -> None:
    dev_set = _set(("风扇完好。", "The ventilator is intact."))

    found = obedience(dev_set, Termbase([FAN]), Obedient())

    assert found.used == Count(0, 0)
    assert found.irrelevant == Count(1, 1)


def test_slots_count_in_the_first_answer_and_sentences_among_the_n_best_too() -> None:
    engine = Scripted({"长\ue000,宽\ue001。": ["\ue000 by \ue000.", "\ue000 by \ue001."]})

    found = obedience(_set(("长10 mm,宽20 mm。", "10 mm by 20 mm.")), Termbase([]), engine)

    assert found.slots == Count(0, 2)
    assert found.sentences == Count(0, 1)
    assert found.chosen == Count(1, 1)
    assert found.repaired == Count(2, 2)


def test_what_the_engine_is_not_asked_for_does_not_count() -> None:
    dev_set = _set(("风扇", "fan"), ("10 mm", "10 mm"))

    found = obedience(dev_set, Termbase([FAN]), Obedient())

    assert found.used == Count(0, 0)
    assert found.slots == Count(0, 0)


def test_each_list_of_terms_is_tried_given_and_not_given() -> None:
    lists = (
        Given("proper", ((FAN,), ())),
        Given("random", ((), (Term("好", "fine"), Term("坏", "bad")))),
    )
    dev_set = _set(("风扇完好。", "The fan is intact."), ("闸门好。", "The gate."), given=lists)

    rows = arms(dev_set, Obedient())

    assert [(arm.given, arm.counted, arm.used) for arm in rows] == [
        ("none", "proper", Count(0, 1)),
        ("proper", "proper", Count(1, 1)),
        ("none", "random", Count(0, 1)),
        ("random", "random", Count(1, 1)),
    ]
    assert arms(_set(("风扇完好。", "The fan is intact.")), Obedient()) == ()
