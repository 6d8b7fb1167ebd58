"""`biaoyi terms extract …`: what is proposed, and where it goes."""

import csv
from pathlib import Path

import pytest

from termbase.concept import Status
from termbase.exchange import Entry, read_concepts
from tests.cli.command import biaoyi, refused

PARTS = [("风扇", "fan"), ("叶轮", "impeller"), ("机壳", "housing"), ("防护等级", "ingress class")]
VERBS = [("检查", "Inspect"), ("清洁", "Clean"), ("更换", "Replace")]
ZH = [f"{does}{part}。" for part, _ in PARTS for does, _ in VERBS]
EN = [f"{do} the {name}." for _, name in PARTS for _, do in VERBS]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    file = tmp_path / "memory.tsv"
    rows = [f"{zh}\t{en}" for zh, en in zip(ZH, EN, strict=True)]
    file.write_text("\n".join(["zh\ten", *rows]), encoding="utf-8")
    return file


@pytest.fixture
def documents(tmp_path: Path) -> tuple[Path, Path]:
    places = tmp_path / "draft.txt", tmp_path / "draft.en.txt"
    for place, lines in zip(places, (ZH, EN), strict=True):
        place.write_text("\n\n".join(lines), encoding="utf-8")
    return places


def test_proposals_are_told_the_best_first(memory: Path) -> None:
    ran = biaoyi("terms", "extract", memory, "--most", 3)

    assert ran.code == 0
    lines = [line.split(maxsplit=3) for line in ran.out.splitlines()]
    assert {(zh, en) for *_, zh, en in lines} <= {*PARTS, *VERBS} | {
        (zh, en.lower()) for zh, en in VERBS
    }
    assert [line[0] for line in lines] == sorted((line[0] for line in lines), reverse=True)
    assert ran.err == "12 pairs, 3 proposals\n"


def test_a_document_and_its_translation_give_what_their_memory_gives(
    memory: Path, documents: tuple[Path, Path]
) -> None:
    chinese, english = documents

    assert biaoyi("terms", "extract", english, chinese) == biaoyi("terms", "extract", memory)


def test_documents_of_other_lengths_or_in_one_language_are_refused(
    documents: tuple[Path, Path],
) -> None:
    chinese, english = documents
    refused(biaoyi("terms", "extract", chinese, chinese), "one must be Chinese and one English")
    refused(biaoyi("terms", "extract", chinese), "one document and its translation")

    english.write_text("\n\n".join(EN[1:]), encoding="utf-8")

    ran = biaoyi("terms", "extract", chinese, english)
    refused(ran, "the numbers of paragraphs differ", "draft.txt: 12", "draft.en.txt: 11")


def test_a_table_of_proposals_says_why_and_can_be_imported(memory: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"

    assert biaoyi("terms", "extract", memory, "-o", out).code == 0

    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["zh"]: row for row in csv.DictReader(file)}
    fan = rows["风扇"]
    assert (fan["en"], fan["together"], fan["zh_count"], fan["en_count"]) == ("fan", "3", "3", "3")
    assert "风扇" in fan["zh_example"]
    assert "fan" in fan["en_example"]
    read = list(read_concepts(out))
    assert len(read) == len(rows)
    assert all(isinstance(item, Entry) for item in read)


@pytest.mark.parametrize("suffix", [".xlsx", ".tbx"])
def test_proposals_are_written_in_every_format(suffix: str, memory: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out{suffix}"

    assert biaoyi("terms", "extract", memory, "-o", out).code == 0

    found = [item.concept for item in read_concepts(out) if isinstance(item, Entry)]
    pairs = {tuple(term.text for term in concept.designations) for concept in found}
    assert set(PARTS) <= pairs
    assert {term.status for item in found for term in item.designations} == {Status.PROPOSED}
    refused(biaoyi("terms", "extract", memory, "-o", out), "exists already")


def test_the_termbase_takes_proposals_once(
    memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIAOYI_DATA", str(tmp_path / "data"))

    first = biaoyi("terms", "extract", memory, "--propose")
    second = biaoyi("terms", "extract", memory, "--propose")

    count = int(first.out.split()[0])
    assert count >= len(PARTS)
    assert first.out == f"{count} proposed, 0 known before\n"
    assert second.out == f"0 proposed, {count} known before\n"
    assert "proposed" in biaoyi("terms", "find", "风扇").out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.tsv", "x\ty\n", "the first row must name the columns zh and en"),
        ("a.tmx", "<a/>", "not a TMX file"),
        ("a.tsv", None, "cannot be read"),
    ],
)
def test_a_memory_that_cannot_be_read_is_named(
    name: str, text: str | None, said: str, tmp_path: Path
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")

    refused(biaoyi("terms", "extract", tmp_path / name), name, said)
