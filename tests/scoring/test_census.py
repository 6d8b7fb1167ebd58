"""What of a file is language, counted by parsers that share nothing with the formats."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from eval.documents import markup, office, word
from eval.documents.census import visible
from eval.documents.probes import read_probes, wrong_probes
from tests.formats.packages import field, run, story, word_file, zipped
from translator.formats import format_for

WORD = format_for("a.docx")
PLAIN = word_file(f"<w:p>{run('Safety valve')}</w:p><w:p>{run('shall open')}</w:p>")


def counted(body: str, **others: str) -> list[str]:
    data = word_file(body, {f"{name}.xml": content for name, content in others.items()})
    return [text for text in word.texts(data) if text.strip()]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (run("seen"), ["seen"]),
        (run("hidden", "<w:vanish/>"), []),
        (run("shown", '<w:vanish w:val="0"/>'), ["shown"]),
        (f"<w:del>{run('gone')}</w:del><w:moveFrom>{run('away')}</w:moveFrom>", []),
        (f"<w:ins>{run('new')}</w:ins>", ["new"]),
        (field("PAGE", run("one")) + run("after"), ["after"]),
        (field("HYPERLINK x", run("link")), ["link"]),
        (field("REF a \\n", run("4.2.a")), []),
        (f'<w:fldSimple w:instr="DATE">{run("May")}</w:fldSimple>', []),
        (f'<w:fldSimple w:instr="TITLE">{run("Valves")}</w:fldSimple>', ["Valves"]),
        ("<m:oMath><m:r><m:t>p</m:t></m:r></m:oMath>", []),
        ("<w:r><w:t>a<!-- no -->b<![CDATA[c]]></w:t></w:r>", ["abc"]),
        (
            '<w:r><w:drawing><docPr descr="a valve" name="Picture 1"/></w:drawing></w:r>',
            ["a valve"],
        ),
        ('<w:r><w:drawing><docPr descr="my valve.png"/></w:drawing></w:r>', []),
        ('<w:r><w:pict><v:textpath string="DRAFT"/></w:pict></w:r>', ["DRAFT"]),
    ],
)
def test_language_is_what_a_reader_of_word_sees(body: str, expected: list[str]) -> None:
    assert counted(f"<w:p>{body}</w:p>") == expected


def test_the_words_of_a_chart_count_and_its_numbers_do_not() -> None:
    cache = "<c:strCache><c:pt><c:v>Flow</c:v></c:pt></c:strCache>"
    numbers = "<c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache>"

    found = counted("<w:p/>", chart1=story("c:chartSpace", cache + numbers))

    assert found == ["Flow"]


def test_a_text_box_in_a_computed_field_counts() -> None:
    box = f"<w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent>"

    assert counted(f"<w:p>{field('PAGE', f'<w:r>{box}</w:r>')}</w:p>") == ["box"]


def test_the_texts_of_a_workbook_are_those_of_its_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A3"] = "Valve", 12, '="x"'
    if sheet.oddFooter is not None:
        sheet.oddFooter.left.text = "Page &P"
    out = io.BytesIO()
    book.save(out)

    assert list(office.xlsx(out.getvalue())) == ["Valve", "Page "]


def test_the_texts_of_an_open_document_are_its_lines() -> None:
    text = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    content = (
        f"<body {text}><text:tracked-changes><text:p>old</text:p></text:tracked-changes>"
        "<text:p>See <text:span>page</text:span> <text:page-number>x</text:page-number>.</text:p>"
        "</body>"
    )

    found = "".join(office.odf(zipped({"content.xml": content.encode()})))

    assert found == "See page ."


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>One <b>two</b></p><!-- no -->", "One two"),
        ("<script>var x;</script><p>text<code>x()</code></p>", "text"),
        ("<p translate=no>kept</p><p>said</p>", "said"),
        ('<img alt="a valve"><input placeholder="name">', "a valvename"),
        ('<meta name="description" content="About"><meta name="x" content="no">', "About"),
        ("<div class='notranslate'><p>kept</p></div>&lt;said&gt;", "<said>"),
    ],
)
def test_the_texts_of_a_page_are_those_it_shows(page: str, expected: str) -> None:
    assert "".join(markup.html(page.encode())) == expected


def test_the_texts_of_markdown_are_those_of_its_page() -> None:
    text = "---\nkey: x\n---\n# Valve\n\n`code` and [link](http://x)\n\n    block\n"

    assert "".join(markup.markdown(text.encode())).split() == ["Valve", "and", "link"]


def test_an_entry_that_had_a_translation_is_not_counted() -> None:
    unit = "<trans-unit id='{}'><source>{}</source>{}</trans-unit>"
    one, two = unit.format(1, "a", "<target>A</target>"), unit.format(2, "b<ph>c</ph>", "")
    data = f"<xliff><file><body>{one}{two}</body></file></xliff>".encode()

    assert list(markup.xliff(data, data)) == ["b"]


def test_a_unit_that_is_missing_is_found_by_its_letters() -> None:
    read = WORD.read(PLAIN)

    found = visible(WORD, replace(read, units=read.units[:1]))

    assert (found.letters, found.overlooked, found.wrong) == (20, 9, 0)
    assert found.left == ("shall open",)


def test_all_units_together_reach_all_letters() -> None:
    found = visible(WORD, WORD.read(PLAIN))

    assert found.covered == found.letters == 20


def test_a_probe_that_is_not_read_or_not_kept_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "probes.docx"
    body = f"<w:p>{run('read')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    file.write_bytes(word_file(body))
    table = tmp_path / "table.tsv"
    rows = ["1\ttranslate\tread", "2\ttranslate\tnowhere", "3\tkeep\tgone", "4\tkeep\tread"]
    table.write_text("\n".join(["probe\tpolicy\tsource_text", *rows]), encoding="utf-8")

    found = list(wrong_probes(file, read_probes(table)))

    assert found == ["probe 2 is not translated: “nowhere”", "probe 4 is not kept: “read”"]
