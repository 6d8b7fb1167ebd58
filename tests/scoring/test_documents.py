"""How files keep their form: what is counted, what is found, what is said of it."""

from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from eval.documents.__main__ import main
from eval.documents.alone import Run, largest, lengthened, run
from eval.documents.figures import Opened, faults, rows
from eval.documents.files import NoFiles, Real, real_files
from eval.documents.hostile import Case, given_cases, made_cases, verdicts
from eval.documents.measure import Plan, measure
from eval.documents.parts import differences, parts_of
from eval.documents.table import by_format, by_goal, hostile, sizes, standards
from eval.documents.trial import Trial, trial, trials
from eval.documents.valid import Validity
from tests.formats.packages import document, package, word_file, zipped
from tests.formats.packages import run as text_run
from translator.formats import format_for

WORD = format_for("a.docx")
PLAIN = word_file(f"<w:p>{text_run('Safety valve')}</w:p><w:p>{text_run('shall open')}</w:p>")
EVIL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def hostile_file() -> bytes:
    """A package with a document type."""
    return package({"document.xml": EVIL + document("")})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Real files, as they lie in the shared folder: one sound, one damaged, one of no format."""
    for name, data in {
        "docx/good.docx": PLAIN,
        "docx/cut.docx": PLAIN[:-40],
        "docx/macros.docm": PLAIN,
        "tmx/some.tmx": b"<tmx/>",
        "schema/some.rng": b"",
        "synthetic/hostile/evil.docx": hostile_file(),
        "synthetic/HOSTILE_EXPECTED.tsv": b"file\texpected\nevil.docx\trefuse: DOCTYPE\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_parts_that_say_the_same_are_equal() -> None:
    ours = zipped({"a.xml": b"<a x='1' y='2'/>", "b.bin": b"1"})
    theirs = zipped({"a.xml": b'<a y="2" x="1"></a>', "b.bin": b"1"})

    assert list(differences(ours, theirs)) == []


def test_a_part_that_changed_is_named() -> None:
    ours = zipped({"a.xml": b"<a/>", "b.bin": b"1"})
    theirs = zipped({"a.xml": b"<b/>", "b.bin": b"2", "c": b""})

    found = list(differences(ours, theirs))

    assert found == ["the order of the parts", "a.xml", "b.bin", "c"]
    assert list(differences(b"text", b"test")) == ["the file"]


def test_files_are_those_of_the_formats_with_what_is_to_be_said_of_them(folder: Path) -> None:
    found = {real.path.name: (real.format, real.refusal) for real in real_files(folder)}

    assert found == {
        "cut.docx": ("docx", ""),
        "good.docx": ("docx", ""),
        "macros.docm": ("docx", "macros"),
        "some.tmx": ("others", "supported formats"),
    }


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoFiles, match=tmp_path.name):
        real_files(tmp_path)


def test_what_is_wrong_is_told_with_the_name_of_the_file(folder: Path, tmp_path: Path) -> None:
    done = list(trials(real_files(folder), tmp_path / "out"))

    table = rows(done, [])

    assert [line.partition(":")[0] for line in faults(done, [])] == ["docx/cut.docx"]
    assert [(row.name, row.files, row.right.part, row.refused) for row in table] == [
        ("docx", 3, 2, 1),
        ("others", 1, 1, 1),
        ("all", 4, 3, 2),
    ]
    assert table[0].share == "100.000 %"


def test_a_file_that_was_to_be_refused_is_wrong_if_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(PLAIN)

    assert trial(Real(file, "docx", "damaged"), tmp_path).fault == (
        "read, but it was to be refused"
    )
    assert trial(Real(file, "docx", "damaged", may=True), tmp_path).fault == ""


def test_a_crash_is_told_of_its_file(tmp_path: Path) -> None:
    (found,) = trials([Real(tmp_path / "missing.docx", "docx")], tmp_path)

    assert found.fault.startswith("FileNotFoundError")


@pytest.mark.parametrize(
    ("before", "after", "growth", "wrong"),
    [
        (10, 10, 1.0, False),
        (10, 12, 1.0, False),
        (10, 14, 1.0, True),
        (10, 21, 1.8, False),
        (10, 6, 1.0, True),
        (10, 0, 1.0, True),
        (0, 0, 1.0, False),
    ],
)
def test_pages_are_right_if_the_width_of_the_text_explains_them(
    before: int, after: int, growth: float, wrong: bool
) -> None:
    tried = Trial(Real(Path("a.docx"), "docx"), growth=growth, pseudo=Path("b.docx"))

    assert bool(Opened(tried, before, after).fault) == wrong


def test_a_long_file_is_made_of_the_largest(folder: Path) -> None:
    file = largest((folder / "docx").glob("good.docx"))
    closed = parts_of(PLAIN)["word/document.xml"].replace(b"</w:body>", b"<w:sectPr/></w:body>")
    file.write_bytes(zipped({**parts_of(PLAIN), "word/document.xml": closed}))

    long = lengthened(file, 10_000)

    assert len(parts_of(long)["word/document.xml"]) > 10_000
    assert len(WORD.read(long).units) % 2 == 0


def test_a_hostile_file_is_refused_by_name_in_a_process_of_its_own(folder: Path) -> None:
    judged = run(folder / "synthetic/hostile/evil.docx")

    assert "evil.docx: word/document.xml declares a document type" in judged.refused
    assert not judged.crash
    assert 0 < judged.peak < 300_000_000


def test_a_hostile_file_that_is_read_as_it_was_is_harmless(folder: Path) -> None:
    good = folder / "docx/good.docx"
    cases = [*given_cases(folder / "synthetic/hostile"), Case(good, refuse=True, why="a test")]

    refused, read = verdicts(cases)

    assert (refused.harmless, read.harmless) == (False, True)
    assert refused.faults == read.faults == ()
    figure, told, _ = hostile([refused, read])
    assert (figure, told[:24]) == ("hostile files", "100.0 % of 2: 1 refused,")


def test_a_sound_file_that_is_refused_is_wrong(folder: Path) -> None:
    (found,) = verdicts([Case(folder / "docx/cut.docx", refuse=False, why="a test")])

    assert "truncated or damaged" in found.faults[0]


def test_cases_are_made_by_a_program_with_what_it_expects(tmp_path: Path) -> None:
    maker = tmp_path / "make.py"
    maker.write_text(
        "import json, sys, pathlib\nout = pathlib.Path(sys.argv[1])\n"
        "cases = {n: {'verdict': 'reject', 'why': 'w'} for n in ('a.docx', 'b.tmx')}\n"
        "(out / 'expectations.json').write_text(json.dumps({'cases': cases}))\n"
    )

    found = list(made_cases(maker, tmp_path))

    assert found == [Case(tmp_path / "a.docx", refuse=True, why="w")]


def test_the_figures_stand_in_tables() -> None:
    lines = by_goal(
        [
            *sizes([Run(Path("a.docx"), walk=1.25, peak=90_000_000)]),
            standards(Validity(2, ("b.xml: no",))),
        ]
    )

    assert lines[2:] == [
        "| a.docx, without the engine | 1.2 s, 90 MB | < 5 s, < 500 MB |",
        "| STS output valid where the input was | 50.0 % of 2 | 100 % |",
    ]
    assert by_format([])[0].startswith("| format | files |")


@pytest.mark.slow
def test_all_figures_are_measured_and_what_is_wrong_is_named(folder: Path) -> None:
    closed = parts_of(PLAIN)["word/document.xml"].replace(b"</w:body>", b"<w:sectPr/></w:body>")
    good = zipped({**parts_of(PLAIN), "word/document.xml": closed})
    (folder / "docx/good.docx").write_bytes(good)

    found = measure(Plan(folder, Path("none"), folder / "out", long=10_000, tags=False))

    assert "| all | 4 | 75.0 % of 4 | 2 |" in "\n".join(found.lines)
    assert any(line.startswith("| hostile files | 100.0 % of 1") for line in found.lines)
    assert [line.partition(":")[0] for line in found.faults] == ["docx/cut.docx"]


def test_a_folder_without_files_is_told_in_one_line(tmp_path: Path) -> None:
    app = Typer()
    app.command()(main)

    ran = CliRunner().invoke(app, ["--folder", str(tmp_path)])

    assert (ran.exit_code, ran.output) == (2, f"documents: {tmp_path}: no files to measure on\n")
