"""A checkpoint of others, with our symbols: what it said it says, and what we write it reads."""

import json
from pathlib import Path

import pytest
import sentencepiece
import torch

from tests.engines.tiny import sentences
from tests.learning.opus import Kind, encode, make_opus
from tests.makers import EN_ZH, ZH_EN
from training.export import export
from training.foreign import adopt
from training.model import Network
from training.network import loss_of, new_model
from training.words import read_vocabulary
from translator.engines.base import Request
from translator.engines.ct2 import load_ct2
from translator.engines.hf import read_checkpoint
from translator.engines.neural import Decoding
from translator.errors import InputError, NoModel
from translator.symbols import INTO, VOCABULARY_SYMBOLS

pytestmark = pytest.mark.slow

KINDS = {
    "as OPUS-MT": Kind(),
    "three matrices, padding inside": Kind(tied=False, pad_last=False),
    "a word for the language": Kind(into_chinese=True),
}


@pytest.fixture(scope="module", params=KINDS)
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "Taken":
    """A checkpoint before and after."""
    kind = KINDS[request.param]
    folder = tmp_path_factory.mktemp("foreign")
    before = make_opus(folder / "before", kind)
    adopt(str(before), folder / "after")
    return Taken(kind, before, folder / "after")


class Taken:
    """Folders of one checkpoint, and how it was made."""

    def __init__(self, kind: Kind, before: Path, after: Path) -> None:
        self.kind, self.before, self.after = kind, before, after
        self.direction = EN_ZH if kind.into_chinese else ZH_EN
        texts = [pair[::-1] if kind.into_chinese else pair for pair in sentences()]
        self.pairs = {"source": [ours for ours, _ in texts], "target": [its for _, its in texts]}


def test_a_text_without_symbols_has_the_ids_it_had(taken: Taken) -> None:
    vocabulary = read_vocabulary(taken.after)

    for side, texts in taken.pairs.items():
        encoder = vocabulary.source if side == "source" else vocabulary.target
        for text in [*texts, "某 unknown：“词”１"]:
            assert encoder.encode(text) == encode(taken.before, side, text)


def test_every_symbol_is_one_piece_wherever_it_stands(taken: Taken) -> None:
    words = read_vocabulary(taken.after).words
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(taken.after / "source.spm"))
    wanted = [symbol for symbol in VOCABULARY_SYMBOLS if symbol in words]

    assert set(VOCABULARY_SYMBOLS) - set(wanted) == {INTO[taken.direction.source]}
    for symbol in wanted:
        assert symbol in pieces.encode(f"fan{symbol}风扇 {symbol}.", out_type=str)
        assert pieces.decode(pieces.encode(f"fan{symbol}x", out_type=str)) == f"fan{symbol}x"


def test_padding_is_the_last_word_and_its_row_is_zero(taken: Taken) -> None:
    model, tokenizer = read_checkpoint(str(taken.after))

    pad = len(tokenizer.encoder) - 1
    assert tokenizer.encoder["<pad>"] == tokenizer.pad_token_id == model.config.pad_token_id == pad
    assert model.config.decoder_start_token_id == model.generation_config.pad_token_id == pad
    assert model.final_logits_bias.shape == (1, pad + 1)
    assert not model.get_encoder().embed_tokens.weight[pad].any()


def test_the_model_says_what_it_said_of_texts_without_symbols(taken: Taken) -> None:
    (old, _), (new, _) = read_checkpoint(str(taken.before)), read_checkpoint(str(taken.after))
    head = [">>cmn_Hans<<"] if taken.kind.into_chinese else []
    words = json.loads((taken.before / "vocab.json").read_text(encoding="utf-8"))

    for text in taken.pairs["source"][::9]:
        ids = [words[word] for word in head] + [*encode(taken.before, "source", text), 0]
        source = torch.tensor([ids])
        answers = [
            model.generate(source, num_beams=1, max_length=40)[0, 1:].tolist()
            for model in (old, new)
        ]
        assert answers[0] == answers[1]
        assert len(answers[0]) > 2


