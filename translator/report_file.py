"""Reports > the bytes of a .json or .html file."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import jinja2

from translator.report import Report


def report_bytes(reports: Sequence[Report], suffix: str) -> bytes:
    """Return one report as an object or a page; several as `{"documents": […]}` or one page."""
    if suffix == ".html":
        return _page(reports).encode("utf-8")
    objects = [
        {
            **asdict(report),
            "term_counts": report.term_counts,
            "issue_counts": report.issue_counts,
            "state_counts": report.state_counts,
        }
        for report in reports
    ]
    value: object = objects[0] if len(objects) == 1 else {"documents": objects}
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _page(reports: Sequence[Report]) -> str:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("translator"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("report.html.j2").render(reports=reports)
