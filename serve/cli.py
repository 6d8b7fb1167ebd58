"""`biaoyi serve`: the service on this machine."""

from typing import Annotated

import typer

from translator.errors import InputError


def serve(
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen at; by default this machine's.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", help="Port; by default 8000, 0 for a free one.")
    ] = None,
    database: Annotated[
        str | None, typer.Option("--database", help="sqlite:///FILE or postgresql://…")
    ] = None,
) -> None:
    """Run the service: API, clients of DeepL and LibreTranslate, and a page to begin with."""
    try:
        from serve.running import run
    except ImportError as error:
        raise InputError(
            f"serving needs {error.name}; install it with: pip install 'biaoyi[serve]'"
        ) from error
    from serve.settings import read_serve_settings

    run(read_serve_settings(host=host, port=port, database=database))
