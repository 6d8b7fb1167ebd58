"""The options that several commands have: how each is written and what its help says."""

from pathlib import Path
from typing import Annotated

import typer

from translator.cli.options import From, Into

FromLanguage = Annotated[From, typer.Option("--from", help="Source language.")]
IntoLanguage = Annotated[
    Into | None, typer.Option("--to", help="Target language; by default the other one.")
]
TermFiles = Annotated[
    list[Path] | None, typer.Option("--terms", help="Term pairs, .csv or .tsv; repeatable.")
]
MemoryFiles = Annotated[
    list[Path] | None,
    typer.Option("--memory", help="Translation memory, .tmx, .tsv or .csv; repeatable."),
]
ModelName = Annotated[
    str | None, typer.Option("--model", help="Model directory; for hf also a hub name.")
]
NoTermbase = Annotated[
    bool, typer.Option("--no-termbase", help="Use no terms but those of --terms.")
]
NoMemoryStore = Annotated[
    bool, typer.Option("--no-memory-store", help="Use no memory but those of --memory.")
]
FontTable = Annotated[
    Path | None,
    typer.Option("--fonts", help="Fonts to set translations in, .tsv, before our own table."),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the output.")]
