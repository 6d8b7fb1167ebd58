"""Every real Word file goes out as XLIFF and comes back as it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests.bilingual.test_export import broken
from tests.formats.packages import parts
from tests.formats.samples import SAMPLES
from tests.formats.test_laws import CORPUS, REFUSED, WORD
from tests.makers import EN_ZH, ZH_EN
from translator.bilingual.export import Exported, Original, xliff
from translator.bilingual.merge import merge
from translator.bilingual.returned import returned_files
from translator.bilingual.rows import Row
from translator.formats.marks import marks_of
from translator.job import source_language
from translator.steps.segment import segment

DIGEST = "f" * 64
FILES = [
    *(pytest.param(data, id=name) for name, data in SAMPLES.items()),
    *(
        pytest.param(path, id=path.name, marks=pytest.mark.slow)
        for path in CORPUS
        if path.name not in REFUSED
    ),
]


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_goes_out_and_comes_back_unedited_is_as_it_was(file: bytes | Path) -> None:
    data = file.read_bytes() if isinstance(file, Path) else file
    found = WORD.read(data)
    way = ZH_EN if source_language(found).is_chinese else EN_ZH
    rows = [Row(each, each.source) for each in segment(found)]
    original = Original("a.docx", DIGEST, found, marks_of("a.docx", found))

    written = xliff(Exported(original, way.source, way.target, "echo", rows))
    merged = merge(returned_files(written), found, DIGEST)
    back = WORD.write(replace(found, language=merged.language), merged.targets)

    assert broken(etree.fromstring(written)) == []
    assert merged.issues == ()
    assert list(parts(back).items()) == list(parts(data).items())
