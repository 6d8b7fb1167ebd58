"""`biaoyi memory …` and what translations take from the store."""

import json
from pathlib import Path

import pytest

from tests.cli.command import Ran, biaoyi, biaoyi_alone, refused

ROWS = (
    ("压力不得超过10 MPa。", "The pressure shall not exceed 10 MPa."),
    ("螺栓应拧紧。", "The bolts shall be tightened."),
    ("风机", "fan"),
)


@pytest.fixture(autouse=True)
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIAOYI_DATA", str(tmp_path / "data"))


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """A file of pairs."""
    file = tmp_path / "pairs.tsv"
    file.write_text("\n".join("\t".join(row) for row in (("zh", "en"), *ROWS)), encoding="utf-8")
    return file


def test_pairs_are_imported_once_and_found_exact_fuzzy_and_inside(pairs: Path) -> None:
    assert "3 added, 0 merged, 0 known" in biaoyi("memory", "import", pairs).out
    assert "0 added, 0 merged, 3 known" in biaoyi("memory", "import", pairs).out

    assert "100 %  exact" in biaoyi("memory", "find", ROWS[0][0]).out
    assert "not exceed 12 MPa." in biaoyi("memory", "find", "压力不得超过12 MPa。").out
    assert "part  风机  →  fan" in biaoyi("memory", "find", "先装好风机再检查").out
    assert biaoyi("memory", "find", "别的话").code == 1


def test_lines_of_json_are_answered_in_order_and_what_is_wrong_is_named(pairs: Path) -> None:
    biaoyi("memory", "import", pairs)
    given = [
        '{"text": "螺栓应拧紧。", "id": 7}',
        '{"words": 1}',
        "",
        '{"text": "The fan", "before": "x"}',
        '{"text": "别的话"}',
    ]

    ran = biaoyi_alone("memory", "find", "-", "--json", given="\n".join(given).encode())

    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer.get("error", "")[:7] for answer in answers] == ["", "line 2:", "", ""]
    assert answers[0]["id"] == 7
    [best, *_] = answers[0]["matches"]
    assert (best["score"], best["source"], best["target"]) == (100, *ROWS[1])
    assert answers[3] == {"matches": []}
    assert ran.code == 2


def test_a_direction_is_that_of_the_texts_asked(pairs: Path) -> None:
    biaoyi("memory", "import", pairs)
    given = b'{"text": "fan"}\n'

    asked = ("memory", "find", "-", "--json", "--from", "en", "--to", "zh")
    [answer] = biaoyi_alone(*asked, given=given).out.splitlines()

    assert json.loads(answer)["matches"][0]["target"] == "风机"
    refused(biaoyi("memory", "find", "x", "--from", "zh", "--to", "zh"), "Chinese and English")


def test_a_rejection_needs_a_comment_and_lasts(pairs: Path) -> None:
    biaoyi("memory", "import", pairs)

    refused(biaoyi("memory", "reject", 3), "say why")
    assert "rejected" in biaoyi("memory", "reject", 3, "--comment", "wrong").out

    assert "1 rejected here before" in biaoyi("memory", "import", pairs).out
    assert biaoyi("memory", "find", "风机").code == 1
    assert "reject — wrong" in biaoyi("memory", "show", 3).out
    biaoyi("memory", "confirm", 3)
    assert "100 %" in biaoyi("memory", "find", "风机").out


def test_an_edit_of_what_changed_meanwhile_is_refused(pairs: Path) -> None:
    biaoyi("memory", "import", pairs)
    assert biaoyi("memory", "edit", 3, "--en", "blower", "--as", "bob").code == 0

    refused(biaoyi("memory", "edit", 3, "--en", "x", "--revision", 1), "bob, edit")
    refused(biaoyi("memory", "edit", 9, "--en", "x"), "no pair has this id")
    refused(biaoyi("memory", "edit", 3), "nothing to change")


def test_a_phrase_is_shown_in_brackets_or_by_offsets(pairs: Path) -> None:
    biaoyi("memory", "import", pairs)

    assert "The bolts [shall be] tightened." in biaoyi("memory", "concordance", "shall be").out
    [line] = biaoyi("memory", "concordance", "螺栓", "--json").out.splitlines()
    assert json.loads(line)["spans"] == [[0, 2]]
    assert biaoyi("memory", "concordance", "泵").code == 1


def test_what_is_added_merged_and_counted_is_exported(pairs: Path, tmp_path: Path) -> None:
    biaoyi("memory", "import", pairs, "--licence", "CC0", "--domain", "ICS 23")
    assert biaoyi("memory", "add", "--zh", "风机", "--en", "Fan").out == "added\n"
    assert biaoyi("memory", "add", "--zh", "风机", "--en", "Fan").out == "known already\n"

    assert "1 groups, 1 pairs to merge" in biaoyi("memory", "dedupe").out
    assert "1 groups, 1 pairs merged" in biaoyi("memory", "dedupe", "--write").out
    assert biaoyi("memory", "stats").out.startswith("3 pairs, 15 Chinese characters")
    assert json.loads(biaoyi("memory", "stats", "--json").out)["licence"] == {"CC0": 3, "none": 1}

    file = tmp_path / "out.csv"
    chosen = ("--domain", "ICS", "--licence", "CC0")
    assert biaoyi("memory", "export", file, *chosen).out == f"{file}: 3 pairs\n"
    head, first, *_ = file.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("zh,en,scope,")
    assert first.startswith("压力不得超过10 MPa。,The ")
    refused(biaoyi("memory", "export", file), "exists already")


