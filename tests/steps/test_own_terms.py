"""What a document says of its own terms."""

from pathlib import Path

import pytest

from corpus import Memory
from termbase import Language, Term, Termbase
from termbase.model import Scope
from tests.makers import EN_ZH, ZH_EN, Scripted, document, knowledge, walk
from translator.formats import format_for
from translator.model import (
    Direction,
    Document,
    Origin,
    Outcome,
    Tag,
    TaggedText,
    TextUnit,
    Translation,
)
from translator.pipeline import Knowledge, translate
from translator.report import own_term_rows
from translator.standards.term_lines import abbreviation, bilingual
from translator.steps.own_terms import OwnTerms, layered, own_terms

SAMPLE = Path(__file__).parents[2] / "samples" / "draft.docx"
ZH_HANT_EN = Direction(Language.ZH_HANT, Language.EN)

CLAUSE = (
    "2 规范性引用文件",
    "3 术语和定义",
    "下列术语和定义适用于本文件。",
    "3.1",
    "时序数据 time series data",
    "时间序列数据",
    "按时间顺序记录的数据列。",
    "3.2",
    "质量管理体系 quality management system（QMS）",
    "关于质量的管理体系。",
    "[来源：GB/T 19000，3.5]",
    "4 要求",
    "数据接口 data interface",
    "见附录A。",
)


def pairs(own: OwnTerms) -> dict[str, str]:
    """Sources and targets."""
    return {term.source: term.target for term in own.terms}


def lone(own: OwnTerms) -> list[str]:
    """The terms without an equivalent."""
    return [item.text for item in own.undecided]


@pytest.mark.parametrize(
    ("line", "chinese", "english"),
    [
        ("安全标志 safety sign", "安全标志", "safety sign"),
        ("安全标志safety sign", "安全标志", "safety sign"),
        ("安全标志（safety sign）", "安全标志", "safety sign"),
        ("标准化\u3000standardization", "标准化", "standardization"),
        (
            "质量管理体系 quality management system（QMS）",
            "质量管理体系",
            "quality management system",
        ),
        (
            "质量管理体系（QMS） quality management system",
            "质量管理体系",
            "quality management system",
        ),
        (
            "公钥基础设施；PKI public key infrastructure",
            "公钥基础设施",
            "public key infrastructure",
        ),
        (
            "公钥基础设施 public key infrastructure，PKI",
            "公钥基础设施",
            "public key infrastructure",
        ),
        ("安全级别 safety level SL", "安全级别", "safety level"),
        ("额定电压 rated voltage U_n", "额定电压", "rated voltage"),
        ("维生素C vitamin C", "维生素C", "vitamin C"),
        ("IP代码 IP code", "IP代码", "IP code"),
        ("用户 ID user ID", "用户 ID", "user ID"),
        ("TCP/IP协议 TCP/IP protocol", "TCP/IP协议", "TCP/IP protocol"),
        ("间隔（变电站的） bay (of a substation)", "间隔", "bay"),
        ("工作气隙 (working) air gap", "工作气隙", "working air gap"),
        ("〈声学〉 声压 <acoustics> sound pressure p", "声压", "sound pressure"),
        (
            "试验、检验和认证 testing, inspection and certification",
            "试验、检验和认证",
            "testing, inspection and certification",
        ),
        ("safety sign 安全标志", "安全标志", "safety sign"),
        ("safety sign (安全标志)", "安全标志", "safety sign"),
        ("IP code IP代码", "IP代码", "IP code"),
    ],
)
def test_a_term_beside_its_equivalent_is_read(line: str, chinese: str, english: str) -> None:
    found = bilingual(line)

    assert found is not None
    assert (found.chinese[0], found.english[0]) == (chinese, english)


