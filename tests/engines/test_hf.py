"""Marian checkpoints of ours and of others, and that both engines read one model alike."""

from pathlib import Path

import pytest

from tests.engines.tiny import Tiny, sentences
from tests.makers import ZH_EN
from translator.engines.base import Continuation, Request
from translator.engines.ct2 import load_ct2
from translator.engines.hf import load_hf
from translator.engines.neural import Decoding
from translator.errors import NoModel

pytestmark = pytest.mark.slow

REQUESTS = [Request(chinese, ZH_EN) for chinese, _ in sentences()]


@pytest.mark.parametrize("beam", [1, 4])
def test_both_engines_say_the_same_with_the_same_model(tiny: Tiny, beam: int) -> None:
    decoding = Decoding(beam=beam)

    one = load_hf(str(tiny.checkpoint), decoding=decoding).translate(REQUESTS)
    other = load_ct2(tiny.exact, decoding=decoding).translate(REQUESTS)

    assert [item[0].text for item in one] == [item[0].text for item in other]
    assert [item[0].score for item in one] == pytest.approx(
        [item[0].score for item in other], abs=0.01
    )


def test_it_gives_as_many_hypotheses_as_its_beam_scored_and_sorted(tiny: Tiny) -> None:
    found = load_hf(str(tiny.checkpoint), decoding=Decoding(beam=3)).translate(REQUESTS[:5])

    for hypotheses in found:
        scores = [item.score for item in hypotheses]
        assert len(hypotheses) == 3
        assert scores == sorted(scores, reverse=True)
        assert scores[0] <= 0


def test_answers_keep_the_order_of_the_requests_whatever_their_batches(tiny: Tiny) -> None:
    engine = load_hf(str(tiny.checkpoint), decoding=Decoding(beam=1, batch_tokens=90))

    found = engine.translate(REQUESTS[20::-1])

    expected = [english for _, english in sentences()][20::-1]
    right = [item[0].text == text for item, text in zip(found, expected, strict=True)]
    assert sum(right) > 0.8 * len(right)


def test_a_checkpoint_without_our_symbols_carries_literals_as_text(foreign: Path) -> None:
    engine = load_hf(str(foreign), decoding=Decoding(beam=1))
    asked = Request(
        "散热风扇应完好按\ue030，见\ue031。",
        ZH_EN,
        literals=(("\ue030", "Clause 5"), ("\ue031", "Table 1")),
    )

    [found] = engine.translate([asked])

    assert found[0].text == "cooling fan shall be intact as in \ue030 , see \ue031."


def test_a_directory_without_a_checkpoint_is_refused(tiny: Tiny, tmp_path: Path) -> None:
    for directory in (tmp_path, tiny.model):
        with pytest.raises(NoModel, match=r"no vocab\.json in it"):
            load_hf(str(directory))


def test_a_damaged_checkpoint_is_refused(tiny: Tiny, tmp_path: Path) -> None:
    for file in tiny.checkpoint.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[:500])

    with pytest.raises(NoModel, match="no Marian checkpoint can be loaded"):
        load_hf(str(tmp_path))


def test_a_name_that_is_neither_a_directory_nor_on_the_hub_is_refused() -> None:
    with pytest.raises(NoModel, match="no Marian checkpoint can be loaded"):
        load_hf("/nowhere/at/all")


def test_both_engines_attend_alike_with_the_same_model(tiny: Tiny) -> None:
    pairs = sentences()[::9]
    asked = [Continuation(Request(chinese, ZH_EN), "", english) for chinese, english in pairs]

    one = load_hf(str(tiny.checkpoint)).align(asked)
    other = load_ct2(tiny.exact).align(asked)

    for ours, theirs in zip(one, other, strict=True):
        shares = {(link.start, link.of_start): link.share for link in theirs}
        assert len(ours) > 10
        for link in ours:
            assert shares.get((link.start, link.of_start), 0.02) == pytest.approx(
                link.share, abs=0.01
            )
