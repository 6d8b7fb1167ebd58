"""`python -m eval.documents`: how files keep their form; --write puts it in docs/FORMATS.md."""

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from eval.documents.files import NoFiles
from eval.documents.measure import SAMPLE, Plan, measure
from eval.page import NoPlace, between

PAGE = Path("docs/FORMATS.md")
_WRITER = "make evaluate-documents"


def main(
    folder: Annotated[Path, typer.Option(help="Where the files are.")] = Path("../shared/docs"),
    attacks: Annotated[Path, typer.Option(help="What makes hostile files.")] = Path(
        "../shared/attacks/make_attacks.py"
    ),
    everything: Annotated[
        bool, typer.Option("--all", help=f"LibreOffice opens all files, not {SAMPLE} a format.")
    ] = False,
    keep: Annotated[Path | None, typer.Option(help="Folder for what is written.")] = None,
    page: Annotated[Path, typer.Option(help="The page to write into.")] = PAGE,
    write: Annotated[bool, typer.Option("--write", help="Write the tables into the page.")] = False,
) -> None:
    """Print each goal with what is reached, and each file with what is wrong."""
    try:
        with tempfile.TemporaryDirectory() as scratch:
            found = measure(Plan(folder, attacks, keep or Path(scratch), everything))
        typer.echo("\n".join([*found.lines, "", *found.faults]))
        if write:
            text = page.read_text(encoding="utf-8")
            page.write_text(between(text, "figures", _WRITER, found.lines), encoding="utf-8")
    except (NoFiles, NoPlace, OSError) as error:
        sys.stderr.write(f"documents: {error}\n")
        raise typer.Exit(2) from error


if __name__ == "__main__":
    typer.run(main)
