"""LibreOffice opens what was written, and shows the translation and nothing of the source."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.formats.office_samples import SAMPLES
from tests.formats.packages import SHARED
from tests.formats.test_laws import changed, is_inked
from translator.formats import format_for

OFFICE = shutil.which("soffice")
SUFFIXES = ("xlsx", "pptx", "odt", "odp")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def written(name: str, data: bytes) -> bytes:
    """Return a file with each sign of each unit replaced by 甲."""
    form = format_for(name)
    document = form.read(data)
    return form.write(
        document,
        {
            unit.id: changed(unit.content, lambda c: "甲" if is_inked(c) else c)
            for unit in document.units
        },
    )


def converted(folder: Path, files: list[Path]) -> None:
    """Convert files to PDF in the same folder."""
    assert OFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)  # noqa: S603


def test_small_files_are_opened_after_translation(tmp_path: Path) -> None:
    for name, data in SAMPLES.items():
        suffix = Path(name).suffix
        (tmp_path / f"{Path(name).stem}{suffix[1:]}{suffix}").write_bytes(written(name, data))
    files = sorted(tmp_path.iterdir())

    converted(tmp_path, files)

    assert [file.name for file in files if not file.with_suffix(".pdf").exists()] == []


@pytest.mark.skipif(not SHARED.exists(), reason=f"{SHARED} is not here")
def test_real_files_are_opened_after_translation(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        for path in (SHARED / suffix).iterdir():
            (tmp_path / path.name).write_bytes(written(path.name, path.read_bytes()))
    files = sorted(tmp_path.iterdir())

    converted(tmp_path, files)

    assert [file.name for file in files if not file.with_suffix(".pdf").exists()] == []
