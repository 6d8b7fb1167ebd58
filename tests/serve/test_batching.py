"""One queue in front of an engine: who waits for whom, and what is asked together."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from serve.services.batching import TOKENS, Batched, Batcher, batched
from tests.makers import ZH_EN
from translator.engines.base import Continuation, Hypothesis, Progress, Request
from translator.engines.echo import Echo
from translator.errors import EngineError
from translator.model import Link


class Slow:
    """Says what it was asked, in as many seconds as it is told; remembers each batch.

    It begins when `may` is set, fails at what has "broken" in it, and breaks at "mistake".
    """

    name = "slow"
    translates = True

    def __init__(self, seconds: float = 0.0) -> None:
        self.asked: list[list[str]] = []
        self.begun = threading.Event()
        self.may = threading.Event()
        self.may.set()
        self._seconds = seconds

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        texts = [request.text for request in requests]
        self.asked.append(texts)
        self.begun.set()
        assert self.may.wait(20)
        time.sleep(self._seconds)
        if any("broken" in text for text in texts):
            raise EngineError("broken")
        if any("mistake" in text for text in texts):
            raise ZeroDivisionError
        return [(Hypothesis(text.upper(), 0.0),) for text in texts]

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`."""
        return [-float(len(item.text)) for item in continuations]

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`."""
        return [(Link(0, 1, 0, 1, 1.0),) for _ in continuations]


def _asked(*texts: str) -> list[Request]:
    return [Request(text, ZH_EN) for text in texts]


def _said(answers: Sequence[tuple[Hypothesis, ...]]) -> list[str]:
    return [answer[0].text for answer in answers]


def test_answers_come_in_the_order_of_the_questions_and_progress_is_told_of_each() -> None:
    engine, told = Batched(Batcher(Slow())), list[int]()

    answers = engine.translate(_asked("a", "b", "a"), told.append)

    assert _said(answers) == ["A", "B", "A"]
    assert sum(told) == 3


def test_what_is_weighed_and_aligned_goes_the_same_way() -> None:
    engine = Batched(Batcher(Slow()))
    items = [Continuation(request, "", text="xy") for request in _asked("a", "b")]

    assert engine.weigh(items) == [-2.0, -2.0]
    assert engine.align(items) == [(Link(0, 1, 0, 1, 1.0),)] * 2


def test_what_several_ask_within_a_moment_is_one_batch() -> None:
    slow = Slow()
    engine = Batched(Batcher(slow, window=0.5))

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda text: engine.translate(_asked(text)), "abcd"))

    assert [_said(answer) for answer in answers] == [["A"], ["B"], ["C"], ["D"]]
    assert [sorted(batch) for batch in slow.asked] == [["a", "b", "c", "d"]]


def test_a_question_that_is_under_way_is_not_asked_again() -> None:
    slow = Slow()
    slow.may.clear()
    engine = Batched(Batcher(slow))

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(engine.translate, _asked("a"))
        slow.begun.wait(20)
        second = pool.submit(engine.translate, _asked("a"))
        time.sleep(0.1)
        slow.may.set()

    assert _said(first.result()) == _said(second.result()) == ["A"]
    assert slow.asked == [["a"]]
    assert _said(engine.translate(_asked("a"))) == ["A"]
    assert len(slow.asked) == 2


def test_a_batch_has_no_more_tokens_than_is_said() -> None:
    slow = Slow()
    long = "字" * (TOKENS // 3)

    Batched(Batcher(slow)).translate(_asked(*(f"{number}{long}" for number in range(6))))

    assert [len(batch) for batch in slow.asked] == [2, 2, 2]


def test_a_request_does_not_wait_for_the_whole_of_a_document() -> None:
    slow = Slow(0.05)
    engine = Batched(Batcher(slow))
    document = _asked(*(f"sentence {number} of a document" for number in range(60)))

    with ThreadPoolExecutor(1) as pool:
        whole = pool.submit(engine.behind("document").translate, document)
        slow.begun.wait(20)
        engine.translate(_asked("urgent"))
        is_before = not whole.done()
        whole.result()

    order = [text for batch in slow.asked for text in batch]
    assert is_before
    assert order.index("urgent") < len(order) - 1
    assert len(order) == len(document) + 1


def test_while_people_are_about_a_document_gets_short_batches() -> None:
    slow = Slow(0.02)
    engine = Batched(Batcher(slow))
    document = _asked(*(f"{number}" + "字" * 60 for number in range(12)))

    engine.behind("document").translate(document)
    alone = [len(batch) for batch in slow.asked]
    slow.asked.clear()
    engine.translate(_asked("somebody"))
    engine.behind("document").translate(_asked(*(f"{item.text}。" for item in document)))
    beside = [len(batch) for batch in slow.asked[1:]]

    assert sum(alone) == sum(beside) == 12
    assert max(beside) < max(alone)


def test_documents_take_turns() -> None:
    slow = Slow(0.05)
    slow.may.clear()
    engine = Batched(Batcher(slow))

    with ThreadPoolExecutor(3) as pool:
        pool.submit(engine.translate, _asked("people"))  # so that batches are short
        slow.begun.wait(20)
        for name in "ab":
            texts = [f"{name}{number}" + "字" * 40 for number in range(3)]
            pool.submit(engine.behind(name).translate, _asked(*texts))
            time.sleep(0.1)
        slow.may.set()

    served = [batch[0][0] for batch in slow.asked[1:]]
    assert served[:4] == ["a", "b", "a", "b"]


def test_one_bad_question_spoils_no_other() -> None:
    slow = Slow()
    engine = Batched(Batcher(slow, window=0.5))

    with ThreadPoolExecutor(2) as pool:
        good = pool.submit(engine.translate, _asked("good"))
        bad = pool.submit(engine.translate, _asked("broken"))

        assert _said(good.result()) == ["GOOD"]
        with pytest.raises(EngineError, match="broken"):
            bad.result()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_mistake_in_the_engine_leaves_nobody_waiting() -> None:
    engine = Batched(Batcher(Slow()))

    with pytest.raises(EngineError, match="interrupted"):
        engine.translate(_asked("mistake"))

    assert _said(engine.translate(_asked("next"))) == ["NEXT"]


def test_an_engine_without_a_model_has_no_queue() -> None:
    echo, slow = Echo(), Slow()

    assert batched(echo) is echo
    assert isinstance(batched(slow), Batched)
