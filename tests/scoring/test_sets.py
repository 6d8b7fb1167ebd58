"""The development sets are read line by line, in the directions that they are made for."""

import json
from pathlib import Path

import pytest

from eval.sets import NAMES, NoSet, read_sets, set_names
from termbase import Term
from tests.makers import EN_ZH, ZH_EN

SHARED = Path(__file__).parents[3] / "shared" / "eval"


def _make(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSet, match="asvs"):
        read_sets(tmp_path, "asvs")
    with pytest.raises(NoSet, match="there are"):
        read_sets(tmp_path, "other")


def test_a_set_may_have_one_direction(tmp_path: Path) -> None:
    _make(tmp_path, {"wmt22-en-zh/src.en": "Fan\nGate\n", "wmt22-en-zh/refA.zh": "风扇\n闸门\n"})

    (found,) = read_sets(tmp_path, "wmt22-en-zh")

    assert found.direction == EN_ZH
    assert found.sources == ("Fan", "Gate")
    assert found.references == ("风扇", "闸门")


def test_files_of_different_lengths_are_named_with_their_lengths(tmp_path: Path) -> None:
    _make(tmp_path, {"asvs/src.zh": "风扇\n闸门\n", "asvs/src.en": "Fan\n"})

    with pytest.raises(NoSet, match=r"src\.zh has 2 lines, .*src\.en has 1"):
        read_sets(tmp_path, "asvs")


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    _make(tmp_path, {"asvs/src.zh": "风\u2028扇\n\n", "asvs/src.en": "A\x85fan\n\n"})

    found = read_sets(tmp_path, "asvs")[0]

    assert found.sources == ("风\u2028扇", "")
    assert found.references == ("A\x85fan", "")


def _with_terms(folder: Path, proper: str) -> None:
    name = "wmt23-terminology-zhen"
    texts = {"zhen.zh": "风扇\n闸门\n", "zhen.en": "Fan\nGate\n", "zhen.term.random": "[]\n[]\n"}
    _make(folder, {f"{name}/{file}": text for file, text in texts.items()})
    _make(folder, {f"{name}/zhen.term.proper": proper})


def test_the_terms_of_each_line_are_read(tmp_path: Path) -> None:
    _with_terms(tmp_path, json.dumps([{"zh": "风扇", "en": "blower"}]) + "\n[]\n")

    (found,) = read_sets(tmp_path, "wmt23-terminology-zhen")

    assert found.direction == ZH_EN
    assert [given.name for given in found.given] == ["proper", "random"]
    assert found.given[0].terms == ((Term("风扇", "blower"),), ())
    assert found.head(1).given[0].terms == ((Term("风扇", "blower"),),)
    assert found.head(0) == found


@pytest.mark.parametrize("terms", ["[]\n{}\n", '[]\n[{"zh": "风扇"}]\n', "[]\nfan\n", "[]\n\n"])
def test_terms_that_are_none_are_refused_by_line(tmp_path: Path, terms: str) -> None:
    _with_terms(tmp_path, terms)

    with pytest.raises(NoSet, match=r"zhen\.term\.proper, line 2: no list of terms"):
        read_sets(tmp_path, "wmt23-terminology-zhen")


def test_lists_of_terms_are_as_many_as_the_lines(tmp_path: Path) -> None:
    _with_terms(tmp_path, "[]\n")

    with pytest.raises(NoSet, match=r"zhen\.zh has 2 lines, .*zhen\.term\.proper has 1"):
        read_sets(tmp_path, "wmt23-terminology-zhen")


_COLUMNS = "sourceLang,targetLang,sourceString,targetString\n"


def _with_glossary(folder: Path, table: str) -> None:
    _make(folder, {"tico19/src.zh": "风扇\n闸门\n", "tico19/src.en": "Fan\nGate\n"})
    rows = _COLUMNS + table
    files = {"f_en-zh_CN.csv": rows, "g_en_zh-CN.csv": _COLUMNS, "g_zh-CN_en.csv": _COLUMNS}
    _make(folder, {f"tico19/{file}": text for file, text in files.items()})


def test_a_glossary_holds_for_each_line_in_both_directions(tmp_path: Path) -> None:
    _with_glossary(tmp_path, "en,zh,fan,风扇 : 鼓风机 [when large]\nzh,en,风扇,blower\n")

    chinese, english = read_sets(tmp_path, "tico19")

    (given,) = chinese.given
    assert given.name == "glossary"
    assert given.terms[0] == given.terms[1]
    assert given.terms[0] == (Term("风扇", "fan", admitted=("blower",)), Term("鼓风机", "fan"))
    assert english.given[0].terms[0] == (
        Term("fan", "风扇", admitted=("鼓风机",)),
        Term("blower", "风扇"),
    )


def test_a_row_of_a_glossary_without_a_target_is_named(tmp_path: Path) -> None:
    _with_glossary(tmp_path, "en,zh,fan,风扇\nen,zh,gate,\n")

    with pytest.raises(NoSet, match=r"f_en-zh_CN\.csv, row 2: no term"):
        read_sets(tmp_path, "tico19")


def test_all_is_every_set() -> None:
    assert set_names("all") == NAMES
    assert set_names("asvs,clreq") == ("asvs", "clreq")


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/eval is not there")
@pytest.mark.parametrize("name", NAMES)
def test_every_set_there_is_can_be_read(name: str) -> None:
    for found in read_sets(SHARED, name):
        assert found.sources
        assert sum(not text.strip() for text in (*found.sources, *found.references)) < 10
