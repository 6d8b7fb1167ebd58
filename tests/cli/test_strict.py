"""`biaoyi translate --mode strict`: what lacks its terms needs a review."""

import json
import re
from pathlib import Path
from typing import TypedDict

import pytest

from tests.cli.command import Ran, biaoyi, biaoyi_alone


class Told(TypedDict):
    """What a report says, as far as it is read here."""

    mode: str
    state_counts: dict[str, int]
    translations: list[dict[str, str]]
    outcomes: list[dict[str, object]]
    issues: list[dict[str, str]]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The folder of a text whose lines are answered by an engine that repeats, or by a memory."""
    lines = "风扇完好。", "叶轮完好。", "接地良好。", "长度为10 mm。"
    (tmp_path / "draft.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "terms.csv").write_text(
        "zh,en\n风扇,fan\n扇,wing\n叶轮,impeller\n接地,earthing\n", encoding="utf-8"
    )
    pairs = "叶轮完好。\tThe wheel is intact.", "长度为10 mm。\tThe length is 10 mm."
    (tmp_path / "memory.tsv").write_text("\n".join(["zh\ten", *pairs]), encoding="utf-8")
    return tmp_path


def told_of(folder: Path, *options: str) -> Told:
    """The report of the translation, which succeeds."""
    report = folder / "report.json"
    assert translated(folder, "--report", report, *options).code == 0
    found: Told = json.loads(report.read_text(encoding="utf-8"))
    return found


def translated(folder: Path, *options: object) -> Ran:
    files = ("--terms", folder / "terms.csv", "--memory", folder / "memory.tsv")
    return biaoyi("translate", folder / "draft.txt", "--engine", "echo", *files, *options)


def rows(page: str) -> list[list[str]]:
    """The texts of the cells of each row."""
    return [
        [" ".join(re.sub(r"<.*?>", "", cell).split()) for cell in row.split("</td>")[:-1]]
        for row in page.split("<tr>")[1:]
    ]


def states(told: Told) -> dict[str, str]:
    return {row["place"]: row["state"] for row in told["translations"]}


def test_what_lacks_a_term_needs_review_for_whatever_reason(made: Path) -> None:
    told = told_of(made, "--mode", "strict")

    review = dict.fromkeys(("line 1", "line 2", "line 3"), "needs review")
    assert states(told) == {**review, "line 4": "translated"}
    assert told["state_counts"] == {"translated": 1, "needs review": 3}
    assert told["mode"] == "strict"


def test_softly_nothing_needs_review_and_the_issues_are_the_same(made: Path) -> None:
    strict = told_of(made, "--mode", "strict", "--force")

    soft = told_of(made, "--force")

    assert set(states(soft).values()) == {"translated"}
    assert soft["state_counts"] == {"translated": 4, "needs review": 0}
    assert soft["mode"] == "soft"
    assert soft["issues"] == strict["issues"] != []


def test_the_report_tells_what_became_of_each_term_and_where(made: Path) -> None:
    first, second, third = told_of(made)["outcomes"]

    assert (first["segment"], first["place"]) == (0, "line 1")
    assert first["use"] == {
        "source": "风扇",
        "target": "fan",
        "outcome": "missing",
        "reason": "",
        "source_span": [0, 2],
        "target_span": None,
        "over": ["扇 → wing (document)"],
    }
    assert dict(second["use"])["reason"] == "the memory says otherwise"  # type: ignore[call-overload]
    assert third["place"] == "line 3"


def test_the_page_lists_what_needs_review(made: Path) -> None:
    page = made / "report.html"

    translated(made, "--mode", "strict", "--report", page)

    text = page.read_text(encoding="utf-8")
    overridden = "overridden (the memory says otherwise)"
    assert ["line 2", "needs review", "叶轮完好。", "The wheel is intact."] in rows(text)
    assert ["line 2", "叶轮", "0–2", "impeller", "", overridden] in rows(text)
    assert "<b>3</b> need review" in text


def test_the_terminal_counts_and_names_what_needs_review(made: Path) -> None:
    strict = translated(made, "--mode", "strict")

    assert "needs review" in strict.out
    assert "3 of 4: line 1; line 2; line 3" in strict.out
    assert "needs review" not in translated(made, "--force").out


def test_a_line_of_json_carries_its_state_and_the_places_of_its_terms() -> None:
    terms = [{"source": "风扇", "target": "风扇"}, {"source": "叶轮", "target": "impeller"}]
    given = [
        {"id": 1, "text": "完好。检查风扇。", "terms": terms[:1]},
        {"id": 2, "text": "风扇完好。检查叶轮。", "terms": terms},
    ]
    data = "\n".join(map(json.dumps, given)).encode()
    echo = ("--from", "zh", "--to", "en", "--engine", "echo")

    strict = biaoyi_alone("translate", "-", "--json", *echo, "--mode", "strict", given=data)
    soft = biaoyi_alone("translate", "-", "--json", *echo, given=data)

    assert (strict.code, soft.code) == (0, 0)
    one, other = (json.loads(line) for line in strict.out.splitlines())
    assert (one["state"], other["state"]) == ("translated", "needs review")
    assert one["terms"][0]["source_span"] == one["terms"][0]["target_span"] == [5, 7]
    assert [term["source_span"] for term in other["terms"]] == [[0, 2], [7, 9]]
    assert [json.loads(line)["state"] for line in soft.out.splitlines()] == ["translated"] * 2


def test_there_is_no_third_mode(made: Path) -> None:
    assert translated(made, "--mode", "lax").code == 2
