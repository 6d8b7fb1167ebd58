"""How often somebody may ask; counted in this process, by a clock that does not jump."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from serve.problem import Problem

_MINUTE = 60.0
_KNOWN = 10_000  # callers whose buckets are kept; who was silent longest is forgotten


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rate:
    """A bucket for each caller, that fills up evenly to `a_minute`; 0 for no limit."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = a_minute
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str) -> None:
        """Count one.

        Raises:
            Problem: that is too many; when to try again is in its headers.
        """
        if not self._most:
            return
        with self._lock:
            bucket = self._filled(caller)
            self._refuse(bucket)
            bucket.left -= 1

    def check(self, caller: str) -> None:
        """Count nothing.

        Raises:
            Problem: see `take`.
        """
        if self._most:
            with self._lock:
                self._refuse(self._filled(caller))

    def _filled(self, caller: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(caller, _Bucket(self._most, now))
        self._buckets.move_to_end(caller)
        while len(self._buckets) > _KNOWN:
            self._buckets.popitem(last=False)
        bucket.left = min(self._most, bucket.left + (now - bucket.at) * self._most / _MINUTE)
        bucket.at = now
        return bucket

    def _refuse(self, bucket: _Bucket) -> None:
        if bucket.left < 1:
            seconds = int((1 - bucket.left) * _MINUTE / self._most) + 1
            raise Problem("rate_limited", headers={"Retry-After": str(seconds)}, seconds=seconds)
