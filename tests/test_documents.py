"""Every real Word document comes back from the walk under `echo` as it was, to the byte."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.makers import EN_ZH, ZH_EN, knowledge
from translator.engines.echo import Echo
from translator.errors import InputError
from translator.formats import format_for
from translator.job import source_language
from translator.pipeline import by_unit, translate

FOLDER = Path(__file__).parents[2] / "shared" / "docs" / "docx"
FILES = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []


def parts(package: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason=f"{FOLDER.name}: the real documents are not here")
@pytest.mark.parametrize("path", FILES or [None], ids=lambda path: path.name if path else "none")
def test_a_real_document_comes_back_as_it_was_or_is_refused_with_a_reason(path: Path) -> None:
    data = path.read_bytes()
    try:
        form = format_for(path.name)
        document = form.read(data)
    except InputError as error:
        assert len(str(error)) > 20  # noqa: PT017 - refused: the reason is a sentence
        return
    direction = ZH_EN if source_language(document).is_chinese else EN_ZH

    done = translate(document, direction, knowledge(), Echo())
    written = form.write(document, by_unit(done))

    assert not [issue for item in done for issue in item.issues if issue.check == "slots"]
    assert parts(written) == parts(data)
