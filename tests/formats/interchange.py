"""Small XLIFF files, each for one thing that a filter may get wrong; the laws hold on all."""

CORE_1 = 'xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"'
CORE_2 = 'xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"'


def xliff_1(units: str, languages: str = 'source-language="en"', space: str = "") -> bytes:
    """Return an XLIFF 1.2 file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff {CORE_1}>\n<file original="a" '
        f'datatype="plaintext" {languages}{space}>\n<body>\n{units}\n</body>\n</file>\n</xliff>\n'
    ).encode()


def xliff_2(units: str, languages: str = 'srcLang="en"', file: str = "") -> bytes:
    """Return an XLIFF 2.1 file."""
    return (
        f'<?xml version="1.0"?>\n<xliff {CORE_2} {languages}>\n <file id="f1"{file}>\n{units}\n'
        " </file>\n</xliff>\n"
    ).encode()


def unit_1(source: str, rest: str = "", attributes: str = "") -> str:
    """Return a trans-unit."""
    return f'<trans-unit id="1"{attributes}>\n  <source>{source}</source>{rest}\n</trans-unit>'


def unit_2(*rows: str, attributes: str = "", before: str = "") -> str:
    """Return a unit of these segments and ignorables."""
    return f'  <unit id="u1"{attributes}>{before}\n   ' + "\n   ".join(rows) + "\n  </unit>"


def segment_2(source: str, target: str = "", attributes: str = "") -> str:
    """Return a segment."""
    return f"<segment{attributes}>\n    <source>{source}</source>{target}\n   </segment>"


SAMPLES = {
    "1.2": xliff_1(unit_1("The valve opens.")),
    "1.2, codes": xliff_1(
        unit_1(
            'The <g id="1">safety</g> valve<x id="2"/> <bpt id="3">&lt;b&gt;</bpt>opens'
            '<ept id="3">&lt;/b&gt;</ept> <ph id="4">&lt;br/&gt;</ph>now<it id="5">i</it>'
            ' <bx id="6"/>slowly<ex id="6"/>.'
        )
    ),
    "1.2, text in a code": xliff_1(
        unit_1('See <ph id="1">&lt;img alt="<sub>a red valve</sub>"/&gt;</ph> below.')
    ),
    "1.2, nothing but a code with text": xliff_1(
        unit_1('<ph id="1">&lt;img alt="<sub>a red valve</sub>"/&gt;</ph>')
    ),
    "1.2, segmented": xliff_1(
        unit_1(
            "One. Two.",
            '\n  <seg-source><mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1">'
            '<g id="1">Two.</g></mrk></seg-source>',
        )
    ),
    "1.2, crossed codes": xliff_1(
        unit_1('<bpt id="1">a</bpt>One<bpt id="2">b</bpt>two<ept id="1">c</ept>three<ept id="2"/>')
    ),
    "1.2, protected text": xliff_1(
        unit_1('Call <mrk mtype="protected">main()</mrk> or <mrk mtype="term">start</mrk>.')
    ),
    "1.2, white space kept": xliff_1(
        unit_1("  One\n\ttwo  three. ", attributes=' xml:space="preserve"')
    ),
    "1.2, white space": xliff_1(unit_1("\n    One\n    two.\n  ")),
    "1.2, an empty target": xliff_1(unit_1("One.", "\n  <target/>")),
    "1.2, a target that is the source": xliff_1(
        unit_1("One.", '\n  <target state="new" state-qualifier="x">One.</target>')
    ),
    "1.2, prefixes": (
        b'<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><x:file '
        b'original="a" source-language="en" datatype="x"><x:body><x:trans-unit id="1"><x:source '
        b"xml:lang='en'>One <x:g id='1'>two</x:g>.</x:source></x:trans-unit></x:body></x:file>"
        b"</x:xliff>"
    ),
    "1.2, CDATA and references": xliff_1(unit_1("<![CDATA[a < b]]> &amp; &#x4E00; c")),
    "2.1": xliff_2(unit_2(segment_2("The valve opens."))),
    "2.1, codes": xliff_2(
        unit_2(
            segment_2(
                'The <pc id="1" dataRefStart="d1" dataRefEnd="d2">safety</pc> valve<ph id="2"/> '
                '<sc id="3"/>opens<ec startRef="3"/> <mrk id="4" type="term">now</mrk>'
                '<cp hex="0001"/>, <sm id="5" type="x"/>slowly<em startRef="5"/>.'
            ),
            before='\n   <originalData><data id="d1">[b]</data><data id="d2">[/b]</data>'
            "</originalData>",
        )
    ),
    "2.1, a pair over two segments": xliff_2(
        unit_2(
            segment_2('<sc id="1"/>One.'),
            "<ignorable><source> </source></ignorable>",
            segment_2('Two<ec startRef="1"/>.'),
        )
    ),
    "2.1, text not to translate": xliff_2(
        unit_2(
            segment_2(
                'Call <mrk id="m1" translate="no">main()</mrk> or <sm id="m2" translate="no"/>'
                'stop()<em startRef="m2"/>.'
            )
        )
    ),
    "2.1, matches, notes and groups": xliff_2(
        '<group id="g1">'
        + unit_2(
            segment_2("One."),
            before='\n   <mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><mtc:match '
            'ref="#1"><source>Uno.</source><target>Eins.</target></mtc:match></mtc:matches><notes>'
            "<note>Two words.</note></notes>",
        )
        + "</group>"
    ),
    "2.1, an empty target": xliff_2(
        unit_2(segment_2("One.", '<target xml:space="preserve"/>', ' state="initial" id="s"'))
    ),
}
