"""The command line, run here or in a process of its own."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from translator.cli import main

BIAOYI = Path(sys.executable).with_name("biaoyi")


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


def biaoyi(*arguments: object) -> Ran:
    """Run a command in this process; it must not read standard input."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv
    sys.argv = ["biaoyi", *map(str, arguments)]
    try:
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
            main()
    finally:
        sys.argv = before
    code = left.value.code
    return Ran(code if isinstance(code, int) else 1, out.getvalue(), err.getvalue())


def biaoyi_alone(*arguments: object, given: bytes = b"", **environment: str) -> Ran:
    """Run a command in a process of its own, with `given` as its standard input."""
    done = subprocess.run(  # noqa: S603 - our own command
        [BIAOYI, *map(str, arguments)],
        input=given,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(ran: Ran, *said: str) -> None:
    """Check that a command was refused as the user's mistake, in one line that says all that."""
    assert ran.code == 2, ran
    assert ran.out == ""
    assert ran.err.startswith("biaoyi: ")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    for part in said:
        assert part in ran.err