@pytest.mark.parametrize(
    "line",
    [
        "按 IEC 60034-1 进行试验。",
        "本文件适用于 Linux operating system",
        "采用 Ethernet 接口的设备 with a port",
        "额定电压 UN",
        "注：见 safety sign",
        "safety sign",
        "安全标志",
        "（安全）标志 safety sign",
        "见 Annex A",
        "数据 data that shall be kept",
        "",
    ],
)
def test_what_is_not_surely_two_terms_is_none(line: str) -> None:
    assert bilingual(line) is None


def test_a_chinese_term_that_begins_with_latin_letters_is_no_pair_in_a_chinese_document() -> None:
    assert bilingual("Web 服务", chinese_first=True) is None
    assert bilingual("EditRecord 宏操作", chinese_first=True) is None


def test_a_symbol_in_italics_after_the_english_term_is_not_part_of_it() -> None:
    line = "额定电压 rated voltage UN"

    plain, marked = bilingual(line), bilingual(line, (18, 19, 20))

    assert plain
    assert marked
    assert (plain.english, marked.english) == (("rated voltage UN",), ("rated voltage",))


def test_several_names_for_one_concept_are_read_with_the_preferred_first() -> None:
    found = bilingual("安全标志；安全标识 safety sign; safety marking")

    assert found
    assert found.chinese == ("安全标志", "安全标识")
    assert found.english == ("safety sign", "safety marking")


@pytest.mark.parametrize(
    ("line", "short", "chinese", "english"),
    [
        (
            "AGV：自动导引车（Automated Guided Vehicle）",
            "AGV",
            "自动导引车",
            "Automated Guided Vehicle",
        ),
        ("SOC: 荷电状态(State-of-Charge)", "SOC", "荷电状态", "State-of-Charge"),
        ("DC/DC: DC/DC 变换器(DC/DC Converter)", "DC/DC", "DC/DC 变换器", "DC/DC Converter"),
        (
            "PKI　公钥基础设施（public key infrastructure）；",
            "PKI",
            "公钥基础设施",
            "public key infrastructure",
        ),
    ],
)
def test_an_abbreviation_and_its_long_forms_are_read(
    line: str, short: str, chinese: str, english: str
) -> None:
    found = abbreviation(line)

    assert found
    assert (found.abbreviations, found.chinese, found.english) == ((short,), (chinese,), (english,))


def test_the_pairs_of_the_terms_clause_are_pinned_and_none_of_other_clauses() -> None:
    own = own_terms(document(*CLAUSE), ZH_EN)

    assert pairs(own) == {
        "时序数据": "time series data",
        "时间序列数据": "time series data",
        "QMS": "QMS",
        "质量管理体系": "quality management system",
    }
    assert {term.scope for term in own.terms} == {Scope.DOCUMENT}
    assert {term.origin for term in own.terms} == {"this document, 3.1", "this document, 3.2"}
    assert [term.source for term in own.terms if not term.preferred] == ["时间序列数据"]


def test_into_chinese_the_same_lines_give_the_other_direction() -> None:
    lines = (
        "3 Terms and definitions",
        "3.1",
        "safety sign 安全标志",
        "sign with a message",
        "4 Uses",
    )

    own = own_terms(document(*lines), EN_ZH)

    assert pairs(own) == {"safety sign": "安全标志"}


def test_traditional_headings_and_terms_are_read_too() -> None:
    lines = ("3 術語和定義", "3.1", "安全標誌 safety sign", "傳達安全訊息的標誌。", "4 要求")

    own = own_terms(document(*lines), ZH_HANT_EN)

    assert pairs(own) == {"安全标志": "safety sign"}


def test_a_clause_with_chinese_numerals_ends_at_the_next() -> None:
    lines = (
        "三、术语和定义",
        "1、工具栏   tool bar",
        "由按钮构成的区域。",
        "四、要求",
        "状态栏 status bar",
        "无。",
    )

    assert pairs(own_terms(document(*lines), ZH_EN)) == {"工具栏": "tool bar"}


