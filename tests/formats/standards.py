"""Small standards in XML, each for one thing that a filter may get wrong; the laws hold on all."""

from tests.formats.marked import marked, unmarked
from translator.formats.sts import Sts
from translator.model import Document

TBX = 'xmlns:tbx="urn:iso:std:iso:30042:ed-1"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def standard(body: str, attributes: str = 'xml:lang="en"', front: str = "") -> bytes:
    """Return an STS file with this body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<standard {TBX} {XLINK} {attributes}>\n'
        f"<front>{front}</front>\n<body>{body}</body>\n</standard>\n"
    ).encode()


def units(data: bytes) -> list[str]:
    """Return the units of an XML file, each in one line."""
    return [marked(unit.content) for unit in Sts().read(data).units]


def written(document: Document, *lines: str) -> str:
    """Write a file with its first units replaced by `lines`."""
    ids = [unit.id for unit in document.units]
    targets = {ids[number]: unmarked(line) for number, line in enumerate(lines)}
    return Sts().write(document, targets).decode()


def entry(number: str, *sets: str) -> str:
    """Return a term section of language sets."""
    return (
        f'<term-sec id="s{number}"><label>{number}</label><tbx:termEntry id="t{number}">'
        f"{''.join(sets)}</tbx:termEntry></term-sec>"
    )


def language_set(language: str, definition: str, *terms: str) -> str:
    """Return a language set; a term may be `term|status`."""
    tigs = []
    for term in terms:
        text, _, status = term.partition("|")
        mark = f'<tbx:normativeAuthorization value="{status}"/>' if status else ""
        tigs.append(f"<tbx:tig><tbx:term>{text}</tbx:term>{mark}</tbx:tig>")
    meaning = f"<tbx:definition>{definition}</tbx:definition>" if definition else ""
    return f'<tbx:langSet xml:lang="{language}">{meaning}{"".join(tigs)}</tbx:langSet>'


PADDY = entry(
    "3.1",
    language_set("en", "rice retaining its husk", "paddy", "rough rice"),
    language_set("zh", "", "粗稻|deprecatedTerm-admn-sts", "谷子|admittedTerm-admn-sts", "稻谷"),
)
PERMISSIONS = (
    "<std-meta><title-wrap><main>Rice</main></title-wrap><std-ident><originator>ISO</originator>"
    "</std-ident><content-language>en</content-language><std-ref>ISO 7301</std-ref>"
    "<permissions><copyright-statement>All rights reserved</copyright-statement>"
    "<copyright-holder>ISO</copyright-holder></permissions></std-meta>"
)
SAMPLES = {
    "metadata": standard("<p>Rice</p>", front=PERMISSIONS),
    "white space": standard("<p>\n   The\n\tquick <bold> fox </bold>\n  jumps\n </p>"),
    "marks": standard(
        "<p>See <xref rid='a'><sup>14</sup></xref> and <xref rid='b'>Table 1</xref> at "
        "<italic>p</italic><sub>max</sub>, <inline-formula>A = B</inline-formula>, "
        "<std><std-ref>ISO 712</std-ref></std>.</p>"
    ),
    "a list inside a paragraph": standard(
        "<p>Before<list><list-item><label>a)</label><p>inside</p></list-item></list>after</p>"
    ),
    "a footnote inside a sentence": standard(
        "<p>The valve<fn id='f'><label>1</label><p>A <bold>safety</bold> valve.</p></fn> opens.</p>"
    ),
    "a footnote inside a pair": standard(
        "<p>The <bold>safety valve<fn><p>Of brass.</p></fn></bold> opens.</p>"
    ),
    "references to characters": standard("<p>A &lt; B &amp; C &#x2014; &#65;</p>"),
    "comments, instructions and CDATA": standard(
        "<!-- a < b --><p>One <!-- two -->three<?pi x > y?> <![CDATA[four < 5]]></p>"
        "<p><![CDATA[six & seven]]></p>"
    ),
    "entries": standard(PADDY),
    "a table": standard(
        "<table-wrap><label>Table 1</label><caption><title>Sizes</title></caption><table><tr>"
        "<th>Size</th><td>12</td><td><p>large</p></td></tr></table></table-wrap>"
    ),
    "words in another language": standard(
        "<p>Rice (<italic xml:lang='la'>Oryza sativa</italic>) grows.</p>"
        "<p xml:lang='fr'>Le riz pousse.</p>"
    ),
    "code": standard("<preformat>int x;</preformat><p>Call <code>main()</code> first.</p>"),
    "UTF-16": (
        '<?xml version="1.0" encoding="UTF-16"?><article xml:lang="zh"><body><p>安全阀</p></body>'
        "</article>"
    ).encode("utf-16"),
    "GB 2312": (
        '<?xml version="1.0" encoding="GB2312"?><standard><body><p>安全阀</p></body></standard>'
    ).encode("gb2312"),
}
