"""`biaoyi worker`: translates the documents that servers were given, on as many hosts as wanted."""

import signal
import sys
import threading
from typing import Annotated

import typer

from translator.errors import EngineError, InputError


def worker(
    database: Annotated[
        str | None, typer.Option("--database", help="postgresql://…, that of the servers.")
    ] = None,
) -> None:
    """Do the jobs of a database until told to stop; what is not done then, another goes on with."""
    try:
        from serve.logs import configure
        from serve.metrics import Metrics
        from serve.service import open_service
    except ImportError as error:
        raise InputError(
            f"a worker needs {error.name}; install it with: pip install 'biaoyi[serve]'"
        ) from error
    from serve.settings import read_serve_settings
    from termbase.concept import TermError

    settings = read_serve_settings(database=database)
    configure(settings.log_level)
    try:
        service = open_service(settings, Metrics())
    except TermError as error:
        raise InputError(str(error)) from error
    try:
        if service.engines.problem:
            raise EngineError(service.engines.problem)
        service.work()
        sys.stderr.write("biaoyi: waiting for documents\n")
        _until_told()
    finally:
        service.close()


def _until_told() -> None:
    """Wait for an interrupt or a request to end."""
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    while not told.wait(3600):  # a signal ends a wait only where that has an end
        pass
