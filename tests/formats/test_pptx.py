"""What is read of slides, in which order, and what is written with it."""

from functools import partial

from termbase.text import Language
from tests.formats.office_samples import SLIDES
from tests.formats.packages import parts, zipped
from tests.formats.trial import translated_by, units_of
from tests.formats.workbooks import (
    cells,
    part,
    presentation,
    relationships,
    shape,
    shared,
    with_parts,
)
from translator.formats.pptx import Pptx
from translator.model import TaggedText

FORM = Pptx()
units, translated = partial(units_of, FORM), partial(translated_by, FORM)
RUN = "<a:p><a:r><a:rPr {}>{}</a:rPr><a:t>{}</a:t></a:r></a:p>"


def paragraph(text: str, about: str = "", inside: str = "") -> str:
    """Return the XML of a paragraph of one run."""
    return RUN.format(about, inside, text)


def test_slides_are_read_in_the_order_of_the_show_each_with_what_belongs_to_it() -> None:
    assert units(SLIDES) == {
        "slide 1, title": "Safety valves",
        "slide 1, alternative text of Box": "A valve",
        "slide 1, text 2": "The <1>set</1>\npressure[2]",
        "slide 1, table 1, row 1, cell 1": "Rated value",
        "slide 1, table 1, row 1, cell 2": "10 bar",
        "slide 1, chart 1, text 1": "Flow rate",
        "slide 1, chart 1, data label 1": "Flow",
        "slide 1, diagram 1, text 1": "First step",
        "slide 1, notes, text 1": "Say it slowly",
        "slide 1, comment 1": "Check this",
        "slide 2, text 1": "In a group",
        "slide 2, text 2": "Twice",
    }


def test_a_title_is_a_heading() -> None:
    levels = {unit.place: unit.level for unit in FORM.read(SLIDES).units}

    assert levels["slide 1, title"] == 1
    assert levels["slide 2, text 1"] == 0


def test_what_is_said_twice_is_written_twice() -> None:
    after = parts(translated(SLIDES, {"Twice": "两次", "First step": "第一步"}))

    assert after["ppt/slides/slide1.xml"].decode().count("两次") == 2
    assert "第一步" in after["ppt/diagrams/data1.xml"].decode()
    assert "第一步" in after["ppt/diagrams/drawing1.xml"].decode()


def test_prompts_of_masters_are_kept_and_their_other_texts_are_units() -> None:
    main = parts(SLIDES)["ppt/_rels/presentation.xml.rels"].decode()
    link = relationships({"m": ("slideMaster", "slideMasters/slideMaster1.xml")})
    master = part(
        "p:sldMaster",
        shape(paragraph("Click to edit"), "title") + shape(paragraph("Institute of Valves")),
    )
    data = with_parts(
        SLIDES,
        {
            "ppt/_rels/presentation.xml.rels": main.replace(
                "</Relationships>", link.partition(">")[2]
            ),
            "ppt/slideMasters/slideMaster1.xml": master,
        },
    )

    found = units(data)

    assert found["slide master 1, text 2"] == "Institute of Valves"
    assert "Click to edit" not in found.values()


def test_the_tip_of_a_link_is_a_unit_and_its_address_is_kept() -> None:
    link = "<a:hlinkClick r:id='rId9' tooltip='To the standard'/>"
    data = presentation({"slide1": shape(paragraph("here", "b='1'", link))})

    written = translated(data, {"To the standard": "见标准", "here": "此处"})

    slide = parts(written)["ppt/slides/slide1.xml"].decode()
    assert '<a:hlinkClick r:id="rId9" tooltip="见标准"/>' in slide
    assert "<a:t>此处</a:t>" in slide


def test_runs_are_marked_with_their_language_and_set_in_its_fonts() -> None:
    fonts = "<a:latin typeface='宋体'/><a:ea typeface='宋体'/>"
    data = presentation({"slide1": shape(paragraph("阀门", "lang='zh-CN'", fonts))})

    slide = parts(translated(data, {"阀门": "valve"}, Language.EN))[
        "ppt/slides/slide1.xml"
    ].decode()

    assert 'lang="en-US"' in slide
    assert '<a:latin typeface="Times New Roman"/>' in slide


def test_fonts_and_languages_stay_where_no_language_is_named() -> None:
    data = presentation({"slide1": shape(paragraph("阀门", "lang='zh-CN'"))})

    slide = parts(translated(data, {"阀门": "valve"}))["ppt/slides/slide1.xml"].decode()

    assert 'lang="zh-CN"' in slide


def test_the_workbook_behind_a_chart_says_what_the_chart_says() -> None:
    rels = relationships({"x": ("package", "../embeddings/book.xlsx")})
    book = shared(cells({"A1": "Flow", "A2": "Other"}))
    files = parts(SLIDES)
    files["ppt/charts/_rels/chart1.xml.rels"] = rels.encode()
    files["ppt/embeddings/book.xlsx"] = book

    written = translated(zipped(files), {"Flow": "流量"})

    strings = parts(parts(written)["ppt/embeddings/book.xlsx"])["xl/sharedStrings.xml"].decode()
    assert ">流量<" in strings
    assert ">Other<" in strings


def test_text_that_outgrows_its_shape_is_reported() -> None:
    box = shape(paragraph("Valves"), about="hidden='0'").replace(
        "<p:spPr/>", "<p:spPr><a:xfrm><a:ext cx='1800000' cy='500000'/></a:xfrm></p:spPr>"
    )
    grows = box.replace("<a:bodyPr/>", "<a:bodyPr><a:spAutoFit/></a:bodyPr>")
    data = presentation({"slide1": box + grows})
    document = FORM.read(data)
    long = "A safety valve relieves pressure by itself. " * 4
    written = FORM.write(document, {unit.id: TaggedText(long) for unit in document.units})

    told = FORM.remarks(document, written)

    assert [(each.check, each.place) for each in told] == [("room", "slide 1, Box")]
    assert FORM.remarks(document, data) == ()


def test_names_of_sections_are_units() -> None:
    main = parts(SLIDES)["ppt/presentation.xml"].decode()
    section = (
        "<p:extLst><p:ext><s:sectionLst xmlns:s='x'><s:section name='Basics'/></s:sectionLst>"
        "</p:ext></p:extLst></p:presentation>"
    )
    data = with_parts(SLIDES, {"ppt/presentation.xml": main.replace("</p:presentation>", section)})

    assert units(data)["section 1, name"] == "Basics"


def test_a_file_name_is_no_alternative_text() -> None:
    data = presentation({"slide1": shape(paragraph("x"), about="descr='C:\\a\\valve.PNG'")})

    assert list(units(data).values()) == ["x"]
