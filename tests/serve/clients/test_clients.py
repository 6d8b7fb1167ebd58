"""Programs that others wrote speak with the service as they do with theirs."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serve.clients.conftest import Server

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared" / "design" / "clients"
PATIENCE = 240  # seconds


def _run(command: list[str], server: Server, draft: Path) -> None:
    done = subprocess.run(  # noqa: S603 - a script of ours
        [*command, server.url, server.key, str(draft)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=HERE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAIL" not in done.stdout
    assert done.stdout.count("ok") > 1


@pytest.mark.slow
def test_the_client_of_deepl_for_python_passes_all_its_steps(server: Server, draft: Path) -> None:
    _run([sys.executable, "accept_deepl.py"], server, draft)


@pytest.mark.slow
def test_the_client_of_deepl_for_node_passes_all_its_steps(server: Server, draft: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    found = subprocess.run(  # noqa: S603 - a script of ours
        [node, "-e", "require.resolve('deepl-node')"], capture_output=True, check=False, cwd=HERE
    )
    if found.returncode:
        pytest.skip(f"deepl-node is not installed; run: npm ci --prefix {HERE}")
    _run([node, "accept_deepl_node.cjs"], server, draft)


@pytest.mark.slow
def test_the_client_of_libretranslate_passes_all_its_steps(server: Server, draft: Path) -> None:
    _run([sys.executable, "accept_libretranslate.py"], server, draft)


@pytest.mark.slow
def test_the_drive_that_was_recorded_with_real_servers_passes_unchanged(
    server: Server, draft: Path
) -> None:
    script = SHARED / "accept_deepl.py"
    if not script.is_file():
        pytest.skip(f"{SHARED} is not there")
    _run([sys.executable, str(script)], server, draft)
