"""`biaoyi terms …`: the termbase. One module a concern; what is heavy is loaded when needed."""

import typer

from translator.cli.terms import edit, extract, files, find, review, survey

app = typer.Typer(
    help="Find, add, review, import and export terms.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("find")(find.find)
app.command("show")(find.show)
app.command("add")(edit.add)
app.command("edit")(edit.edit)
app.add_typer(review.app, name="review")
app.command("import")(files.import_terms)
app.command("export")(files.export_terms)
app.command("extract")(extract.extract)
app.command("conflicts")(survey.conflicts)
app.command("stats")(survey.stats)
