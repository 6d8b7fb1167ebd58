"""What of an XLIFF file is translated, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from termbase import Language
from tests.formats.interchange import SAMPLES, segment_2, unit_1, unit_2, xliff_1, xliff_2
from tests.formats.marked import marked, unmarked
from translator.errors import BrokenDocument
from translator.formats.xliff import Xliff
from translator.model import Document, Stated

FORM = Xliff()


def units(data: bytes) -> list[str]:
    return [marked(unit.content) for unit in FORM.read(data).units]


def written(
    data: bytes,
    *lines: str,
    language: Language | None = Language.ZH,
    doubtful: Sequence[int] = (),
) -> str:
    """Return the file with its first units translated as `lines`."""
    document = FORM.read(data)
    ids = [unit.id for unit in document.units]
    targets = {ids[number]: unmarked(line) for number, line in enumerate(lines)}
    ready = replace(
        document, language=language, doubtful=frozenset(ids[number] for number in doubtful)
    )
    return FORM.write(ready, targets).decode()


def body(found: str) -> str:
    """Return the units of an XLIFF file."""
    for name in ("trans-unit", "unit", "group"):
        start, end = found.find(f"<{name} "), found.rfind(f"</{name}>")
        if start >= 0:
            return found[start : end + len(f"</{name}>")]
    return found


def test_codes_are_points_and_pairs() -> None:
    assert units(SAMPLES["1.2, codes"]) == [
        "The <1>safety</1> valve[2] <3>opens</3> [4]now[5] <6>slowly</6>."
    ]
    assert units(SAMPLES["2.1, codes"]) == [
        "The <1>safety</1> valve[2] <3>opens</3> <4>now</4>[5], <6>slowly</6>."
    ]


def test_crossed_codes_and_halves_of_pairs_are_points() -> None:
    assert units(SAMPLES["1.2, crossed codes"]) == ["<1>One[2]two</1>three[3]"]
    assert units(SAMPLES["2.1, a pair over two segments"]) == ["[1]One.", "Two[1]."]


def test_text_in_a_code_is_a_unit_of_its_own_and_is_written_there() -> None:
    data = SAMPLES["1.2, text in a code"]

    assert units(data) == ["See [1] below.", "a red valve"]
    assert (
        '<target state="translated">见下面的<ph id="1">&lt;img alt="<sub>红阀</sub>"/&gt;</ph>。'
        "</target>"
    ) in written(data, "见下面的[1]。", "红阀")


def test_text_in_a_code_that_is_all_of_a_source_is_written_there() -> None:
    found = written(SAMPLES["1.2, nothing but a code with text"], "[1]", "红阀")

    assert '>&lt;img alt="<sub>红阀</sub>"/&gt;</ph></target>' in found


def test_codes_that_may_not_be_reordered_keep_their_order() -> None:
    fixed = ' canCopy="no" canDelete="no"/>'
    data = xliff_2(
        unit_2(
            segment_2(
                f'<ph id="1" canReorder="firstNo"{fixed}One<ph id="2" canReorder="no"{fixed}'
                '<ph id="3"/>.'
            )
        )
    )

    found = written(data, "[3]一[2]二[1]。")

    target = found.partition("<target>")[2].partition("</target>")[0]
    assert [piece.split('"')[1] for piece in target.split("<ph")[1:]] == ["3", "1", "2"]


def test_what_shall_not_be_translated_is_one_code() -> None:
    assert units(SAMPLES["1.2, protected text"]) == ["Call [1] or <2>start</2>."]
    assert units(SAMPLES["2.1, text not to translate"]) == ["Call [1] or [2]."]
    found = written(SAMPLES["2.1, text not to translate"], "调用[1]或[2]。")
    assert (
        '<target>调用<mrk id="m1" translate="no">main()</mrk>或<sm id="m2" translate="no"/>stop()'
        '<em startRef="m2"/>。</target>'
    ) in found


def test_a_target_is_made_after_the_source_and_set_off_as_it_is() -> None:
    assert body(written(SAMPLES["1.2"], "阀开启。")) == (
        '<trans-unit id="1">\n  <source>The valve opens.</source>\n'
        '  <target state="translated">阀开启。</target>\n</trans-unit>'
    )
    assert body(written(SAMPLES["2.1"], "阀开启。")) == (
        '<unit id="u1">\n   <segment state="translated">\n    <source>The valve opens.</source>\n'
        "    <target>阀开启。</target>\n   </segment>\n  </unit>"
    )


def test_a_target_has_the_prefix_and_the_language_of_its_source() -> None:
    found = written(SAMPLES["1.2, prefixes"], "一<1>二</1>。")

    assert (
        '<x:target state="translated" xml:lang="zh">一<x:g id=\'1\'>二</x:g>。</x:target>'
    ) in found


def test_an_empty_target_is_filled_and_a_stale_qualifier_goes() -> None:
    assert '<target state="translated">一。</target>' in written(
        SAMPLES["1.2, an empty target"], "一。"
    )
    assert '<target state="translated">一。</target>' in written(
        SAMPLES["1.2, a target that is the source"], "一。"
    )
    assert (
        '<segment state="translated" id="s">\n    <source>One.</source>'
        '<target xml:space="preserve">一。</target>'
    ) in written(SAMPLES["2.1, an empty target"], "一。")


def test_what_a_person_shall_look_at_has_a_state_that_says_so() -> None:
    first = written(SAMPLES["1.2"], "阀开启。", doubtful=[0])
    second = written(SAMPLES["2.1"], "阀开启。", doubtful=[0])

    assert '<target state="needs-review-translation">' in first
    assert '<segment state="translated" subState="biaoyi:needs-review">' in second


def test_without_a_language_no_state_is_set_and_a_source_is_not_written() -> None:
    data = SAMPLES["1.2"]

    assert written(data, "The valve opens.", language=None).encode() == data
    assert "<target>阀</target>" in written(data, "阀", language=None)


def test_a_translation_that_is_its_source_is_written() -> None:
    assert '<target state="translated">The valve opens.</target>' in written(
        SAMPLES["1.2"], "The valve opens."
    )


def test_the_segments_of_a_seg_source_are_translated_one_by_one() -> None:
    data = SAMPLES["1.2, segmented"]

    assert units(data) == ["One.", "<1>Two.</1>"]
    assert (
        '</seg-source>\n  <target state="translated"><mrk mtype="seg" mid="0">一。</mrk>'
        '<mrk mtype="seg" mid="1"><g id="1">二。</g></mrk></target>'
    ) in written(data, "一。", "<1>二。</1>")


def test_a_segment_that_has_a_translation_keeps_it_beside_a_new_one() -> None:
    data = xliff_1(
        unit_1(
            "One. Two.",
            '<seg-source><mrk mtype="seg" mid="0">One.</mrk><mrk mtype="seg" mid="1">Two.</mrk>'
            '</seg-source><target><mrk mtype="seg" mid="0"><g id="9">壹</g></mrk>'
            '<mrk mtype="seg" mid="1">Two.</mrk></target>',
        )
    )

    assert units(data) == ["Two."]
    assert (
        '<target state="translated"><mrk mtype="seg" mid="0"><g id="9">壹</g></mrk>'
        '<mrk mtype="seg" mid="1">二。</mrk></target>'
    ) in written(data, "二。")


def test_there_is_a_space_between_english_sentences_and_none_between_chinese_ones() -> None:
    chinese = xliff_2(unit_2(segment_2("一。"), segment_2("二。")), 'srcLang="zh"')
    english = xliff_2(
        unit_2(segment_2("One."), "<ignorable><source> </source></ignorable>", segment_2("Two."))
    )

    assert "<target>One. </target>" in written(chinese, "One.", "Two.", language=Language.EN)
    assert "<ignorable><source> </source><target/></ignorable>" in written(english, "一。", "二。")


def test_white_space_is_kept_where_the_file_says_so() -> None:
    assert units(SAMPLES["1.2, white space kept"]) == ["  One\n\ttwo  three. "]
    assert units(SAMPLES["1.2, white space"]) == ["One two."]
    kept = written(SAMPLES["1.2, white space kept"], "  一\n\t二  三。 ")
    assert '<target state="translated">  一\n\t二  三。 </target>' in kept
    around = written(SAMPLES["1.2, white space"], "一二。")
    assert '<target state="translated">\n    一二。\n  </target>' in around


@pytest.mark.parametrize(
    ("unit", "kept"),
    [
        (unit_1("One.", attributes=' translate="no"'), "not for translation, or approved: kept: 1"),
        (
            unit_1("One.", "<target>One.</target>", ' approved="yes"'),
            "not for translation, or approved: kept: 1",
        ),
        (unit_1("One.", "<target>一。</target>"), "translated already: kept: 1"),
        (unit_1("One.", '<target state="final">One.</target>'), "translated already: kept: 1"),
        (
            unit_1("One.", '<target state="needs-review-translation">One.</target>'),
            "translated already: kept: 1",
        ),
    ],
)
def test_what_is_done_or_not_for_translation_is_left_alone_and_told(unit: str, kept: str) -> None:
    document = FORM.read(xliff_1(unit))

    assert document.units == ()
    assert [issue.detail for issue in document.notes] == [kept]
    assert document.notes[0].place == "unit 1, line 6"


@pytest.mark.parametrize("state", ["translated", "reviewed", "final"])
def test_a_segment_that_is_translated_is_left_alone(state: str) -> None:
    done = segment_2("One.", "<target>One.</target>", f' state="{state}"')

    assert units(xliff_2(unit_2(done))) == []
    assert units(
        xliff_2(unit_2(segment_2("One.", "<target>一。</target>", ' state="initial"')))
    ) == ["One."]


def test_a_unit_of_a_file_that_is_not_for_translation_may_be_for_it() -> None:
    rows = unit_2(segment_2("One."), attributes=' translate="yes"') + unit_2(segment_2("Two."))

    assert units(xliff_2(rows, file=' translate="no"')) == ["One."]


def test_the_languages_are_those_that_the_file_names() -> None:
    first = xliff_1(unit_1("One."), 'source-language="en-US" target-language="zh-CN"')
    second = xliff_2(unit_2(segment_2("One.")), 'srcLang="en" trgLang="zh-TW"')

    assert FORM.read(first).stated == Stated("en-US", "zh-CN")
    assert FORM.read(second).stated == Stated("en", "zh-TW")


def test_a_file_without_a_target_language_gets_it() -> None:
    assert '<file target-language="zh-Hant" original="a"' in written(
        SAMPLES["1.2"], "閥", language=Language.ZH_HANT
    )
    assert '<xliff trgLang="zh" xmlns=' in written(SAMPLES["2.1"], "阀")
    named = xliff_2(unit_2(segment_2("One.")), 'srcLang="en" trgLang="zh-CN"')
    assert 'srcLang="en" trgLang="zh-CN"' in written(named, "一。")


def test_files_into_several_languages_are_refused_with_the_line() -> None:
    data = xliff_1(unit_1("One."), 'source-language="en" target-language="zh"').decode()
    more = data.replace(
        "</file>", '</file><file source-language="en" target-language="de"><body/></file>'
    )

    with pytest.raises(BrokenDocument, match=r"line 9: .*target-language: zh, de"):
        FORM.read(more.encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<xliff version='3.0'/>", "the root element is <xliff>, version 3.0"),
        (b"<tmx version='1.4'/>", "the root element is <tmx>, version 1.4"),
        (b"<xliff version='1.2'><file>", "not well-formed XML: no element found, line 1"),
        (b'<!DOCTYPE xliff [<!ENTITY a SYSTEM "x">]><xliff version="1.2"/>', "the entity a"),
    ],
)
def test_what_is_no_xliff_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        FORM.read(data)


def test_a_unit_says_where_it_stands() -> None:
    document: Document = FORM.read(xliff_2(unit_2(segment_2("One.", attributes=' id="s1"'))))

    assert [unit.place for unit in document.units] == ["unit u1, segment s1, line 6"]


def test_pairs_within_hundreds_of_others_do_no_harm() -> None:
    starts = "".join(f'<sc id="{number}"/>' for number in range(2000))
    ends = "".join(f'<ec startRef="{number}"/>' for number in reversed(range(2000)))
    data = xliff_2(unit_2(segment_2(f"{starts}One{ends}.")))

    (unit,) = FORM.read(data).units

    assert unit.content.text == "One."
    assert {tag.kind for tag in unit.content.tags} == {"open", "close", "point"}
