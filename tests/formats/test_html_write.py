"""What a translated web page looks like; all that is not translated is as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase import Language
from tests.formats.pages import units, written
from translator.formats.web import Html
from translator.model import TaggedText

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1)


def test_tags_move_with_their_words_and_white_space_around_stays() -> None:
    found = written(
        "<p>\n  See <a href=x>Table 1</a>\n for <b>valves</b> \n</p>", "<2>阀</2>见<1>表</1>"
    )

    assert found == "<p>\n  <b>阀</b>见<a href=x>表</a> \n</p>"


def test_what_html_reserves_is_escaped_and_references_that_are_not_touched_stay() -> None:
    found = written("<p>A&nbsp;valve</p><p>&copy; R&D &eacute;</p>", "甲 < 乙 & &amp;\u00a0丙\x01")

    assert found == "<p>甲 &lt; 乙 &amp; &amp;amp;&nbsp;丙</p><p>&copy; R&D &eacute;</p>"


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ('<p title="a b">1', '<p title="甲 &quot;\'&lt;">1'),
        ("<p title='a b'>1", "<p title='甲 \"&#39;&lt;'>1"),
        ("<p title=a>1", '<p title="甲 &quot;\'&lt;">1'),
    ],
)
def test_an_attribute_keeps_its_quotation_marks(page: str, wanted: str) -> None:
    assert written(page, "甲 \"'<") == wanted


def test_lines_keep_their_breaks() -> None:
    found = written("<p>one<br>two<br clear=all>three</p>", "一\n二\n三\n四")

    assert found == "<p>一<br>二<br clear=all>三<br clear=all>四</p>"


def test_a_reading_stays_with_the_character_that_it_is_of() -> None:
    found = written("<p>The <ruby>sign<rt>biao</rt></ruby> of</p>", "<1>标</1>志")

    assert found == "<p><ruby>标<rt>biao</rt></ruby>志</p>"


def test_the_page_says_that_it_is_in_the_language_of_the_target() -> None:
    page = (
        '<html lang="en-GB" xml:lang="en-GB" dir="rtl"><meta http-equiv=Content-Language '
        "content=en>"
        '<meta property="og:locale" content="en_GB"><body lang=en><p>Rice</p><p lang=fr>Riz</p>'
    )

    found = written(page, "稻米", language=Language.ZH_HANT)

    assert found == (
        '<html lang="zh-Hant" xml:lang="zh-Hant" dir="ltr"><meta http-equiv=Content-Language '
        'content=zh-Hant><meta property="og:locale" content="zh_TW"><body lang=zh-Hant><p>稻米</p>'
        "<p lang=fr>Riz</p>"
    )


def test_a_page_without_a_language_gets_one() -> None:
    assert written("<HTML><p>Rice", "稻米", language=Language.ZH) == '<HTML lang="zh"><p>稻米'


def test_a_character_that_the_encoding_lacks_becomes_a_reference() -> None:
    data = "<meta charset=big5><p>安全閥</p>".encode("big5")
    document = Html().read(data)

    found = Html().write(document, {document.units[0].id: TaggedText("å 阀")})

    assert found == b"<meta charset=big5><p>&#229; &#38400;</p>"


@given(WORDS, WORDS)
def test_any_text_reads_back(one: str, other: str) -> None:
    found = written("<p title='a'>b", one, other)

    wanted = [text for text in (one, other) if any(c.isalpha() for c in text)]
    assert units(found) == wanted


@given(st.text("<>/!-?=\"' abp&;#[]%\n"))
def test_whatever_is_no_page_comes_back_as_it_was(soup: str) -> None:
    data = soup.encode()
    document = Html().read(data)

    again = Html().write(document, {unit.id: unit.content for unit in document.units})

    assert again == data


@given(st.text("<>/ab &p=\"'", max_size=60))
def test_in_whatever_is_no_page_what_you_put_is_what_you_get(soup: str) -> None:
    document = Html().read(soup.encode())
    targets = {unit.id: TaggedText("甲") for unit in document.units}

    again = Html().read(Html().write(document, targets))

    assert [unit.content.text for unit in again.units] == ["甲"] * len(targets)
