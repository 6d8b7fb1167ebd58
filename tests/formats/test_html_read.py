"""What of a web page is read, and what is said of the rest."""

import pytest

from tests.formats.pages import SAMPLES, units
from translator.errors import BrokenDocument
from translator.formats.web import Html


def notes(page: str) -> list[str]:
    return [note.detail for note in Html().read(page.encode()).notes]


@pytest.mark.parametrize(
    ("sample", "wanted"),
    [
        (
            "a page",
            [
                "Safety valves",
                "What a valve is",
                "Scope",
                "This document specifies & defines <1>valves</1>.",
            ],
        ),
        (
            "without end tags",
            ["one", "two [1]bold", "a", "b", "c", "d", "e", "first", "second", "x1", "y1"],
        ),
        (
            "badly nested",
            ["<1>Bold [2]both</1> only[3] end", "next [1]anchor", "tail"],
        ),
        (
            "white space in marks",
            ["<1>Deep</1> <2>words </2>."],
        ),
        ("not for translation", ["By [1] now", "Call [1] with"]),
        ("comments", ["One [1]three[2] four", "five [1] six"]),
        ("signs that begin nothing", ["a < b & c © d \u00a0 e"]),
        ("lines", ["first\nsecond\nthird", "Hello,", "you"]),
        ("other languages", ["Rice ([1]) grows in many lands."]),
        ("ruby", ["The <1>sign</1> of it"]),
        ("pictures and formulae", ["Flow [1] is [2] here.", "A chart", "Rate"]),
        ("Chinese", ["本文件规定了安全阀的<1>要求</1>。"]),
    ],
)
def test_a_unit_is_the_text_between_two_blocks(sample: str, wanted: list[str]) -> None:
    found = units(SAMPLES[sample])

    assert found == wanted


def test_attributes_that_readers_see_are_units() -> None:
    found = units(SAMPLES["attributes"])

    assert found == [
        "Tip",
        "See [1] and [2][3]<4>there</4>",
        'A "valve"',
        "Send",
        "Your name",
        "Go on",
    ]


@pytest.mark.parametrize(
    ("meta", "is_read"),
    [
        ("name=Description content='On valves'", True),
        ("name=keywords content='valve, seat'", True),
        ("property=og:title content='On valves'", True),
        ("name=DC.title content='On valves'", True),
        ("name=viewport content='width=device-width'", False),
        ("name=author content='A. Smith'", False),
        ("http-equiv=refresh content='5; url=valves.html'", False),
    ],
)
def test_of_the_metadata_what_is_for_readers_is_read(meta: str, *, is_read: bool) -> None:
    assert bool(units(f"<meta {meta}><p>1</p>")) == is_read


def test_a_heading_has_its_level_and_a_unit_its_place() -> None:
    document = Html().read(b"<h1>One</h1>\n<div><h3>Three</h3>\n<p title='x y'>z</p></div>")

    found = [(unit.place, unit.level) for unit in document.units]

    assert found == [
        ("h1, line 1", 1),
        ("h3, line 2", 3),
        ("p, title, line 3", 0),
        ("p, line 3", 0),
    ]


@pytest.mark.parametrize(
    ("sample", "wanted"),
    [
        (
            "not for translation",
            [
                "parts that are marked as not to be translated stay as they are: 2",
                "preformatted texts stay as they are: 1",
            ],
        ),
        ("comments", ["conditional comments stay as they are: 1"]),
        ("other languages", ["parts in la stay as they are: 1", "parts in fr stay as they are: 1"]),
        ("ruby", ["readings of characters (ruby) stay as they are: 3"]),
        ("a page", []),
    ],
)
def test_what_is_kept_although_there_are_words_in_it_is_said(
    sample: str, wanted: list[str]
) -> None:
    assert notes(SAMPLES[sample]) == wanted


def test_calls_of_programs_on_the_server_are_kept() -> None:
    assert units("<p>five <%= a > b %> six <?php if (a > b) ?> seven</p>") == [
        "five [1] six [2] seven"
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=GBK><p>安全阀</p>".encode("gbk"), "安全阀"),
        ("<?xml version='1.0' encoding='big5'?><p>安全閥</p>".encode("big5"), "安全閥"),
        ("<p>安全阀的一般要求</p>".encode("gb18030"), "安全阀的一般要求"),
        ("\ufeff<p>安全阀</p>".encode("utf-16-be"), "安全阀"),
        (b"<meta charset=latin1><p>\x93a\x94 caf\xe9</p>", "“a” café"),
        (b"<p>na\xefve</p>", "naïve"),
        (b"<meta charset=utf-8>" + "<p>é</p>".encode() + b"<!-- \xff -->" + b" " * 99, "é"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_names_or_looks_like(data: bytes, text: str) -> None:
    document = Html().read(data)

    assert [unit.content.text for unit in document.units] == [text]
    assert Html().write(document, {}) == data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<meta charset=utf-8><p>安全阀".encode("gbk"), "says that it is in UTF-8, and is not"),
        (b"<meta charset=klingon-8><p>x", "unknown encoding klingon-8"),
        (b"<div>" * 500, "line 1: more than 250 elements inside one another"),
        (b"<p>\0\xff\0\x01", "binary data|not valid"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        Html().read(data)
