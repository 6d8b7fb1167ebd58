"""A tiny checkpoint with all that sets those of OPUS-MT apart from ours, trained in seconds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sentencepiece
import torch
from transformers import MarianConfig, MarianMTModel

from tests.engines.tiny import sentences

_STEPS = 100
_FIRST = ("</s>", "<unk>")


@dataclass(frozen=True, slots=True)
class Kind:
    """How the checkpoint is: one matrix of embeddings or three; the place of its padding."""

    tied: bool = True
    pad_last: bool = True
    into_chinese: bool = False


def make_opus(folder: Path, kind: Kind = Kind()) -> Path:
    """Make a checkpoint that knows the sentences of `tests.engines.tiny`, literals as text."""
    folder.mkdir(parents=True)
    pairs = sentences()
    if kind.into_chinese:
        pairs = [(english, chinese) for chinese, english in pairs]
    for side, texts in zip(("source", "target"), zip(*pairs, strict=True), strict=True):
        _learn(folder / f"{side}.spm", texts)
    words = _words(folder, kind)
    (folder / "vocab.json").write_text(json.dumps(words), encoding="utf-8")
    languages = ("eng", "zho") if kind.into_chinese else ("zho", "eng")
    settings = dict(zip(("source_lang", "target_lang"), languages, strict=True))
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    model = _model(words, kind)
    prefix = ">>cmn_Hans<<" if kind.into_chinese else None
    _train(model, folder, words, [(prefix, *pair) for pair in pairs])
    model.generation_config.bad_words_ids = [[words["<pad>"]]]
    model.save_pretrained(folder)
    return folder


def encode(folder: Path, side: str, text: str) -> list[int]:
    """Return the ids of `text` by the files of `folder` alone."""
    words = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{side}.spm"))
    found = pieces.encode(text, out_type=str)
    return [words.get(piece, words["<unk>"]) for piece in found]


def _learn(model: Path, texts: Sequence[str]) -> None:
    """SentencePiece as it comes: NFKC, <unk> <s> </s> at its head."""
    with model.open("wb") as out:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts), model_writer=out, vocab_size=90, minloglevel=2,
            hard_vocab_limit=False,
        )  # fmt: skip


def _words(folder: Path, kind: Kind) -> dict[str, int]:
    """The pieces of both sides by the alphabet, which is the order of neither."""
    pieces: set[str] = {">>cmn_Hans<<"} if kind.into_chinese else set()
    for side in ("source", "target"):
        model = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{side}.spm"))
        pieces |= {model.id_to_piece(number) for number in range(len(model))}
    order = [*_FIRST, *sorted(pieces - {*_FIRST, "<s>"})]
    order.insert(len(order) if kind.pad_last else 9, "<pad>")
    return {piece: number for number, piece in enumerate(order)}


def _model(words: dict[str, int], kind: Kind) -> MarianMTModel:
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model = MarianMTModel(
        MarianConfig(
            vocab_size=len(words),
            decoder_vocab_size=len(words),
            d_model=32,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=64,
            decoder_ffn_dim=64,
            activation_function="swish",
            dropout=0.1,
            scale_embedding=True,
            max_position_embeddings=512,
            share_encoder_decoder_embeddings=kind.tied,
            tie_word_embeddings=kind.tied,
            pad_token_id=words["<pad>"],
            decoder_start_token_id=words["<pad>"],
            init_std=0.18,
        )
    )
    _clear_padding(model)
    model.final_logits_bias = torch.nn.Buffer(torch.randn(1, len(words)) / 2)
    return model


def _train(
    model: MarianMTModel,
    folder: Path,
    words: dict[str, int],
    texts: Sequence[tuple[str | None, str, str]],
) -> None:
    end, pad = words["</s>"], words["<pad>"]
    heads = [[words[prefix]] if prefix else [] for prefix, _, _ in texts]
    source = _rows(
        [
            [*head, *encode(folder, "source", text), end]
            for head, (_, text, _) in zip(heads, texts, strict=True)
        ],
        pad,
    )
    target = _rows([[*encode(folder, "target", text), end] for _, _, text in texts], pad)
    labels = target.masked_fill(target == pad, -100)
    optimizer = torch.optim.Adam(model.parameters(), lr=8e-3)
    for _ in range(_STEPS):
        optimizer.zero_grad()
        mask = (source != pad).long()
        torch.autograd.backward(model(source, attention_mask=mask, labels=labels).loss)
        optimizer.step()
        _clear_padding(model)
    model.train(mode=False)


@torch.no_grad()
def _clear_padding(model: MarianMTModel) -> None:
    """Marian knows no padding: its conversion adds a row of zeros, which nothing trains."""
    for side in (model.get_encoder(), model.get_decoder()):
        side.embed_tokens.weight[model.config.pad_token_id] = 0


def _rows(ids: list[list[int]], pad: int) -> torch.Tensor:
    rows = [torch.tensor(row) for row in ids]
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=pad)
