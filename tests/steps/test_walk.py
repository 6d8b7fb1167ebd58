"""What the walk as a whole promises, from a unit to its translation."""

from hypothesis import given, settings

from tests.makers import EN_ZH, ZH_EN, Scripted, document, knowledge, tagged_texts, walk
from translator.engines.base import Hypothesis
from translator.engines.echo import Echo
from translator.model import Document, Origin, Outcome, Tag, TaggedText, TextUnit
from translator.pipeline import by_unit, translate


@settings(max_examples=500)
@given(tagged_texts())
def test_an_engine_that_changes_nothing_changes_nothing(content: TaggedText) -> None:
    done = translate(document(content), ZH_EN, knowledge(), Echo())

    assert by_unit(done) == {"0": content}
    assert not any(item.issues for item in done)


def test_the_memory_answers_before_the_engine() -> None:
    engine = Scripted({})

    [item] = walk("范围", engine, knowledge(pairs={"范围": "Scope"}))

    assert (item.target.text, item.origin) == ("Scope", Origin.MEMORY)
    assert engine.asked == []


def test_a_memory_entry_differing_in_width_alone_is_equal() -> None:
    [item] = walk("范围（ＡＢ）", Scripted({}), knowledge(pairs={"范围(AB)": "Scope (AB)"}))

    assert item.target.text == "Scope (AB)"


def test_a_memory_entry_answers_for_the_list_number_too() -> None:
    [item] = walk("a) 外观", Scripted({}), knowledge(pairs={"a) 外观": "a) Appearance"}))

    assert item.target.text == "a) Appearance"


def test_what_the_conventions_prescribe_needs_no_engine() -> None:
    engine = Scripted({})

    done = [walk(text, engine)[0] for text in ("前　言", "4　规范性引用文件", "（资料性）")]

    assert [item.target.text for item in done] == [
        "Foreword",
        "4 Normative references",
        "(informative)",
    ]
    assert {item.origin for item in done} == {Origin.CONVENTION}
    assert engine.asked == []


def test_a_prescribed_sentence_may_have_literals_in_it() -> None:
    engine = Scripted({})

    done = [
        walk(text, engine, None, direction)[0].target.text
        for text, direction in (
            ("2025年3月1日发布", ZH_EN),
            ("[来源：GB/T 1.1—2020，3.7，有修改]", ZH_EN),
            ("Issued on 2025-03-01", EN_ZH),
        )
    ]

    assert done == [
        "Issued on 1 March 2025",
        "[SOURCE: GB/T 1.1—2020, 3.7, modified]",
        "2025-03-01发布",
    ]
    assert engine.asked == []


def test_a_heading_begins_with_a_capital_and_another_line_as_it_likes() -> None:
    engine = Scripted({"绝缘试验": "insulation test"})
    units = (
        TextUnit("0", TaggedText("绝缘试验"), level=2),
        TextUnit("1", TaggedText("风扇"), level=2),
        TextUnit("2", TaggedText("绝缘试验")),
        TextUnit("3", TaggedText("风扇")),
    )

    done = translate(Document(units, b""), ZH_EN, knowledge({"风扇": "fan"}), engine)

    said = [item.target.text for item in done]
    assert said == ["Insulation test", "Fan", "insulation test", "fan"]


def test_an_english_sentence_begins_with_a_capital_and_a_term_does_not() -> None:
    engine = Scripted({"风扇完好。": "fans are intact.", "风扇": "fan"})

    done = [walk(text, engine)[0].target.text for text in ("风扇完好。", "风扇")]

    assert done == ["Fans are intact.", "fan"]


def test_a_memory_entry_comes_before_the_conventions() -> None:
    [item] = walk("范围", Scripted({}), knowledge(pairs={"范围": "Field of application"}))

    assert item.target.text == "Field of application"


def test_numbers_alone_are_copied_without_asking_the_engine() -> None:
    engine = Scripted({})

    [item] = walk("10 ℃～35 ℃", engine)

    assert (item.target.text, item.origin) == ("10 °C to 35 °C", Origin.COPIED)
    assert engine.asked == []


def test_a_term_entry_with_its_english_equivalent_becomes_that() -> None:
    [item] = walk("散热风扇　cooling fan", Scripted({}))

    assert (item.target.text, item.origin) == ("cooling fan", Origin.CONVENTION)


def test_chinese_punctuation_does_not_stay_in_english() -> None:
    copied = walk("12、24、48（V）", Scripted({}))[0]
    written = walk("外观", Scripted({"外观": "Look（all），fine"}))[0]

    assert [item.target.text for item in (copied, written)] == [
        "12, 24, 48 (V)",
        "Look (all), fine",
    ]


def test_signs_without_letters_are_copied() -> None:
    [item] = walk("①②③ Ⅳ ㎡ → ±", Scripted({}), None, EN_ZH)

    assert item.origin is Origin.COPIED


def test_what_is_english_already_is_copied() -> None:
    done = walk("Cooling fans\tGB\tSAC/TC 123", Scripted({"Cooling fans": "Noise"}))

    assert {item.origin for item in done} == {Origin.COPIED}
    assert by_unit(done)["0"].text == "Cooling fans\tGB\tSAC/TC 123"


def test_sentences_of_an_english_target_are_joined_by_spaces() -> None:
    done = walk("甲。乙。", Scripted({"甲。": "A.", "乙。": "B."}))

    assert by_unit(done)["0"].text == "A. B."


