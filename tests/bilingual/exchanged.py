"""What goes out as XLIFF and comes back, for tests."""

from collections.abc import Sequence

from termbase import Language
from translator.bilingual.export import Exported, Original, xliff
from translator.bilingual.merge import Merged, merge
from translator.bilingual.returned import returned_files
from translator.bilingual.rows import Row
from translator.formats.marks import Mark
from translator.model import Document, TaggedText, TextUnit
from translator.steps.segment import segment

DIGEST = "0123456789abcdef" * 4
BOLD = Mark("bold", "fmt", frozenset({"bold"}))


def document(*contents: TaggedText) -> Document:
    """Return a document with a unit for each text."""
    units = (TextUnit(f"a/b#{n}", text, f"paragraph {n}") for n, text in enumerate(contents, 1))
    return Document(tuple(units), b"")


def exported(found: Document, rows: Sequence[Row], target: Language = Language.EN) -> bytes:
    """Return the XLIFF file of a document."""
    original = Original("a b.docx", DIGEST, found, {})
    return xliff(Exported(original, Language.ZH, target, "test", rows))


def drafted(found: Document, *targets: TaggedText | None) -> list[Row]:
    """Return a row for each segment with its target, the source where there are none."""
    segments = segment(found)
    chosen = targets or tuple(each.source for each in segments)
    return [Row(each, target) for each, target in zip(segments, chosen, strict=True)]


def came_back(data: bytes | str, found: Document, digest: str = DIGEST) -> Merged:
    """Merge an XLIFF file into a document."""
    written = data.encode() if isinstance(data, str) else data
    return merge(returned_files(written), found, digest)
