"""Documents in two languages > pairs: what is found, in whatever way they stand together."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.aligned import edited, is_plain
from eval.alignment import main, two_pages
from tests.alignment import texts
from tests.alignment.texts import block, column, in_columns, in_lines, in_turn, pairs, read
from translator.align.lexicon import Lexicon, open_lexicon
from translator.align.model import Bead, Sentence, Sides
from translator.align.pairs import rows
from translator.align.sides import bilingual_sides, two_sides
from translator.align.walk import align
from translator.settings import SHIPPED_MODEL

SHARED = Path(__file__).parents[2] / "../shared"
WORDS = st.sampled_from(["压力", "温度", "pressure", "shall", "12", "Table", "。", "应", "A.2", ""])
SENTENCES = st.builds(
    Sentence,
    st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    begins=st.booleans(),
    is_heading=st.booleans(),
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return open_lexicon(SHIPPED_MODEL)


def found(sides: Sides, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(row.zh, row.en) for row in rows(sides, align(sides, lexicon), 0.9)]


def test_two_documents_become_the_pairs_of_their_sentences(lexicon: Lexicon) -> None:
    sides = two_sides(read(column(1)), read(column(2)))

    assert found(sides, lexicon) == pairs()


@pytest.mark.parametrize("body", [in_turn, in_columns, in_lines, lambda: column(1) + column(2)])
def test_one_document_in_both_languages_becomes_the_same_pairs(
    body: Callable[[], str], lexicon: Lexicon
) -> None:
    sides = bilingual_sides(read(body()), lexicon.answers)

    assert found(sides, lexicon) == pairs()


def test_a_heading_in_both_languages_on_one_line_is_cut_where_the_second_answers(
    lexicon: Lexicon,
) -> None:
    body = block(1, "技术要求 Technical requirements") + block(0, "接口应使用 HTTP API")

    sides = bilingual_sides(read(body), lexicon.answers)

    assert [sentence.text for sentence in sides.en] == ["Technical requirements"]
    assert [sentence.text for sentence in sides.zh] == ["技术要求", "接口应使用 HTTP API"]


def test_what_one_side_lacks_stands_alone_and_the_rest_is_found(lexicon: Lexicon) -> None:
    without = [row for row in texts.ROWS if row[2] != "The test shall last 24 h."]
    english = "".join(block(level, en) for level, _, en in without)

    done = found(two_sides(read(column(1)), read(english)), lexicon)

    wanted = [(zh, "" if zh == "试验应持续 24 h。" else en) for zh, en in pairs()]
    assert done == wanted


def test_two_sentences_that_one_translates_are_one_pair(lexicon: Lexicon) -> None:
    english = (
        column(2)
        .replace("380 V. ", "")
        .replace(
            "for centrifugal fans. It applies to fans", "for centrifugal fans; it applies to fans"
        )
    )

    done = found(two_sides(read(column(1)), read(english)), lexicon)

    zh = "本文件规定了离心风机的技术要求。本文件适用于输送空气的风机。"
    assert [en for other, en in done if other == zh] == [
        "This document specifies the technical requirements for centrifugal fans; "
        "it applies to fans that convey air."
    ]
    assert len(done) == len(pairs()) - 1


def test_a_sentence_left_in_the_other_language_is_left_out_and_counted(lexicon: Lexicon) -> None:
    untranslated = "This paragraph was left as it is in the original."

    sides = two_sides(read(column(1) + block(0, untranslated)), read(column(2)))

    assert sides.foreign == 1
    assert found(sides, lexicon) == pairs()


def test_what_is_hardly_a_word_goes_with_the_sentence_before() -> None:
    sides = two_sides(read(block(0, "时间已分配；并且") + block(0, "1.2\t能力")), read(column(2)))

    assert [sentence.text for sentence in sides.zh] == ["时间已分配；并且", "1.2 能力"]


@settings(max_examples=60)
@given(zh=st.lists(SENTENCES, max_size=12), en=st.lists(SENTENCES, max_size=12))
def test_every_sentence_is_in_one_bead_in_order(
    lexicon: Lexicon, zh: list[Sentence], en: list[Sentence]
) -> None:
    beads = align(Sides(tuple(zh), tuple(en)), lexicon)

    _covers(beads, len(zh), len(en))
    assert all(0 <= bead.score <= 1 for bead in beads)


def _covers(beads: list[Bead], zh: int, en: int) -> None:
    assert [at for bead in beads for at in range(bead.zh_start, bead.zh_end)] == list(range(zh))
    assert [at for bead in beads for at in range(bead.en_start, bead.en_end)] == list(range(en))


def test_a_long_document_is_aligned_near_the_path_of_its_blocks(lexicon: Lexicon) -> None:
    zh = tuple(Sentence(f"第 {n} 项的压力应为 {n * 7} MPa。") for n in range(700))
    en = tuple(Sentence(f"The pressure of item {n} shall be {n * 7} MPa.") for n in range(700))
    kept = en[:200] + en[330:]  # far more is lacking than the band is wide

    beads = align(Sides(zh, kept), lexicon)

    _covers(beads, len(zh), len(kept))
    paired = {(bead.zh_start, bead.en_start) for bead in beads if bead.is_pair}
    wanted = {(n, n if n < 200 else n - 130) for n in range(700) if not 200 <= n < 330}
    assert len(paired & wanted) > 0.98 * len(wanted)


def test_a_low_score_tells_of_a_pair_that_is_none(lexicon: Lexicon) -> None:
    sides = two_sides(read(column(1)), read(column(2)))
    wrong = Sides(
        (*sides.zh[:3], Sentence("螺栓应拧紧，并涂防锈油。"), *sides.zh[3:]),
        (*sides.en[:3], Sentence("See the figure."), *sides.en[3:]),
    )

    done = {row.zh: row for row in rows(wrong, align(wrong, lexicon), 0.9)}

    assert done["螺栓应拧紧，并涂防锈油。"].accepted is None
    assert done["叶轮应进行动平衡试验。"].accepted


def test_edited_documents_say_of_each_sentence_what_it_belongs_to() -> None:
    known = edited([(zh, en) for zh, en in pairs() if is_plain(zh, en)] * 20, seed=1)

    sides = two_pages(known)

    assert "".join(zh for zh, _ in known.beads) == "".join(s.text for s in sides.zh)
    assert " ".join(filter(None, (en for _, en in known.beads))) == " ".join(
        s.text for s in sides.en
    )
    kinds = {(bool(zh), bool(en)) for zh, en in known.beads}
    assert kinds == {(True, True), (True, False), (False, True)}


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not there")
def test_the_alignment_of_real_documents_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    main(shared=SHARED, seeds=1, least=0.9)

    first = next(line for line in capsys.readouterr().out.splitlines() if "Word" in line)
    assert float(first.split(" | ")[5]) >= 0.97
