"""What is the user's mistake: one sentence that names the place and the mend, and nothing written.

Exit code 2; 1 is for what is ours.
"""

import zipfile
from pathlib import Path

import pytest

from tests.cli.command import biaoyi, biaoyi_alone, refused

DRAFT = Path(__file__).parents[2] / "samples" / "draft.docx"
ECHO = ("--engine", "echo")


@pytest.fixture(autouse=True)
def _nothing_is_written(tmp_path: Path) -> object:
    yield
    written = [file for file in tmp_path.rglob("*") if ".en." in file.name or "report" in file.name]
    assert written == []


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text("风扇完好。\n", encoding="utf-8")
    return file


def write(folder: Path, name: str, data: bytes | str) -> Path:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.docx", "no such file"),
        ("*.docx", "no file fits this pattern"),
        ("folder", "is a directory"),
        ("folder.docx", "is a directory"),
        ("a.pdf", "translate the file it was made from"),
        ("a.doc", "save it as .docx"),
        ("a.xyz", "save it as one of the supported formats"),
        ("a", "supported formats"),
    ],
)
def test_an_input_that_cannot_be_read_is_named(tmp_path: Path, name: str, said: str) -> None:
    for folder in ("folder", "folder.docx"):
        (tmp_path / folder).mkdir()
    for file in ("a.pdf", "a.doc", "a.xyz", "a"):
        write(tmp_path, file, "x")

    refused(biaoyi("translate", tmp_path / name, *ECHO), name, said)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no zip at all", ""),
        (b"", ""),
        (DRAFT.read_bytes()[:4000], ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "password"),
    ],
)
def test_a_damaged_or_encrypted_word_file_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    file = write(tmp_path, "draft.docx", data)

    refused(biaoyi("translate", file, *ECHO), str(file), said)


def test_a_word_file_with_a_flipped_bit_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(DRAFT) as package:
        place = package.getinfo("word/document.xml").header_offset + 2000
    data = bytearray(DRAFT.read_bytes())
    data[place] ^= 0xFF
    file = write(tmp_path, "draft.docx", bytes(data))

    refused(biaoyi("translate", file, *ECHO), str(file))


def test_one_broken_file_of_several_leaves_nothing_half_done(text: Path) -> None:
    refused(biaoyi("translate", text, text.with_name("gone.txt"), *ECHO), "gone.txt")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "t.csv",
            "zh,en\n风扇,\n叶轮,impeller\n,bolt\n",
            "line 2: no English term; line 4: no Chi",
        ),
        ("t.csv", "风扇,fan\n叶轮\n", "line 2: two columns are needed"),
        ("t.csv", '风扇,fan\n"叶轮,impeller\n', "line 2: quotation marks do not fit"),
        ("t.csv", "风扇,fan\n".encode("gb18030"), "not UTF-8; save it as “CSV UTF-8”"),
        ("t.xlsx", "PK", "terms are read from .csv and .tsv files"),
    ],
)
def test_a_term_file_is_refused_with_the_place(
    text: Path, name: str, data: bytes | str, said: str
) -> None:
    file = write(text.parent, name, data)

    refused(biaoyi("translate", text, *ECHO, "--terms", file), name, said)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("m.tmx", "<tmx><body>", "not readable as TMX"),
        ("m.tmx", "<html/>", "not a TMX file"),
        ("m.tsv", "风扇\tfan\n", "the first row must name the columns zh and en"),
        ("m.tsv", "zh\ten\n风扇\n", "line 2: both languages are needed"),
        ("m.tsv", "zh\ten\n风扇\tfan\n".encode("gb18030"), "not UTF-8"),
        ("m.sdltm", "x", "memories are read from .tmx, .tsv and .csv files"),
    ],
)
def test_a_memory_is_refused_with_the_place(
    text: Path, name: str, data: bytes | str, said: str
) -> None:
    file = write(text.parent, name, data)

    refused(biaoyi("translate", text, *ECHO, "--memory", file), name, said)


@pytest.mark.parametrize("option", ["--terms", "--memory"])
@pytest.mark.parametrize("suffix", [".tsv", ".csv"])
def test_a_file_of_knowledge_that_is_missing_or_a_directory_is_named(
    text: Path, option: str, suffix: str
) -> None:
    folder = text.parent / f"folder{suffix}"
    folder.mkdir()
    for file in (text.with_name(f"gone{suffix}"), folder):
        refused(biaoyi("translate", text, *ECHO, option, file), str(file), "cannot be read")


def test_a_tmx_that_is_missing_or_a_directory_is_named(text: Path) -> None:
    folder = text.parent / "folder.tmx"
    folder.mkdir()
    for file in (text.with_name("gone.tmx"), folder):
        refused(biaoyi("translate", text, *ECHO, "--memory", file), str(file), "cannot be read")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--to", "zh"], "the text is in zh already"),
        (["--from", "en", "--to", "en"], "the text is in en already"),
        (["-o", "{0}/nowhere/out.txt"], "there is no directory {0}/nowhere"),
        (["-o", "{0}/nowhere"], "there is no directory {0}/nowhere"),
        (["-o", "{0}/out.docx"], "must be a .txt file"),
        (["-o", "{0}/draft.txt", "--force"], "is the input"),
        (["--report", "{0}/nowhere/r.json"], "there is no directory {0}/nowhere"),
        (["--report", "{0}/report.pdf"], "reports are written as .json or .html"),
        (["--json"], "--json goes with -"),
    ],
)
def test_options_that_do_not_fit_are_named(text: Path, options: list[str], said: str) -> None:
    folder = str(text.parent)

    ran = biaoyi("translate", text, *ECHO, *(option.format(folder) for option in options))

    refused(ran, said.format(folder))


def test_several_inputs_need_a_directory_and_names_of_their_own(text: Path) -> None:
    other = write(text.parent, "b.txt", "风扇")
    folder = text.parent / "folder"
    folder.mkdir()
    same = write(folder, "draft.txt", "风扇")

    refused(biaoyi("translate", text, other, "-o", other, *ECHO), "need a directory")
    refused(biaoyi("translate", text, same, "-o", folder, *ECHO), "two inputs")


@pytest.mark.parametrize("engine", ["ct2", "hf"])
@pytest.mark.parametrize("model", ["empty", "nowhere"])
def test_a_directory_without_a_model_is_named(text: Path, engine: str, model: str) -> None:
    (text.parent / "empty").mkdir()
    place = text.parent / model

    refused(biaoyi("translate", text, "--engine", engine, "--model", place), str(place))


@pytest.mark.parametrize(
    "arguments",
    [
        ["translate"],
        ["translate", "a.txt", "--engine", "none"],
        ["translate", "a.txt", "--from", "fr"],
        ["translate", "a.txt", "--nope"],
        ["nope"],
    ],
)
def test_wrong_usage_is_the_users_mistake_too(arguments: list[str]) -> None:
    ran = biaoyi(*arguments)

    assert ran.code == 2
    assert "Error: " in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("value", ["0", "17", "many", "-1"])
def test_a_setting_out_of_its_range_is_named(text: Path, value: str) -> None:
    ran = biaoyi_alone("translate", text, *ECHO, BIAOYI_BEAM=value)

    refused(ran, f"BIAOYI_BEAM={value}", "1 to 16")
