"""TBX of both editions and styles, as others write it and as we do."""

from io import StringIO
from pathlib import Path

import pytest
from lxml import etree

from termbase.concept import Concept, Definition, Designation, Grade, Status, with_id
from termbase.exchange import BrokenExchange, Entry, Rejected, Style, read_concepts, write_concepts
from termbase.text import Language

SHARED = Path(__file__).parents[3] / "shared/docs/tbx"
HEADER = "<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>"
TBX = (
    '<tbx type="TBX-Basic" style="{}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" '
    'xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">'
    f"{HEADER}<text><body>{{}}</body></text></tbx>"
)
MARTIF = '<martif type="TBX" xml:lang="en"><text><body>{}</body></text></martif>'
DCA = """<conceptEntry id="c7"><descrip type="subjectField">ventilation</descrip>
<langSec xml:lang="{zh}"><descripGrp><descrip type="definition">用于
    输送空气的<hi>装置</hi></descrip><admin type="source">GB/T 1</admin></descripGrp>
  <termSec><term>风扇</term><termNote type="partOfSpeech">noun</termNote>
    <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
    <admin type="source">GB/T 2, 3.1</admin><note>常用</note></termSec>
  <termSec><term>电扇</term>
    <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec></langSec>
<langSec xml:lang="{en}"><termSec><term>fan</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>ventilateur</term></termSec></langSec></conceptEntry>"""
DCT = """<conceptEntry id="c7"><min:subjectField>ventilation</min:subjectField>
<langSec xml:lang="{zh}"><descripGrp><basic:definition>用于 输送空气的装置</basic:definition>
  <basic:source>GB/T 1</basic:source></descripGrp>
  <termSec><term>风扇</term><min:partOfSpeech>noun</min:partOfSpeech>
    <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
    <basic:source>GB/T 2, 3.1</basic:source><note>常用</note></termSec>
  <termSec><term>电扇</term>
    <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
<langSec xml:lang="{en}"><termSec><term>fan</term></termSec></langSec></conceptEntry>"""
TIG = """<termEntry id="c7"><descrip type="subjectField">ventilation</descrip>
<langSet xml:lang="{zh}"><descrip type="definition">用于 输送空气的装置</descrip>
  <ntig><termGrp><term>风扇</term><termNote type="partOfSpeech">noun</termNote></termGrp>
    <admin type="source">GB/T 2, 3.1</admin><note>常用</note></ntig>
  <tig><term>电扇</term>
    <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
<langSet lang="{en}"><tig><term>fan</term></tig></langSet></termEntry>"""
# What ISO 30042:2019 and the TBX-Basic dialect allow where, as far as we write it.
ALLOWED = """
<!ELEMENT tbx (tbxHeader, text)>
<!ATTLIST tbx type CDATA #FIXED "TBX-Basic" style (dca|dct) #REQUIRED xml:lang CDATA #REQUIRED
  xmlns CDATA #IMPLIED xmlns:xml CDATA #IMPLIED xmlns:min CDATA #IMPLIED xmlns:basic CDATA #IMPLIED>
<!ELEMENT tbxHeader (fileDesc)> <!ELEMENT fileDesc (sourceDesc)>
<!ELEMENT sourceDesc (p)> <!ELEMENT p (#PCDATA)>
<!ELEMENT text (body)> <!ELEMENT body (conceptEntry+)>
<!ELEMENT conceptEntry ((descrip|admin|note|min:subjectField|basic:source)*, langSec+)>
<!ATTLIST conceptEntry id ID #REQUIRED>
<!ELEMENT langSec ((descrip|basic:definition)*, termSec+)>
<!ATTLIST langSec xml:lang (zh|zh-Hant|en) #REQUIRED>
<!ELEMENT termSec (term, (termNote|min:partOfSpeech|min:administrativeStatus)*,
  (admin|note|basic:source)*)>
<!ELEMENT term (#PCDATA)> <!ELEMENT note (#PCDATA)>
<!ELEMENT descrip (#PCDATA)> <!ATTLIST descrip type (subjectField|definition) #REQUIRED>
<!ELEMENT admin (#PCDATA)> <!ATTLIST admin type (source) #REQUIRED>
<!ELEMENT termNote (#PCDATA)>
<!ATTLIST termNote type (partOfSpeech|administrativeStatus) #REQUIRED>
<!ELEMENT min:subjectField (#PCDATA)> <!ELEMENT min:partOfSpeech (#PCDATA)>
<!ELEMENT min:administrativeStatus (#PCDATA)>
<!ELEMENT basic:source (#PCDATA)> <!ELEMENT basic:definition (#PCDATA)>
"""


def read(text: str, folder: Path, status: Status = Status.PROPOSED) -> list[Concept | str]:
    path = folder / "terms.tbx"
    path.write_text(text, encoding="utf-8")
    found = read_concepts(path, status)
    return [item.concept if isinstance(item, Entry) else str(item) for item in found]


