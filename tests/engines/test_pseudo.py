"""The engine that changes letters and nothing else."""

from hypothesis import given

from tests.makers import EN_ZH, ZH_EN, knowledge, tagged_texts, walk
from translator.engines.base import Annotation, Continuation, Request
from translator.engines.pseudo import Pseudo, pseudo
from translator.model import Direction, SlotKind, Tag, TaggedText
from translator.symbols import PLACEHOLDERS


def said(text: str, *notes: Annotation, direction: Direction = ZH_EN) -> str:
    """The answer to one request."""
    ((best,),) = Pseudo().translate([Request(text, direction, notes)])
    return best.text


def test_each_letter_is_accented_and_each_chinese_character_bracketed() -> None:
    assert pseudo("Valve 安全 1 °C, ж") == "Ṽáĺṽé [安][全] 1 °Ç, ж\u0301"


def test_no_letter_stays_as_it_is() -> None:
    letters = [chr(code) for code in range(0x3000) if chr(code).isalpha()]

    assert [letter for letter in letters if pseudo(letter) == letter] == []


def test_placeholders_and_terms_stay() -> None:
    mark = PLACEHOLDERS[SlotKind.NUMBER][0]

    assert said(f"阀 at {mark} valve", Annotation(7, 12, "阀")) == f"[阀] áţ {mark} valve"


def test_the_walk_changes_words_and_leaves_literals_and_numbers() -> None:
    (done,) = walk("见 GB/T 1.1—2020 表 3", Pseudo())

    assert done.target.text == "[见] GB/T 1.1—2020 表 3"


def test_a_term_stays_in_the_walk() -> None:
    (done,) = walk("the safety valve opens", Pseudo(), knowledge({"safety valve": "阀"}), EN_ZH)

    assert done.target.text == "ţĥé safety valve óþéñš"


def test_tags_stay_before_the_letters_that_they_stood_before() -> None:
    source = TaggedText(
        "安全阀应 open", (Tag(1, "open", 1), Tag(3, "close", 1), Tag(6, "point", 2))
    )

    (done,) = walk(source, Pseudo())

    assert done.target.text == "[安][全][阀][应] óþéñ"
    assert [tag.at for tag in done.target.tags] == [3, 9, 14]


@given(tagged_texts())
def test_no_tag_is_lost_or_doubled(content: TaggedText) -> None:
    done = walk(content, Pseudo())

    kept = sorted((tag.kind, tag.ref) for item in done for tag in item.target.tags)
    assert kept == sorted((tag.kind, tag.ref) for tag in content.tags)


def test_each_character_is_linked_to_its_own() -> None:
    asked = Continuation(Request("a安", ZH_EN), "", "á[安]")

    (links,) = Pseudo().align([asked])

    assert [(link.start, link.end, link.of_start) for link in links] == [(0, 1, 0), (1, 4, 1)]


def test_a_text_that_is_none_of_its_own_has_no_links() -> None:
    assert Pseudo().align([Continuation(Request("a", ZH_EN), "", "x")]) == [()]
