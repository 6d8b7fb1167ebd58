"""What of Markdown is read, and what a translated file looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase import Language
from tests.formats.notes import SAMPLES, units, written
from translator.formats.md import Markdown
from translator.model import Tag, TaggedText

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Co", "Cn"])
MARKS = st.text("*_`~[]()<>#+-=|!\\&;:${}^. 1a甲，“”\"'", min_size=1)
WORDS = st.text(LETTERS, min_size=1) | MARKS
PLACES = {
    "paragraph": ("", "\n"),
    "heading": ("# ", "\n"),
    "cell": ("| ", " | b |\n|---|---|\n"),
    "item": ("- ", "\n"),
    "quotation": ("> ", "\n"),
    "picture": ("![", "](http://x)\n"),
    "title": ('[1](http://x "', '")\n'),
    "definition": ("[1]: http://x '", "'\n"),
    "metadata": ("---\ntitle: ", "\n---\n"),
    "quoted metadata": ("---\ntitle: '", "'\n---\n"),
    "TOML": ('+++\ntitle = "', '"\n+++\n'),
}


@pytest.mark.parametrize(
    ("sample", "wanted"),
    [
        ("headings", ["One", "Two <1>two</1>", "Three", "Four four"]),
        ("metadata", ["Safety valves", 'On "valves"', "It's here", "Text"]),
        ("metadata in TOML", ["Safety valves", "Text"]),
        (
            "quotations and lists",
            [
                "A long sentence with [1] and\na second line\nand a third.",
                *("one goes on", "two", "first", "second <1>here</1>", "other", "tabs"),
            ],
        ),
        (
            "links",
            [
                "See <1>the <2>site</2></1>, [3], <4>one</4>, <5>two</5>, <6>three</6> and [7].",
                *("Its title", "a <1>picture</1>", "Of it", "First", "Third"),
            ],
        ),
        (
            "emphasis",
            [
                "<1>Bold</1> and <2>it</2><3>both</3>, <4>all</4>, <5>gone</5>, a<6>b</6>c, "
                "snake_case_word, 2 * 3 * 4"
            ],
        ),
        ("a table", ["A", "B | c", "one", "<1>two</1> | x", "d", "e"]),
        ("boxes", ["to do", "done", "Mind this.", "Inside"]),
        (
            "notes",
            ["See[1] and more[2] now.", "in the <1>line</1>", "The note goes on.", "More of it."],
        ),
        ("formulae", ["Where [1] is 5 and it costs $6 or $7.", "Then [1] too."]),
        ("code", ["Call [1] now:", "End"]),
        (
            "HTML",
            [
                "Press [1]\nthen <2>go</2> [3] on.",
                "a picture",
                "Inside <1>it</1>",
                "<1>More</1> text",
            ],
        ),
        ("definitions", ["Valve", "A device that <1>opens</1>", "and shuts", "Seat", "A part"]),
        ("escapes", ["*not* & <b> # 3 © 1. x", "1986. A year"]),
        ("templates", ["Read [1] now [2]yes"]),
        ("Chinese", ["范围", "本文件规定了<1>安全阀</1>的要求，适用于阀门。", "第一项", "第二项"]),
    ],
)
def test_a_unit_is_the_text_of_a_block(sample: str, wanted: list[str]) -> None:
    assert units(SAMPLES[sample]) == wanted


def test_a_heading_has_its_level_and_a_unit_its_place() -> None:
    document = Markdown().read(b"---\ntitle: T\n---\n# One\n\n- item\n  on\n\n### Three\n")

    assert [(unit.place, unit.level) for unit in document.units] == [
        ("title, line 2", 0),
        ("h1, line 4", 1),
        ("p, line 6", 0),
        ("h3, line 9", 3),
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (SAMPLES["code"], "code blocks stay as they are: 2"),
        ("> <div>x</div>\n", "HTML in quotations stay as they are: 1"),
        (
            "Size  Colour\n----  ------\nfour  brown\n",
            "tables and verses of Pandoc stay as they are",
        ),
        ("---\ntitle: |\n  Long\n---\n", "title: stays as it is"),
    ],
)
def test_what_is_kept_although_there_are_words_in_it_is_said(text: str, note: str) -> None:
    details = [note.detail for note in Markdown().read(text.encode()).notes]

    assert len(details) == 1
    assert details[0].startswith(note)


def test_a_paragraph_that_changed_stands_in_one_line_with_its_hard_breaks() -> None:
    found = written(SAMPLES["quotations and lists"], "长句[1]\n第二\n第三")

    assert found.startswith("> 长句`code`  \n> 第二\\\n> 第三\n>\n> - one\n>   goes on\n")


def test_a_link_that_is_found_by_its_words_is_found_by_them_still() -> None:
    found = written(
        "[two][], [three] and [**four**]\n\n[two]: b\n[three]: c\n[**four**]: d\n",
        "<1>二</1><2>三</2><3>四</3>",
    )

    assert found.startswith("[二][two][三][three][**四**][**four**]\n\n[two]: b\n")


def test_where_stars_would_be_no_marks_there_is_html() -> None:
    found = written("The **valve** is *good*.\n", "<1>“阀”</1>很<2>好。</2>吗")

    assert found == "<strong>“阀”</strong>很<em>好。</em>吗\n"
    assert written("The **valve** is *good*.\n", "<1>阀</1>很<2>好</2>") == "**阀**很*好*\n"


def test_code_that_comes_to_stand_beside_code_is_html() -> None:
    assert written("Call `a_b` or `c`.\n", "[1][2]甲") == "<code>a\\_b</code><code>c</code>甲\n"


def test_metadata_say_the_language_and_keep_what_is_no_language() -> None:
    found = written(SAMPLES["metadata"], "安全阀: 一", "“阀”", "它's", language=Language.ZH)

    assert found == (
        '---\ntitle: "安全阀: 一"\nlang: zh\ntags: [one, two]\ndescription: "“阀”"\n'
        "subtitle: '它''s'\ndraft: true\n---\n\nText\n"
    )


def test_line_ends_stay() -> None:
    assert written(SAMPLES["line ends"], "一", "二") == "# 一\r\n\r\n二\r\n"


def test_a_character_that_the_encoding_lacks_makes_the_file_utf_8_and_is_reported() -> None:
    data = "# 安全閥的一般要求\n\n適用於閥門。\n".encode("big5")
    document = Markdown().read(data)

    found = Markdown().write(document, {document.units[0].id: TaggedText("Å 阀")})

    assert found.decode("utf-8-sig") == "# Å 阀\n\n適用於閥門。\n"
    (remark,) = Markdown().remarks(document, found)
    assert (remark.detail, remark.place) == ("Big5 lacks Å 阀: written as UTF-8", "line 1")


def test_a_file_that_is_read_as_more_or_fewer_texts_is_reported() -> None:
    document = Markdown().read(b"one\n\ntwo\n")

    (remark,) = Markdown().remarks(document, b"one\n")

    assert remark.detail == "2 texts are read as 1: look at the marks"


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@given(words=WORDS)
def test_any_text_reads_back_as_the_same_text(place: tuple[str, str], words: str) -> None:
    before, after = place
    document = Markdown().read(f"{before}word{after}".encode())
    wanted = TaggedText(" ".join(f"甲{words}乙".split()))

    found = Markdown().write(document, {document.units[0].id: wanted})

    assert Markdown().read(found).units[0].content == wanted


@pytest.mark.parametrize("mark", ["**word**", "[word](http://x)", "<b>word</b>", "***word***"])
@given(WORDS, WORDS, WORDS)
def test_any_text_around_and_in_a_mark_reads_back(
    mark: str, before: str, inside: str, after: str
) -> None:
    pieces = [" ".join(piece.split()) or "x" for piece in (before, inside, after)]
    text = "".join(pieces)
    tags = (Tag(len(pieces[0]), "open", 1), Tag(len(pieces[0]) + len(pieces[1]), "close", 1))
    wanted = TaggedText(f"{text}阀", tags)
    document = Markdown().read(f"A {mark} here\n".encode())

    found = Markdown().write(document, {document.units[0].id: wanted})

    assert [unit.content for unit in Markdown().read(found).units] == [wanted]


@given(st.text("*_`~[]()<>#+-=|!\\&;:${}^. 1a甲\n\t", max_size=60))
def test_whatever_is_written_comes_back_as_it_was(text: str) -> None:
    data = text.encode()
    document = Markdown().read(data)

    again = Markdown().write(document, {unit.id: unit.content for unit in document.units})

    assert again == data
