"""Questions of one kind that wait for an engine: in lanes, and each asked once for all."""

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from translator.errors import EngineError, TranslatorError

Item = TypeVar("Item", bound=Hashable)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Lane:
    """Those who wait in turn: one request, or a document, which is `behind` all requests."""

    name: str
    behind: bool = False


@dataclass(eq=False, slots=True)
class _Question(Generic[Item, Answer]):
    item: Item
    cost: int
    since: float
    taken: bool = False
    answer: Future[Answer] = field(default_factory=Future)


class Desk(Generic[Item, Answer]):
    """Questions of one kind, which `ask` answers; its caller holds the lock of the batcher.

    Costs are in tokens, as far as `cost` can tell them without the model.
    """

    def __init__(
        self, ask: Callable[[Sequence[Item]], Sequence[Answer]], cost: Callable[[Item], int]
    ) -> None:
        self._ask = ask
        self._cost = cost
        self._lanes: OrderedDict[Lane, deque[_Question[Item, Answer]]] = OrderedDict()
        self._known: dict[Item, _Question[Item, Answer]] = {}

    def put(self, items: Sequence[Item], lane: Lane, now: float) -> list[Future[Answer]]:
        """Let `items` wait in `lane`; one that waits or is being asked already is not asked again.

        A question of a document that a request has too goes with the request.
        """
        waiting: list[_Question[Item, Answer]] = []
        found = list[Future[Answer]]()
        for item in items:
            question = self._known.get(item)
            if question is None:
                question = self._known[item] = _Question(item, self._cost(item), now)
                waiting.append(question)
            elif not (lane.behind or question.taken):
                waiting.append(question)
            found.append(question.answer)
        if waiting:
            self._lanes.setdefault(lane, deque()).extend(waiting)
        return found

    def lanes(self, *, behind: bool) -> list[Lane]:
        """Return the lanes in which somebody waits: documents, or requests."""
        for lane, queue in list(self._lanes.items()):
            while queue and queue[0].taken:
                queue.popleft()
            if not queue:
                del self._lanes[lane]
        return [lane for lane in self._lanes if lane.behind is behind]

    def since(self, lanes: Sequence[Lane]) -> float:
        """Return since when the first in `lanes` waits."""
        return min(self._lanes[lane][0].since for lane in lanes)

    def waiting(self, lanes: Sequence[Lane]) -> int:
        """Return the cost of all who wait in `lanes`."""
        return sum(q.cost for lane in lanes for q in self._lanes[lane] if not q.taken)

    def take(self, lanes: Sequence[Lane], budget: int) -> "Batch[Item, Answer]":
        """Return one of each lane in turn, up to `budget`; at least one."""
        taken: list[_Question[Item, Answer]] = []
        spent = 0
        turns = deque(lanes)
        while turns:
            lane = turns.popleft()
            queue = self._lanes[lane]
            while queue and queue[0].taken:
                queue.popleft()
            if not queue:
                continue
            if taken and spent + queue[0].cost > budget:
                break
            question = queue.popleft()
            question.taken = True
            spent += question.cost
            taken.append(question)
            turns.append(lane)
        return Batch(self, taken, spent)

    def asked(self, questions: Sequence[_Question[Item, Answer]]) -> None:
        """Answer `questions`; where asking together fails each is asked alone. Needs no lock."""
        try:
            answers = self._ask([question.item for question in questions])
            if len(answers) != len(questions):
                raise EngineError(f"{len(questions)} questions asked, {len(answers)} answered")
        except TranslatorError as error:
            if len(questions) == 1:
                questions[0].answer.set_exception(error)
                return
            for question in questions:
                self.asked([question])
            return
        for question, answer in zip(questions, answers, strict=True):
            question.answer.set_result(answer)

    def forget(self, questions: Sequence[_Question[Item, Answer]]) -> None:
        """Know questions no more; whoever has one later asks anew."""
        for question in questions:
            self._known.pop(question.item, None)


@dataclass(frozen=True, slots=True)
class Batch(Generic[Item, Answer]):
    """Questions that go to the engine together."""

    desk: Desk[Item, Answer]
    questions: Sequence[_Question[Item, Answer]]
    cost: int

    def ask(self) -> None:
        """Answer them all, whatever happens."""
        try:
            self.desk.asked(self.questions)
        finally:
            for question in self.questions:
                if not question.answer.done():
                    question.answer.set_exception(EngineError("the engine was interrupted"))

    def forget(self) -> None:
        """See `Desk.forget`."""
        self.desk.forget(self.questions)
