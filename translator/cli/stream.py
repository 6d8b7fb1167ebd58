"""Standard input, line by line as it comes, and answers to each at once."""

import io
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Sequence

_BATCH = 256  # lines; a pipe that gives fewer at a time is answered at once
_PAUSE = 0.02  # seconds without a line, after which those that are there are answered
_CHUNK = 1 << 16  # bytes


def answered(answer: Callable[[Sequence[tuple[int, bytes]]], None]) -> bool:
    """Have all lines of standard input answered, in numbered batches.

    Return whether somebody read the answers to the end.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # what comes in as UTF-8 goes out as UTF-8
    try:
        for batch in _batches(sys.stdin.fileno()):
            answer(batch)
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the answers has enough. At its exit Python would try to flush once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _batches(source: int) -> Iterator[list[tuple[int, bytes]]]:
    """Numbered lines as they come: all that are there, at most `_BATCH`, without waiting for more.

    `source` is a file descriptor.
    """
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=4 * _BATCH)

    def read() -> None:
        for line in _lines(source):
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    number = 0
    ended = False
    while not ended:
        batch: list[tuple[int, bytes]] = []
        line = lines.get()
        while line is not None:
            number += 1
            batch.append((number, line))
            if len(batch) == _BATCH:
                break
            try:
                line = lines.get(timeout=_PAUSE)
            except queue.Empty:
                break
        else:
            ended = True
        if batch:
            yield batch


def _lines(source: int) -> Iterator[bytes]:
    """Yield lines without their ends.

    `os.read` holds no lock of Python's while it waits, so that the process can end meanwhile.
    """
    rest = b""
    while chunk := os.read(source, _CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
    if rest:
        yield rest
