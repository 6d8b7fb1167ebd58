"""The pages say what the program does."""

import re
from pathlib import Path

from docs.reference import PLACE, reference

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_reference_is_that_of_the_program() -> None:
    assert PLACE.read_text(encoding="utf-8") == reference(), "run: make docs"


def test_the_readme_names_targets_that_exist() -> None:
    named = set(re.findall(r"\bmake ([a-z]+)", README))

    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert named
    assert named <= targets


def test_the_readme_uses_options_that_exist() -> None:
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    used = set(re.findall(r"(?<=\s)--[a-z]+", blocks))

    known = set(re.findall(r"--[a-z]+", reference()))
    assert used
    assert used <= known


def test_every_link_of_a_page_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]

    assert [str(page) for page, target in links if not (page.parent / target).exists()] == []
