"""LibreOffice as a judge: does it open a file, and how many pages does it make of it?"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_AT_ONCE = 12  # files; to start the program takes longer than to convert one
_START, _SECONDS = 60, 10  # for the program, and for a file
_PAGE = re.compile(rb"/Type\s*/Page\b")


def is_here() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def pages(files: Sequence[Path], out: Path) -> dict[Path, int]:
    """Return the number of pages of each file that LibreOffice can convert; its PDF goes to `out`.

    No two of `files` may have the same name but for the suffix.
    """
    out.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(files), _AT_ONCE):
        _convert(files[start : start + _AT_ONCE], out)
    for file in files:
        if not _pdf(file, out).exists():  # one that crashes it takes others along
            _convert([file], out)
    return {file: _count(_pdf(file, out)) for file in files if _pdf(file, out).exists()}


def _convert(files: Sequence[Path], out: Path) -> None:
    profile = (out / ".profile").resolve().as_uri()
    command = [shutil.which("soffice") or "soffice", f"-env:UserInstallation={profile}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", str(out), *map(str, files)]
    try:
        subprocess.run(  # noqa: S603 - the program is named above
            command, capture_output=True, check=False, timeout=_START + _SECONDS * len(files)
        )
    except subprocess.TimeoutExpired:
        return  # what it has not made is not there


def _pdf(file: Path, out: Path) -> Path:
    return out / f"{file.stem}.pdf"


def _count(pdf: Path) -> int:
    return len(_PAGE.findall(pdf.read_bytes()))
