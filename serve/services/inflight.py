"""Equal calls at one time are one call: clients that lose patience ask again while it runs."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TypeVar, cast

Answer = TypeVar("Answer")


class InFlight:
    """The calls that run now; may be shared between threads."""

    def __init__(self) -> None:
        self._running: dict[Hashable, Future[object]] = {}
        self._lock = threading.Lock()

    def shared(self, what: Hashable, call: Callable[[], Answer]) -> Answer:
        """Return what `call` gives, or what an equal call that runs now will give or raise."""
        mine: Future[object] = Future()
        with self._lock:
            known = self._running.setdefault(what, mine)
        if known is not mine:
            return cast("Answer", known.result())
        try:
            answer = call()
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(answer)
            return answer
        finally:
            with self._lock:
                del self._running[what]
