"""Text that has no room in the new language is told of, with its place."""

import pytest

from termbase.text import Language
from tests.formats.looks import styled, told
from tests.formats.packages import run

EN = Language.EN
LONG = "The cooling fan shall be disconnected from the supply before maintenance."


def row(text: str, height: str, layout: str = "", width: int = 2000) -> str:
    return (
        f"<w:tbl><w:tblPr>{layout}</w:tblPr><w:tblGrid><w:gridCol w:w='{width}'/></w:tblGrid>"
        f"<w:tr><w:trPr>{height}</w:trPr><w:tc><w:p>{run(text)}</w:p></w:tc></w:tr></w:tbl><w:p/>"
    )


EXACT = "<w:trHeight w:val='300' w:hRule='exact'/>"
FIXED = "<w:tblLayout w:type='fixed'/>"


def box(fit: str) -> str:
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:spPr>"
        "<a:xfrm><a:ext cx='1270000' cy='254000'/></a:xfrm></wps:spPr><wps:txbx><w:txbxContent>"
        f"<w:p>{run('断开电源')}</w:p></w:txbxContent></wps:txbx><wps:bodyPr>{fit}</wps:bodyPr>"
        "</wps:wsp></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )


def drawn(style: str) -> str:
    return (
        "<w:p><w:r><w:pict><v:shape style='width:100pt;height:20pt'>"
        f"<v:textbox style='{style}'><w:txbxContent><w:p>{run('断开电源')}</w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )


FRAME = "<w:pPr><w:framePr w:w='2000' w:h='300' w:hRule='exact'/></w:pPr>"


@pytest.mark.parametrize(
    ("body", "place", "reason"),
    [
        (row("断开电源", EXACT), "table 1, row 1, cell 1", "the row has 15 pt"),
        (box(""), "text box 1", "the text box has 13 pt"),
        (drawn(""), "text box 1", "the text box has 13 pt"),
        (f"<w:p>{FRAME}{run('断开电源')}</w:p>", "body, paragraph 1", "the frame has 15 pt"),
    ],
)
def test_text_that_is_higher_than_its_place_is_told(body: str, place: str, reason: str) -> None:
    [issue] = told(styled(body), EN, LONG)

    assert (issue.check, issue.place) == ("room", place)
    assert reason in issue.detail


@pytest.mark.parametrize(
    "body",
    [
        row("断开电源", "<w:trHeight w:val='300' w:hRule='atLeast'/>"),
        row("断开电源", ""),
        box("<a:spAutoFit/>"),
        drawn("mso-fit-shape-to-text:t"),
        f"<w:p>{run('断开电源')}</w:p>",
    ],
)
def test_what_grows_with_its_text_has_room(body: str) -> None:
    assert told(styled(body), EN, LONG) == ()


def test_text_that_fits_and_text_that_grew_no_more_are_not_told() -> None:
    crowded_before = row("断开电源之后方可进行维修作业" * 4, EXACT)

    assert told(styled(row("断开电源", EXACT)), EN, "Switch off") == ()
    assert told(styled(crowded_before), EN, "Switch off before you mend it at all") == ()


def test_a_word_that_is_wider_than_a_fixed_column_is_told() -> None:
    narrow = row("不兼容性", "", FIXED, 700)

    [issue] = told(styled(narrow), EN, "Incompatibility")

    assert "“Incompatibility”" in issue.detail
    assert issue.place == "table 1, row 1, cell 1"
    assert told(styled(row("不兼容性", "", "", 700)), EN, "Incompatibility") == ()


def test_the_size_of_the_characters_and_their_lines_count() -> None:
    style = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:rPr><w:sz w:val="{}"/></w:rPr></w:style>'
    )
    body = row("断开", "<w:trHeight w:val='400' w:hRule='exact'/>")

    assert told(styled(body, styles=style.format(16)), EN, "Switch off") == ()
    assert len(told(styled(body, styles=style.format(32)), EN, "Switch off now")) == 1
