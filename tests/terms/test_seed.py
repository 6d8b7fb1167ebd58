"""The terms to begin with: our vocabulary of standardisation, and the pairs that may be used."""

from pathlib import Path

import pytest

from termbase.compiled import Direction, rivals
from termbase.concept import Grade, Status, TermError, Viewer, check
from termbase.history import Change, Revision
from termbase.match import Termbase
from termbase.seed import read_seed, standard_terms, standardisation
from tests.terms.made import EN, ZH
from translator.model import Direction as Way
from translator.standards.boilerplate import prescribed

PAIRS = Path(__file__).parents[3] / "shared" / "terms" / "termbase.tsv"
HEADER = "en\tzh\ttier\tsource_file\tid\tkind\tstatus\tsource\tlicence\n"


def test_the_vocabulary_is_sound_and_each_of_its_concepts_has_a_domain() -> None:
    concepts = standardisation()

    assert len(concepts) >= 250
    assert len({concept.id for concept in concepts}) == len(concepts)
    for concept in concepts:
        check(concept)
        assert concept.domain.startswith("ICS ")


def test_the_vocabulary_does_not_contradict_itself() -> None:
    present = [Revision(concept, 1, Change("us", "ship")) for concept in standardisation()]

    assert rivals(present, Direction(ZH, EN), Viewer("")) == []


def test_no_chinese_term_of_it_is_a_single_character() -> None:
    assert [term for term in standard_terms(Direction(ZH, EN)) if len(term.source) == 1] == []


def test_what_holds_for_headings_alone_is_a_convention_in_both_directions() -> None:
    running = {term.source for term in standard_terms(Direction(ZH, EN))}
    headings = [
        (chinese.text, english.text)
        for concept in standardisation()
        for chinese, english in zip(concept.named(ZH), concept.named(EN), strict=False)
        if chinese.text not in running
    ]

    assert ("范围", "Scope") in headings
    for chinese, english in headings:
        assert prescribed(chinese, Way(ZH, EN)) == english
        assert prescribed(english, Way(EN, ZH)) == chinese


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本文件的规范性引用文件", ["normative references"]),
        ("该地方标准的征求意见稿", ["local standard", "draft for comments"]),
        ("温度范围的要求见表1注2", []),
        ("注意：条件表示说明", []),
    ],
)
def test_the_vocabulary_is_found_in_running_text_and_common_words_are_not(
    text: str, found: list[str]
) -> None:
    matches = Termbase(standard_terms(Direction(ZH, EN))).find(text)

    assert [match.term.target for match in matches] == found


def test_a_deprecated_target_of_the_vocabulary_is_forbidden() -> None:
    [match] = Termbase(standard_terms(Direction(ZH, EN))).find("团体标准")

    assert match.term.target == "association standard"
    assert match.term.forbidden == ("group standard",)
    assert match.term.origin == "标准化法"


def row(en: str, zh: str, status: str = "term", identity: str = "", licence: str = "facts") -> str:
    return f"{en}\t{zh}\tA\tisotc211\t{identity or en}\tterm\t{status}\tx\t{licence}\n"


def seed(folder: Path, *rows: str) -> Path:
    file = folder / "pairs.tsv"
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    return file


def test_rows_whose_licence_does_not_allow_it_are_left_out_and_counted(tmp_path: Path) -> None:
    licences = (
        "facts", "CC0", "CC BY 4.0", "CC BY-NC-SA 4.0", "no licence file (facts)",
        "repo MIT; data Microsoft Terminology licence", "", "all rights reserved facts",
    )  # fmt: skip
    rows = (row(f"w {n}", f"词{n}", licence=name) for n, name in enumerate(licences))

    found = read_seed(seed(tmp_path, *rows))

    assert [next(one.named(EN)).text for one in found.concepts] == ["w 0", "w 1", "w 2"]
    assert set(found.left_out) == set(licences[3:])


def test_rows_of_one_entry_become_one_concept_and_an_abbreviation_a_term(tmp_path: Path) -> None:
    file = seed(
        tmp_path,
        row("coordinate system (CS)", "坐标系", "preferred/preferred", "7"),
        row("frame of axes", "坐标系", "admitted/preferred", "7"),
    )

    [concept] = read_seed(file).concepts

    assert [(item.text, item.grade) for item in concept.designations] == [
        ("坐标系", Grade.PREFERRED),
        ("coordinate system", Grade.PREFERRED),
        ("CS", Grade.ADMITTED),
        ("frame of axes", Grade.ADMITTED),
    ]


def test_what_is_ambiguous_comes_as_a_proposal(tmp_path: Path) -> None:
    file = seed(
        tmp_path,
        row("test", "试验"), row("assay", "试验"), row("shaft", "轴"), row("impeller", "叶轮"),
    )  # fmt: skip

    found = {next(one.named(EN)).text: one for one in read_seed(file).concepts}

    assert [name for name, one in found.items() if one.has(Status.APPROVED)] == ["impeller"]


@pytest.mark.parametrize("text", ["en\tzh\nfan\t风扇\n", "\udcff"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(TermError, match=r"pairs\.tsv: (no column id|cannot be read)"):
        read_seed(file)


@pytest.mark.skipif(not PAIRS.exists(), reason=f"{PAIRS} is not here")
def test_the_starting_set_is_sound_and_free_of_conflicts() -> None:
    found = read_seed(PAIRS)

    assert len(found.concepts) > 2_000
    assert sum(found.left_out.values()) > 30_000
    for concept in found.concepts:
        check(concept)
    present = [Revision(concept, 1, Change("us", "import")) for concept in found.concepts]
    assert rivals(present, Direction(ZH, EN), Viewer("")) == []
    assert rivals(present, Direction(EN, ZH), Viewer("")) == []
