"""What a command loads: nothing that it does not need."""

import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HEAVY = ("torch", "transformers")
ROOT = Path(__file__).parents[2]
IMPORT = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)


def loaded(*arguments: object) -> set[str]:
    """The modules that a command has loaded when it ends."""
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: sys.stderr.write(' '.join(sys.modules)))\n"
        "from translator.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split(" "))


def test_help_loads_neither_an_engine_nor_a_format() -> None:
    for arguments in (["--help"], ["translate", "--help"], ["terms", "--help"]):
        found = loaded(*arguments)

        assert "typer" in found
        assert not found & {*HEAVY, "ctranslate2", "sentencepiece", "lxml", "opencc", "sqlalchemy"}


def test_an_engine_that_needs_no_model_loads_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("风扇", encoding="utf-8")

    found = loaded("translate", tmp_path / "a.txt", "--engine", "echo")

    assert "translator.engines.echo" in found
    assert not found & {*HEAVY, "ctranslate2", "sentencepiece", "sqlalchemy"}


@pytest.mark.parametrize("command", [[], ["translate"], ["doctor"], ["terms"], ["db"]])
def test_every_command_has_a_help(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        [Path(sys.executable).with_name("biaoyi"), *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Usage: biaoyi" in done.stdout


def test_every_library_that_we_import_is_required_by_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [project["dependencies"], *project["optional-dependencies"].values()]
    required = {"biaoyi", *(_canonical(line) for lines in wanted for line in lines)}
    owners = importlib.metadata.packages_distributions()

    imported = {
        name
        for package in ("termbase", "corpus", "translator")
        for file in (ROOT / package).rglob("*.py")
        for name in IMPORT.findall(file.read_text(encoding="utf-8"))
    }

    missing = [
        name
        for name in sorted(imported & set(owners))
        if not required & {_canonical(owner) for owner in owners[name]}
    ]
    assert missing == []


def _canonical(requirement: str) -> str:
    name = re.split(r"[^\w.-]", requirement)[0]
    return re.sub("[-_.]+", "-", name).lower()