def test_a_table_of_contents_is_no_terms_clause() -> None:
    lines = ("3 术语和定义\t5", "安全标志 safety sign", "传达安全信息的标志。")

    assert own_terms(document(*lines), ZH_EN) == OwnTerms()


def test_a_single_character_is_not_pinned_since_it_stands_in_other_words() -> None:
    lines = ("3 术语和定义", "3.1", "力 force", "使物体加速的作用。")

    assert own_terms(document(*lines), ZH_EN).terms == ()


def test_capitals_that_most_english_terms_have_are_not_theirs() -> None:
    lines = (
        "3 术语和定义",
        "3.1",
        "安全标志 Safety Sign",
        "标志。",
        "3.2",
        "泊松比 Poisson ratio",
        "比值。",
    )

    styled = own_terms(document(*lines), ZH_EN)
    kept = own_terms(
        document(*lines, "3.3", "静压 static pressure", "压力。", "3.4", "风量 air flow", "体积。"),
        ZH_EN,
    )

    assert pairs(styled)["安全标志"] == "safety sign"
    assert pairs(kept)["泊松比"] == "Poisson ratio"


def test_a_term_without_an_equivalent_is_one_only_if_its_definition_follows() -> None:
    lines = (
        "3 术语和定义",
        "3.1 一般术语",
        "3.1.1 工作压力",
        "容器承受的压力。",
        "3.1.2",
        "设计压力",
        "设定的压力。",
        "3.2",
        "注：无定义。",
        "3.3 容积",
        "4 要求",
    )

    own = own_terms(document(*lines), ZH_EN)

    assert lone(own) == ["工作压力", "设计压力"]


def test_an_english_entry_gives_its_preferred_term() -> None:
    lines = (
        "3 Terms and definitions",
        "3.1",
        "locked-rotor protection",
        "stall protection",
        "function that limits the temperature",
        "Note 1 to entry: See 5.7.",
        "4 Requirements",
    )

    assert lone(own_terms(document(*lines), EN_ZH)) == ["locked-rotor protection"]


def test_a_term_before_a_dash_is_one_if_it_is_set_off() -> None:
    bold = TaggedText("package — a ZIP archive", (Tag(0, "open", 1), Tag(7, "close", 1)))

    own = own_terms(
        document("3 Definitions", bold, "“Program” – a set of processes", "see — nothing"), EN_ZH
    )

    assert lone(own) == ["package", "Program"]


def test_the_level_of_headings_ends_a_clause_that_has_no_number() -> None:
    texts = (
        ("术语和定义", 1),
        ("漏警 missed alert", 0),
        ("未告警。", 0),
        ("要求", 1),
        ("虚警 false alert", 0),
        ("告警。", 0),
    )
    units = tuple(
        TextUnit(f"body#{n}", TaggedText(text), f"paragraph {n}", level)
        for n, (text, level) in enumerate(texts)
    )

    own = own_terms(Document(units, b""), ZH_EN)

    assert pairs(own) == {"漏警": "missed alert"}
    assert own.terms[0].origin == "this document, paragraph 1"


def test_the_terms_clause_of_the_sample_is_read() -> None:
    sample = format_for(SAMPLE.name).read(SAMPLE.read_bytes())

    assert pairs(own_terms(sample, ZH_EN)) == {
        "散热风扇": "cooling fan",
        "额定风量": "rated air flow",
        "静压": "static pressure",
        "绕组温升": "winding temperature rise",
        "堵转保护": "locked-rotor protection",
    }


def test_between_scripts_of_chinese_nothing_is_pinned() -> None:
    direction = Direction(Language.ZH, Language.ZH_HANT)

    assert own_terms(document(*CLAUSE), direction) == OwnTerms()


def test_an_own_term_wins_over_a_longer_shared_one_and_says_over_which() -> None:
    shared = Termbase([Term("时序数据库", "time series database"), Term("质量", "quality")])
    find = layered([Term("时序数据", "time series data", scope=Scope.DOCUMENT)], shared)

    first, second = find("时序数据库的质量")

    assert (first.term.target, second.term.target) == ("time series data", "quality")
    assert [term.target for term in first.lost] == ["time series database"]


