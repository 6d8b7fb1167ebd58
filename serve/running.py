"""The application in a web server, until it is told to stop (◆ network)."""

import sys
from typing import TYPE_CHECKING

import uvicorn

from serve.app import create_app
from serve.logs import configure
from serve.services.beginning import NAME
from termbase.concept import TermError
from termbase.database import HEAD, schema_of, shown
from translator.database import open_database
from translator.errors import InputError

if TYPE_CHECKING:
    from socket import socket as Socket  # noqa: N812 - a class, whatever it is called

    from serve.settings import ServeSettings


def run(settings: "ServeSettings") -> None:
    """Serve until a signal; requests that are being answered then get some time to end.

    Raises:
        InputError: the database cannot be used, or the address cannot be listened at.
    """
    _check(settings)
    configure(settings.log_level)
    config = uvicorn.Config(
        create_app(settings, _announce),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.proxies,
        timeout_graceful_shutdown=settings.drain_seconds,
        h11_max_incomplete_event_size=64 * 1024,
    )
    try:
        socket = config.bind_socket()
    except SystemExit as error:
        place = f"{settings.host}:{settings.port}"
        raise InputError(f"{place}: cannot be listened at; see the line above") from error
    _Server(config).run(sockets=[socket])


class _Server(uvicorn.Server):
    """Says where it is once it answers there."""

    async def startup(self, sockets: "list[Socket] | None" = None) -> None:
        """Open the application, and listen."""
        await super().startup(sockets)
        for each in sockets or [] if self.started else []:
            host, port = each.getsockname()[:2]
            sys.stderr.write(f"biaoyi: http://{host}:{port}\n")


def _check(settings: "ServeSettings") -> None:
    """Tell at once of a database that cannot be used; the embedded one is brought up to date."""
    if not settings.core.database:
        return
    engine = open_database(settings.core)
    try:
        found = schema_of(engine)
    except TermError as error:
        raise InputError(str(error)) from error
    finally:
        engine.dispose()
    if found != HEAD:
        state = f"are at {found}, not at {HEAD}" if found else "are not made yet"
        raise InputError(f"{shown(engine.url)}: its tables {state}; run: biaoyi db upgrade")


def _announce(key: str) -> None:
    sys.stderr.write(
        f"biaoyi: made the administrator “{NAME}”; this API key is shown once:\n  {key}\n"
    )
