"""A report on the terminal: short, the whole is in the report file."""

from rich.console import Console
from rich.table import Table

from translator.report import Report

_ISSUES_SHOWN = 12
_TEXT_SHOWN = 60


def show(report: Report) -> None:
    """Print `report`."""
    # File names and sentences hold brackets and colons: they are shown as they are.
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(report.output, style="bold", soft_wrap=True)
    console.print(_facts(report))
    if report.issues:
        console.print(_issues(report))
        left = len(report.issues) - _ISSUES_SHOWN
        if left > 0:
            console.print(f"… and {left} more; --report FILE.html lists all of them")
    for note in report.notes:
        console.print(f"note: {note}", soft_wrap=True)


def _facts(report: Report) -> Table:
    facts = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    direction = f"{report.source_language} → {report.target_language}"
    facts.add_row("translated", f"{direction}, engine {report.engine}, {report.seconds:.1f} s")
    origins = ", ".join(f"{count} {name}" for name, count in report.origins.items())
    facts.add_row("segments", f"{report.segments} ({origins}), {report.words} words")
    counts = report.term_counts
    total = sum(counts.values())
    if total:
        outcomes = ", ".join(f"{count} {name}" for name, count in counts.items())
        facts.add_row("terms", f"{total} matched: {outcomes}")
    if report.mode == "strict":
        places = [row.place for row in report.needs_review]
        left = len(places) - _ISSUES_SHOWN
        more = [f"… and {left} more"] if left > 0 else []
        named = f": {'; '.join(places[:_ISSUES_SHOWN] + more)}" if places else ""
        facts.add_row("needs review", f"{len(places)} of {report.segments}{named}")
    issues = ", ".join(f"{count} {name}" for name, count in report.issue_counts.items())
    facts.add_row("issues", f"{len(report.issues)}: {issues}" if report.issues else "none")
    return facts


def _issues(report: Report) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for name in ("place", "rule", "what", "source"):
        table.add_column(name, overflow="fold")
    for row in report.issues[:_ISSUES_SHOWN]:
        table.add_row(row.place, row.check, row.detail, _short(row.source))
    return table


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TEXT_SHOWN else line[: _TEXT_SHOWN - 1] + "…"
