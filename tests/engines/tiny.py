"""A Marian model small enough to be trained by the tests, in every shape the engines load."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import sentencepiece
import torch
from ctranslate2.converters import TransformersConverter
from transformers import MarianMTModel

from tests.makers import ZH_EN
from training.export import export, save_checkpoint
from training.model import EOS, Network
from training.network import loss_of, new_model
from training.vocabulary import UNK, train_vocabulary
from translator.engines.annotation import annotated
from translator.engines.base import Request

_NETWORK = Network(width=32, feed_forward=64, heads=2, encoder_layers=1, decoder_layers=1)
_PIECES = 520
_STEPS = 120
_PARTS = (
    (("散热风扇", "cooling fan"), ("控制柜", "control cabinet"), ("叶轮", "impeller")),
    (("应完好", "shall be intact"), ("应符合要求", "shall comply"), ("不应变形", "shall not bend")),
    (("在工作时", "in use"), ("在试验后", "after the test"), ("按第5章", "as in Clause 5")),
    (
        ("。", "."),
        ("，无裂纹。", ", with no cracks."),
        ("，见表1。", ", see Table 1."),
    ),
)


@dataclass(frozen=True, slots=True)
class Tiny:
    """Directories: a checkpoint for `hf`, the int8 model we ship for `ct2`, and one in float32."""

    checkpoint: Path
    model: Path
    exact: Path


def sentences() -> list[tuple[str, str]]:
    """Eighty-one made pairs, Chinese and English."""
    return [
        ("".join(part[0] for part in parts), " ".join(part[1] for part in parts))
        for parts in product(*_PARTS)
    ]


def make_tiny(folder: Path) -> Tiny:
    """Make a model that knows `sentences()` from Chinese into English, or find it in `folder`."""
    made = Tiny(folder / "checkpoint", folder / "model", folder / "exact")
    if folder.exists():
        return made
    folder.mkdir()
    vocabulary = folder / "pieces.spm"
    train_vocabulary((text for pair in sentences() for text in pair), _PIECES, vocabulary)
    pairs = [(annotated(Request(chinese, ZH_EN)), english) for chinese, english in sentences()]
    _train(vocabulary, pairs, made.checkpoint)
    export(made.checkpoint, made.model, {"name": "tiny", "made": "2025-01-01"})
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        TransformersConverter(str(made.checkpoint)).convert(str(made.exact))
    (made.exact / "source.spm").write_bytes(vocabulary.read_bytes())
    return made


def make_foreign(folder: Path) -> Path:
    """Make a checkpoint as others do, its vocabulary without our symbols; literals are text."""
    if folder.exists():
        return folder
    literal = {"第5章": "Clause 5", "表1": "Table 1"}
    pairs = sentences()
    for chinese, english in literal.items():
        pairs = [(source.replace(chinese, english), target) for source, target in pairs]
    vocabulary = folder.with_suffix(".spm")
    with vocabulary.open("wb") as out:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([text for pair in pairs for text in pair]),
            model_writer=out,
            vocab_size=100,
            character_coverage=1.0,
            pad_id=-1,
            eos_id=EOS,
            unk_id=UNK,
            bos_id=-1,
            minloglevel=1,
        )
    _train(vocabulary, pairs, folder)
    return folder


def _train(vocabulary: Path, pairs: Sequence[tuple[str, str]], checkpoint: Path) -> None:
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model: MarianMTModel = new_model(_NETWORK, len(pieces), 512)
    source = _batch(pieces, [source for source, _ in pairs])
    target = _batch(pieces, [target for _, target in pairs])
    optimizer = torch.optim.Adam(model.parameters(), lr=8e-3)
    for _ in range(_STEPS):
        optimizer.zero_grad()
        loss = loss_of(model, source, target, 0.0)
        torch.autograd.backward(loss / len(target))
        optimizer.step()
    save_checkpoint(dict(model.named_parameters()), _NETWORK, vocabulary, checkpoint)


def _batch(pieces: sentencepiece.SentencePieceProcessor, texts: list[str]) -> torch.Tensor:
    rows = [torch.tensor([*pieces.encode(text), EOS]) for text in texts]
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=len(pieces))
