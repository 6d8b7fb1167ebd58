"""The files of the deployment say what the program knows."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from docs.reference import reference
from serve.settings import ServeSettings
from translator.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
COMMANDS = set(re.findall(r"^## biaoyi (\w+(?: \w+)?)$", reference(), re.MULTILINE))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def _settings_in(text: str) -> set[str]:
    return {name.lower() for name in re.findall(r"\bBIAOYI_([A-Z_]+)\b", text)}


def _known() -> set[str]:
    return set(ServeSettings.model_fields) | set(Settings.__slots__) | {"config"}


@pytest.mark.parametrize("path", [*DEPLOY.iterdir()], ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    assert _settings_in(path.read_text(encoding="utf-8")) <= _known()


@pytest.mark.parametrize("page", ["serve", "deploy"])
def test_the_pages_name_settings_and_commands_that_exist(page: str) -> None:
    text = (ROOT / "docs" / "howto" / f"{page}.md").read_text(encoding="utf-8")

    assert _settings_in(text) <= _known()
    named = set(re.findall(r"`biaoyi (db \w+|\w+)", text))
    assert named
    assert named <= COMMANDS


def test_the_units_start_commands_that_exist() -> None:
    started = [
        command
        for unit in UNITS
        for command in re.findall(
            r"^ExecStart(?:Pre)?=/opt/biaoyi/bin/biaoyi (db \w+|\w+)",
            unit.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ]

    assert sorted(started) == ["db backup", "db upgrade", "serve", "worker"]
    assert set(started) <= COMMANDS


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_finds_nothing_wrong_with_the_units_but_what_is_not_installed() -> None:
    done = subprocess.run(  # noqa: S603 - a program of the system
        ["systemd-analyze", "verify", "--man=no", *map(str, UNITS)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )

    told = [line for line in done.stderr.splitlines() if str(DEPLOY) in line or "biaoyi" in line]
    wrong = [line for line in told if "/opt/biaoyi/bin/biaoyi" not in line]
    assert wrong == []


def test_the_services_of_the_compose_file_wait_for_what_they_need() -> None:
    services = COMPOSE["services"]

    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= services.keys()
        assert set(service.get("networks", ())) <= COMPOSE["networks"].keys(), name
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            inside = source in COMPOSE["volumes"]
            assert inside or (DEPLOY / source).exists(), volume
    commands = [" ".join(one["command"][1:]) for one in services.values() if "command" in one]
    assert set(commands) <= COMMANDS


def test_the_image_installs_extras_that_exist() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")

    [extras] = re.findall(r"'/src\[([\w,]+)\]'", text)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(extras.split(",")) <= set(project["optional-dependencies"])
    stages = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert len(set(stages)) == 1
    for source in re.findall(r"^COPY (?!--from)(\S+) ", text, re.MULTILINE):
        assert (ROOT / source).exists()