def test_only_terms_of_the_document_are_reported_as_its_own() -> None:
    pinned = Term("数据接口", "data interface", "terms.csv, line 2", scope=Scope.DOCUMENT)
    known = Knowledge(Termbase([pinned]), Memory().recall)
    engine = Scripted({"数据接口应可用。": "The data interface shall work."})

    made = translate(document(*CLAUSE, "数据接口应可用。"), ZH_EN, known, engine)

    assert {row.source for row in own_term_rows(made)} == {
        "时序数据",
        "时间序列数据",
        "质量管理体系",
        "QMS",
    }


def done(lines: tuple[TaggedText | str, ...], direction: Direction = ZH_EN) -> list[Translation]:
    """The lines taken through the walk with an engine that knows nothing."""
    return list(translate(document(*lines), direction, knowledge(), Scripted({})))


def test_an_entry_becomes_the_english_term_alone() -> None:
    found = {item.segment.source.text: item for item in done(CLAUSE)}

    entry = found["质量管理体系 quality management system（QMS）"]
    assert entry.target.text == "quality management system (QMS)"
    assert entry.origin is Origin.CONVENTION
    assert [outcome.outcome for outcome in entry.outcomes] == [Outcome.EXACT, Outcome.EXACT]
    assert entry.issues == ()


def test_an_entry_keeps_its_tags_and_its_symbol() -> None:
    tags = (Tag(0, "open", 1), Tag(4, "close", 1), Tag(18, "open", 2), Tag(19, "close", 2))
    line = TaggedText("额定电压 rated voltage UN", tags)

    found = done(("3 术语和定义", "3.1", line, "规定的电压。"))

    assert found[2].target.text == "rated voltage UN"
    assert sorted(tag.ref for tag in found[2].target.tags) == [1, 1, 2, 2]
    assert found[2].issues == ()


def test_an_abbreviation_becomes_its_english_long_form_alone() -> None:
    found = done(
        ("4 缩略语", "下列缩略语适用于本文件。", "AGV：自动导引车（Automated Guided Vehicle）")
    )

    assert found[-1].target.text == "AGV: Automated Guided Vehicle"


def test_an_entry_keeps_a_number_before_a_comma_of_enumeration() -> None:
    found = done(("三、术语和定义", "1、工具栏   tool bar", "由按钮构成的区域。"))

    assert found[1].target.text == "1. tool bar"


def test_into_chinese_an_entry_has_both_languages() -> None:
    found = done(
        ("3 Terms and definitions", "3.1", "safety sign (安全标志)", "sign with a message"), EN_ZH
    )

    assert found[2].target.text == "安全标志\u3000safety sign"


def test_a_pinned_term_reaches_the_engine_before_that_of_the_termbase() -> None:
    engine = Scripted({})
    known = knowledge({"时序数据": "temporal data"})

    translate(document(*CLAUSE, "时序数据应完整。"), ZH_EN, known, engine)

    request = next(item for item in engine.asked if item.text == "时序数据应完整。")
    assert [note.target for note in request.annotations] == ["time series data"]


def test_a_document_without_a_terms_clause_is_as_it_was() -> None:
    engine = Scripted({})

    walk("时序数据应完整。", engine, Knowledge(Termbase([]), lambda texts: [None for _ in texts]))

    assert engine.asked[0].annotations == ()


def test_what_an_own_term_leaves_of_a_longer_shared_one_is_matched_by_others() -> None:
    shared = Termbase([Term("时序数据库", "time series database"), Term("库", "store")])
    find = layered([Term("时序数据", "time series data", scope=Scope.DOCUMENT)], shared)

    assert [match.term.target for match in find("时序数据库")] == ["time series data", "store"]
