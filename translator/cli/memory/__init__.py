"""`biaoyi memory …`: the memory of sentence pairs. One module a concern; heavy things load late."""

import typer

from translator.cli.memory import align, edit, files, find, survey

app = typer.Typer(
    help="Find, keep, review, import and export sentence pairs.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("find")(find.find)
app.command("concordance")(find.concordance)
app.command("show")(find.show)
app.command("add")(edit.add)
app.command("edit")(edit.edit)
app.command("confirm")(edit.confirm)
app.command("review")(edit.review)
app.command("reject")(edit.reject)
app.command("merge")(edit.merge)
app.command("import")(files.import_pairs)
app.command("export")(files.export_pairs)
app.command("align")(align.align)
app.command("dedupe")(survey.dedupe)
app.command("stats")(survey.stats)
