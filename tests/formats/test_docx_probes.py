"""One file with a probe for each thing Word can put text in, and what is to become of each."""

import csv
import re
from dataclasses import dataclass

import pytest
from lxml import etree

from tests.formats.packages import SHARED, parts
from translator.formats.docx import Docx
from translator.model import TaggedText

FILE = SHARED / "synthetic/probe_all_en.docx"
EXPECTED = SHARED / "synthetic/PROBE_EXPECTED.tsv"
# What may be left: words in a formula, which stays as it is, and embedded documents, which are
# reported.
NOT_READ = {"30", "54"}
SAME_AS = {"23b": "Probe23 moved text"}


@dataclass(frozen=True)
class Probe:
    """A text and what is to become of it."""

    name: str
    policy: str
    text: str


def probes(*policies: str) -> list[Probe]:
    if not EXPECTED.exists():
        return []
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = [Probe(row["probe"], row["policy"], row["source_text"]) for row in rows]
    return [probe for probe in found if probe.policy in policies]


def name_of(probe: Probe) -> str:
    return f"{probe.name} {probe.text}"


def texts() -> list[str]:
    return [unit.content.text for unit in Docx().read(FILE.read_bytes()).units]


def masked() -> dict[str, bytes]:
    """Return the parts of the probe file with each unit replaced by as many 甲 as it has signs."""
    document = Docx().read(FILE.read_bytes())
    targets = {
        unit.id: TaggedText("甲" * len(unit.content.text), unit.content.tags)
        for unit in document.units
    }
    return parts(Docx().write(document, targets))


@pytest.mark.parametrize("probe", probes("translate", "keep-literal"), ids=name_of)
def test_what_is_to_be_translated_is_in_a_unit(probe: Probe) -> None:
    wanted = SAME_AS.get(probe.name, probe.text.strip())

    found = [text for text in texts() if wanted in text]

    assert bool(found) == (probe.name not in NOT_READ)


@pytest.mark.parametrize("probe", probes("optional"), ids=name_of)
def test_what_may_be_translated_is_in_a_unit_or_known_not_to_be(probe: Probe) -> None:
    found = [text for text in texts() if probe.text in text]

    assert bool(found) == (probe.name not in NOT_READ)


@pytest.mark.parametrize("probe", probes("keep"), ids=name_of)
def test_what_is_to_be_kept_is_kept(probe: Probe) -> None:
    kept = masked()["word/document.xml"].decode()

    assert probe.text in kept


@pytest.mark.skipif(not FILE.exists(), reason="the probe file is not here")
@pytest.mark.parametrize("name", ["instrText", "oMath", "delText", "moveFrom", "footnoteReference"])
def test_what_is_no_language_is_the_same_after_translation(name: str) -> None:
    before, after = parts(FILE.read_bytes())["word/document.xml"], masked()["word/document.xml"]

    assert elements(after, name) == elements(before, name)


@pytest.mark.skipif(not FILE.exists(), reason="the probe file is not here")
def test_computed_results_of_fields_are_the_same_after_translation() -> None:
    root = etree.fromstring(masked()["word/document.xml"])

    numbers = [text for text in texts_in(root) if re.fullmatch(r"[0-9.]+", text)]

    assert numbers == ["1", "1", "1", "4.2", "5.00"]  # the first that of an entry of contents


@pytest.mark.skipif(not FILE.exists(), reason="the probe file is not here")
def test_an_embedded_document_is_reported() -> None:
    notes = Docx().read(FILE.read_bytes()).notes

    assert [(note.check, note.place) for note in notes] == [
        ("untranslated part", "word/afchunk1.html")
    ]


def elements(part: bytes, name: str) -> list[bytes]:
    """Return the elements of that name, as bytes."""
    root = etree.fromstring(part)
    return [etree.tostring(each, with_tail=False) for each in root.iter(f"{{*}}{name}")]


def texts_in(root: etree._Element) -> list[str]:
    """Return what stands in `w:t`."""
    return [each.text or "" for each in root.iter("{*}t") if "wordprocessingml" in str(each.tag)]