def test_rows_that_cannot_be_kept_are_named_and_the_others_kept(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("zh,en\n风机,fan\n\u200b,nothing\n", encoding="utf-8")

    ran = biaoyi("memory", "import", file)

    assert ran.code == 2
    assert "1 added" in ran.out
    assert "pairs.csv, line 3: the Chinese text is empty" in ran.err
    refused(biaoyi("memory", "import", tmp_path / "no.tmx"), "no.tmx: cannot be read")


def _translated(tmp_path: Path, *options: object) -> tuple[Ran, list[dict[str, str]]]:
    draft = tmp_path / "draft.txt"
    draft.write_text("\n".join(row[0] for row in ROWS[:2]), encoding="utf-8")
    report = tmp_path / "report.json"
    ran = biaoyi("translate", draft, "--force", "--report", report, *options)
    return ran, json.loads(report.read_text(encoding="utf-8"))["translations"]


def test_a_translation_takes_equal_sentences_from_the_store_and_says_so(
    pairs: Path, tmp_path: Path
) -> None:
    biaoyi("memory", "import", pairs)

    ran, rows = _translated(tmp_path)

    assert ran.code == 0, ran.err
    assert [row["target"] for row in rows] == [ROWS[0][1], ROWS[1][1]]
    assert [row["memory"] for row in rows] == ["100 % exact: pairs.tsv"] * 2
    assert "used 1" in biaoyi("memory", "show", 1).out
    [line] = biaoyi_alone("translate", "-", given=ROWS[0][0].encode()).out.splitlines()
    assert line == ROWS[0][1]


def test_the_store_is_left_alone_where_that_is_asked_and_by_engines_that_copy(
    pairs: Path, tmp_path: Path
) -> None:
    biaoyi("memory", "import", pairs)

    _, rows = _translated(tmp_path, "--no-memory-store")
    assert {row["origin"] for row in rows} == {"engine"}
    _, rows = _translated(tmp_path, "--engine", "echo")
    assert [row["target"] for row in rows] == [ROWS[0][0], ROWS[1][0]]


def test_files_given_come_before_the_store(pairs: Path, tmp_path: Path) -> None:
    biaoyi("memory", "import", pairs)
    mine = tmp_path / "mine.tsv"
    mine.write_text(f"zh\ten\n{ROWS[1][0]}\tTighten the bolts.\n", encoding="utf-8")

    _, rows = _translated(tmp_path, "--memory", mine)

    assert [row["target"] for row in rows] == [ROWS[0][1], "Tighten the bolts."]


@pytest.mark.parametrize("suffix", ["tmx", "xliff", "xlsx", "csv", "tsv"])
def test_an_export_that_is_imported_again_changes_nothing(
    pairs: Path, tmp_path: Path, suffix: str
) -> None:
    biaoyi("memory", "import", pairs, "--scope", "personal", "--status", "reviewed")
    biaoyi("memory", "import", pairs, "--licence", "CC0", "--domain", "ICS 23")
    biaoyi("memory", "add", "--zh", ROWS[2][0], "--en", ROWS[2][1], "--licence", "CC BY")
    file = tmp_path / f"out.{suffix}"

    assert biaoyi("memory", "export", file).out == f"{file}: 6 pairs, found in 7 places\n"
    again = biaoyi("memory", "import", file).out

    assert "0 added, 0 merged, 7 known" in again
    licensed = tmp_path / f"cc0.{suffix}"
    assert biaoyi("memory", "export", licensed, "--licence", "CC0").out == f"{licensed}: 3 pairs\n"
    none = tmp_path / f"none.{suffix}"
    assert biaoyi("memory", "export", none, "--document", "z").out == f"{none}: 0 pairs\n"


def test_units_of_a_tmx_that_are_broken_are_named_by_line_and_the_others_kept(
    tmp_path: Path,
) -> None:
    file = tmp_path / "m.tmx"
    texts = ("风机", "风 & 机", "叶轮")
    units = "\n".join(
        f'<tu><tuv xml:lang="zh-CN"><seg>{zh}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>a{n}</seg></tuv></tu>'
        for n, zh in enumerate(texts)
    )
    file.write_text(f'<tmx version="1.4"><header srclang="en"/><body>\n{units}\n</body></tmx>')

    ran = biaoyi("memory", "import", file)

    assert ran.code == 2
    assert "m.tmx: 2 added" in ran.out
    assert "m.tmx, unit 2 (line 3): not well-formed at line 3" in ran.err
    assert "1 pair was not imported, named above" in ran.err


def test_what_a_format_cannot_hold_is_named_and_the_rest_written(
    pairs: Path, tmp_path: Path
) -> None:
    biaoyi("memory", "import", pairs)
    biaoyi("memory", "add", "--zh", "响\x07铃", "--en", "bell")
    file = tmp_path / "out.tmx"

    ran = biaoyi("memory", "export", file)

    assert ran.code == 2
    assert f"{file}: 3 pairs" in ran.out
    assert "pair 4: holds U+0007, which XML cannot" in ran.err
    assert biaoyi("memory", "export", tmp_path / "out.csv").out.endswith(": 4 pairs\n")
    refused(biaoyi("memory", "export", tmp_path / "out.doc"), "pairs are written to .tmx")
