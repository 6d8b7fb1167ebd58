"""`biaoyi …`: arguments to a job, a job to an exit code. One module a command."""

import io
import sys

import typer

from translator.cli import db, doctor, memory, terms, translate, xliff
from translator.cli.joined import join, names
from translator.errors import InputError, TranslatorError

app = typer.Typer(
    name="biaoyi",
    help="Translate standards between Chinese and English: layout kept, terms used or flagged.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("translate")(translate.translate)
app.command("doctor")(doctor.doctor)
app.add_typer(terms.app, name="terms")
app.add_typer(memory.app, name="memory")
app.add_typer(db.app, name="db")
app.add_typer(xliff.app, name="xliff")


@app.callback()
def _commands() -> None:
    """Keep `translate` a subcommand however many there are."""


def main() -> None:
    """Run the command line; exit 0 when done, 2 for the user's mistake, 1 for ours.

    Typer itself answers wrong usage (2) and an interrupt (130).
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # terminals that cannot show Chinese
    if not names(app).intersection(sys.argv[1:2]):
        join(app)  # looking for them takes time that our own commands need not wait for
    try:
        app()
    except TranslatorError as error:
        sys.stderr.write(f"biaoyi: {error}\n")
        sys.exit(2 if isinstance(error, InputError) else 1)