@pytest.mark.parametrize(
    "text", [TBX.format("dca", DCA), TBX.format("dct", DCT), MARTIF.format(TIG)]
)
@pytest.mark.parametrize(
    ("zh", "en", "language"),
    [
        ("zh", "en", Language.ZH),
        ("zh-CN", "en-GB", Language.ZH),
        ("zh-Hans-CN", "EN-us", Language.ZH),
        ("zh-Hant", "en", Language.ZH_HANT),
        ("zh_TW", "en", Language.ZH_HANT),
    ],
)
def test_an_entry_says_the_same_in_every_edition_and_style(
    text: str, zh: str, en: str, language: Language, tmp_path: Path
) -> None:
    [concept] = read(text.replace("{zh}", zh).replace("{en}", en), tmp_path, Status.APPROVED)

    assert concept == Concept(
        (
            Designation(
                "风扇", language, Grade.PREFERRED, Status.APPROVED, "noun", "常用", "GB/T 2, 3.1"
            ),
            Designation("电扇", language, Grade.DEPRECATED, Status.APPROVED),
            Designation("fan", Language.EN, Grade.PREFERRED, Status.APPROVED),
        ),
        (Definition("用于 输送空气的装置", language),),
        "ventilation",
    )


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('<langSec xml:lang="fr"><termSec><term>x</term></termSec></langSec>', "languages are fr"),
        ('<langSec xml:lang="en"><termSec><term> </term></termSec></langSec>', "an empty en term"),
        (
            '<langSec xml:lang="en"><termSec><term>x</term><termNote type="administrativeStatus">'
            "good</termNote></termSec></langSec>",
            "“good” is no administrative status",
        ),
    ],
)
def test_an_entry_that_is_no_concept_is_named_with_line_and_reason(
    entry: str, reason: str, tmp_path: Path
) -> None:
    good = '<langSec xml:lang="en"><termSec><term>fan</term></termSec></langSec>'
    body = f'\n<conceptEntry id="a">{entry}</conceptEntry>\n<conceptEntry>{good}</conceptEntry>'

    rejected, concept = read(TBX.format("dca", body), tmp_path)

    assert isinstance(rejected, str)
    assert rejected.startswith("terms.tbx, line 2, entry a: ")
    assert reason in rejected
    assert isinstance(concept, Concept)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize("entity", ['SYSTEM "file:///etc/hostname"', '"fan"'])
def test_no_entity_is_expanded_and_the_entry_that_holds_one_is_named(
    entity: str, tmp_path: Path
) -> None:
    entry = '<termEntry><langSet xml:lang="en"><tig><term>&e;</term></tig></langSet></termEntry>'
    text = f"<!DOCTYPE martif [<!ENTITY e {entity}>]>{MARTIF.format(entry)}"

    [rejected] = read(text, tmp_path)

    assert rejected == "terms.tbx, line 1, entry 1: holds the entity &e;; write its text instead"


@pytest.mark.parametrize(("name", "term"), [("&l9;", "fan"), ("a", "&l9;")])
def test_entities_that_grow_without_end_are_refused(name: str, term: str, tmp_path: Path) -> None:
    section = f'<langSet xml:lang="en"><tig><term>{term}</term></tig></langSet>'
    entry = f'<termEntry id="{name}">{section}</termEntry>'
    text = f'<!DOCTYPE martif [<!ENTITY l0 "lol">{LAUGHS}]>{MARTIF.format(entry)}'

    with pytest.raises(BrokenExchange, match=r"terms\.tbx: not readable as TBX"):
        read(text, tmp_path)


@pytest.mark.parametrize("text", ["", "<tbx", "<html/>", "\x00"])
def test_what_is_no_tbx_is_refused_as_a_whole(text: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenExchange, match=r"terms\.tbx: not "):
        read(text, tmp_path)


FULL = with_id(
    Concept(
        (
            Designation("风扇", Language.ZH, Grade.PREFERRED, Status.APPROVED, "noun", "n", "GB 1"),
            Designation("电扇", Language.ZH, Grade.DEPRECATED, Status.APPROVED, "短语"),
            Designation("風扇", Language.ZH_HANT),
            Designation("fan", Language.EN, Grade.ADMITTED),
        ),
        (Definition("d", Language.EN),),
        "ICS 23.120",
        "GB/T 2",
        "note",
    )
)


@pytest.mark.parametrize("style", Style)
def test_what_we_write_is_tbx_basic(style: Style, tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"

    write_concepts(path, [FULL], style)

    allowed = etree.DTD(StringIO(ALLOWED))
    assert allowed.validate(etree.parse(path)), allowed.error_log
    text = path.read_text(encoding="utf-8")
    assert ('type="definition"' in text) == (style is Style.DCA)
    assert ("<basic:definition>d<" in text) == (style is Style.DCT)
    assert "风扇" in text


def test_a_file_without_terms_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BrokenExchange, match="there is no term to write"):
        write_concepts(tmp_path / "terms.tbx", [])


def test_a_long_file_is_read_one_entry_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"
    many = (
        with_id(Concept((Designation(f"扇{n}", Language.ZH), Designation(f"fan {n}", Language.EN))))
        for n in range(3000)
    )
    write_concepts(path, many)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    rows = read_concepts(path)

    assert [type(next(rows)) for _ in range(1000)] == [Entry] * 1000
    with pytest.raises(BrokenExchange):
        list(rows)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/docs/tbx")
def test_real_files_are_read_or_say_which_languages_they_have() -> None:
    found = [item for path in sorted(SHARED.glob("*.tbx")) for item in read_concepts(path)]

    terms = [item for item in found if isinstance(item, Entry)]
    assert "alpha smoothing factor" in {t.text for item in terms for t in item.concept.designations}
    assert all("no term in" in item.reason for item in found if isinstance(item, Rejected))
    assert len(terms) > 100