def test_new_symbols_take_less_than_their_share_of_the_chances(taken: Taken) -> None:
    model, tokenizer = read_checkpoint(str(taken.after))
    vocabulary = read_vocabulary(taken.after)
    ids = torch.tensor([[*vocabulary.source.encode(taken.pairs["source"][5]), 0]])
    given = torch.tensor([[model.config.pad_token_id, *vocabulary.target.encode("s")]])

    with torch.inference_mode():
        chances = model(ids, decoder_input_ids=given).logits.softmax(dim=-1)[0]

    new = [
        tokenizer.encoder[symbol] for symbol in VOCABULARY_SYMBOLS if symbol in tokenizer.encoder
    ]
    assert len(new) == len(VOCABULARY_SYMBOLS) - 1
    assert float(chances[:, new].sum(dim=-1).max()) < len(new) / len(tokenizer.encoder)


def test_the_symbol_of_the_target_language_begins_as_the_word_for_it(taken: Taken) -> None:
    model, tokenizer = read_checkpoint(str(taken.after))
    table = model.get_encoder().embed_tokens.weight
    mark = table[tokenizer.encoder[INTO[taken.direction.target]]]

    word = tokenizer.encoder.get(">>cmn_Hans<<")

    assert (word is not None and torch.equal(mark, table[word])) == taken.kind.into_chinese


def test_our_loss_is_that_of_transformers_whatever_the_embeddings(taken: Taken) -> None:
    model = new_model(Network(base=taken.after), 0, 0)
    vocabulary = read_vocabulary(taken.after)
    pad = model.config.pad_token_id
    source, target = (
        torch.nn.utils.rnn.pad_sequence(
            [torch.tensor([*side.encode(text), 0]) for text in taken.pairs[name][:5]],
            batch_first=True,
            padding_value=pad,
        )
        for name, side in (("source", vocabulary.source), ("target", vocabulary.target))
    )

    ours = loss_of(model, source, target, 0.0)
    torch.autograd.backward(ours)
    gradient = model.lm_head.weight.grad.clone()
    model.zero_grad()

    labels = target.masked_fill(target == pad, -100)
    model.final_logits_bias[0, pad] = -1e9  # ours leaves padding out of the words
    theirs = model(source, attention_mask=(source != pad).long(), labels=labels).loss
    torch.autograd.backward(theirs * (labels >= 0).sum())
    assert ours.item() == pytest.approx((theirs * (labels >= 0).sum()).item(), rel=1e-4)
    assert torch.allclose(gradient[:pad], model.lm_head.weight.grad[:pad], atol=1e-3)
    assert all(p.grad is not None for p in model.parameters() if p.requires_grad)


def test_it_is_exported_and_served_with_both_its_vocabularies(taken: Taken, tmp_path: Path) -> None:
    export(taken.after, tmp_path / "model", {"name": "foreign"})
    engine = load_ct2(tmp_path / "model", decoding=Decoding(beam=1))
    other = EN_ZH if taken.direction == ZH_EN else ZH_EN

    found = engine.translate([Request(text, taken.direction) for text in taken.pairs["source"]])

    assert (tmp_path / "model" / "target.spm").is_file()
    said = {hypotheses[0].text for hypotheses in found}
    assert len(said) > 3
    assert "" not in said
    with pytest.raises(NoModel, match="does not translate"):
        engine.translate([Request("x", other)])


def test_a_model_of_ours_lacks_nothing(tmp_path: Path) -> None:
    ours = make_opus(tmp_path / "before")
    adopt(str(ours), tmp_path / "once")

    base = adopt(str(tmp_path / "once"), tmp_path / "twice")

    assert base.added == 0
    assert base.directions == (ZH_EN,)
    for name in ("source.spm", "target.spm", "vocab.json"):
        assert (tmp_path / "once" / name).read_bytes() == (tmp_path / "twice" / name).read_bytes()


def test_what_cannot_be_trained_further_is_refused_by_its_reason(tmp_path: Path) -> None:
    made = make_opus(tmp_path / "made")
    settings = made / "tokenizer_config.json"
    words = json.loads((made / "vocab.json").read_text(encoding="utf-8"))

    settings.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="--from zh or --from en"):
        adopt(str(made), tmp_path / "x")
    moved = words | {"</s>": 1, "<unk>": 0}
    (made / "vocab.json").write_text(json.dumps(moved), encoding="utf-8")
    with pytest.raises(NoModel, match="its </s> is not word 0"):
        adopt(str(made), tmp_path / "x")
    (made / "vocab.json").write_text(json.dumps(words | {"extra": 9999}), encoding="utf-8")
    with pytest.raises(NoModel, match="gaps"):
        adopt(str(made), tmp_path / "x")