def test_sentences_of_a_chinese_target_are_joined_without() -> None:
    done = walk(
        "Stop it. Start it.", Scripted({"Stop it.": "甲。", "Start it.": "乙。"}), None, EN_ZH
    )

    assert by_unit(done)["0"].text == "甲。乙。"


def test_a_slot_the_engine_lost_is_put_back_and_reported() -> None:
    [item] = walk("长度为10 mm。", Scripted({"长度为\ue000。": "The length is."}))

    assert "10 mm" in item.target.text
    assert [issue.check for issue in item.issues] == ["slots"]


def test_a_slot_the_engine_said_twice_is_said_once_and_reported() -> None:
    answers = {"长度为\ue000。": "The length is \ue000 \ue000."}
    engine = Scripted(answers, chances={"The length is \ue000": -9.0})

    [item] = walk("长度为10 mm。", engine)

    assert item.target.text.count("10 mm") == 1
    assert [issue.check for issue in item.issues] == ["slots"]


def test_a_tag_whose_words_an_engine_does_not_tell_is_put_in_and_reported() -> None:
    content = TaggedText("外观应完好。", (Tag(2, "open", 1), Tag(3, "close", 1)))

    [item] = walk(content, Scripted({"外观应完好。": "The appearance shall be intact."}))

    assert [tag.kind for tag in item.target.tags] == ["open", "close"]
    assert [issue.check for issue in item.issues] == ["tags"]
    start, end = (tag.at for tag in item.target.tags)
    assert item.target.text[start:end] in ("appearance", "shall", "be")


def test_of_several_hypotheses_the_first_that_keeps_the_terms_is_taken() -> None:
    engine = Scripted({"风扇完好。": ["The blower is intact.", "The fan is intact.", "A fan is."]})

    [item] = walk("风扇完好。", engine, knowledge({"风扇": "fan"}))

    assert item.target.text == "The fan is intact."
    assert [outcome.outcome for outcome in item.outcomes] == [Outcome.EXACT]


def test_of_several_hypotheses_the_first_that_keeps_the_slots_is_taken() -> None:
    engine = Scripted({"长\ue000。": ["Long.", "It is \ue000 long."]})

    [item] = walk("长10 mm。", engine)

    assert item.target.text == "It is 10 mm long."


def test_of_equal_hypotheses_one_without_chinese_in_it_is_taken() -> None:
    engine = Scripted({"风扇完好。": ["The 扇 is intact.", "The fan is intact."]})

    [item] = walk("风扇完好。", engine)

    assert item.target.text == "The fan is intact."


def test_a_term_is_sent_to_the_engine_as_an_annotation() -> None:
    engine = Scripted({})

    walk("按5.2检查六角螺栓。", engine, knowledge({"六角螺栓": "hexagon bolt", "螺栓": "bolt"}))

    request = engine.asked[0]
    [note] = request.annotations
    assert request.text[note.start : note.end] == "六角螺栓"
    assert note.target == "hexagon bolt"


def test_a_segment_that_lacks_a_term_is_asked_for_again_with_the_source_hidden() -> None:
    class Obedient(Scripted):
        def _hypotheses(self, text: str) -> tuple[Hypothesis, ...]:
            hidden = self.asked[-1].hidden
            return (Hypothesis("The fan runs." if hidden else "The blower runs.", 0.0),)

    engine = Obedient({}, chances={"The blower runs.": 0.0})

    [item] = walk("风扇运转。", engine, knowledge({"风扇": "fan"}))

    assert item.target.text == "The fan runs."
    assert [request.hidden for request in engine.asked if not request.begins] == [False, True]


def test_a_text_that_is_a_term_is_its_target() -> None:
    engine = Scripted({})

    done = [
        walk(text, engine, knowledge({"额定电压": "rated voltage"}))[0]
        for text in ("额定电压", "4.2　额定电压")
    ]

    assert [item.target.text for item in done] == ["rated voltage", "4.2 Rated voltage"]
    assert {item.origin for item in done} == {Origin.TERMBASE}
    assert engine.asked == []


def test_a_term_left_in_the_source_language_is_replaced() -> None:
    [item] = walk(
        "风扇应完好。",
        Scripted({"风扇应完好。": "The 风扇shall be intact."}),
        knowledge({"风扇": "fan"}),
    )

    assert item.target.text == "The fan shall be intact."


def test_a_term_that_was_not_used_is_flagged() -> None:
    [item] = walk(
        "风扇应完好。",
        Scripted({"风扇应完好。": "It shall be intact."}),
        knowledge({"风扇": "fan"}),
    )

    assert [outcome.outcome for outcome in item.outcomes] == [Outcome.REFUSED]
    assert [issue.check for issue in item.issues] == ["terms"]


def test_a_plural_counts_as_the_term() -> None:
    [item] = walk(
        "螺栓完好。", Scripted({"螺栓完好。": "Bolts are intact."}), knowledge({"螺栓": "bolt"})
    )

    assert [outcome.outcome for outcome in item.outcomes] == [Outcome.INFLECTED]


def test_leading_tags_stay_with_the_sentence_they_open() -> None:
    content = TaggedText(
        "甲。乙。", (Tag(0, "open", 1), Tag(2, "close", 1), Tag(2, "open", 2), Tag(4, "close", 2))
    )

    done = walk(content, Scripted({"甲。": "A.", "乙。": "B."}))

    joined = by_unit(done)["0"]
    assert joined.text == "A. B."
    assert [(tag.kind, tag.ref) for tag in joined.tags] == [
        ("open", 1),
        ("close", 1),
        ("open", 2),
        ("close", 2),
    ]
