"""A Marian model small enough to be made by the tests, in every shape the engines load."""

import json
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import sentencepiece
import torch
from ctranslate2.converters import TransformersConverter

from training.config import Network
from training.export import export, save_checkpoint
from training.network import new_model
from training.vocabulary import train_vocabulary

_NETWORK = Network(width=32, feed_forward=64, heads=2, encoder_layers=1, decoder_layers=1)
_PIECES = 520
_PAIRS = (
    (("散热风扇", "cooling fan"), ("控制柜", "control cabinet"), ("叶轮", "impeller")),
    (("应完好", "shall be intact"), ("应符合要求", "shall comply"), ("不应变形", "shall not bend")),
    (("在工作时", "in use"), ("在试验后", "after the test"), ("按第5章", "as in Clause 5")),
    (("。", "."), ("，无裂纹。", ", with no cracks."), ("；", ";"), ("，见表1。", ", see Table 1.")),
)


@dataclass(frozen=True, slots=True)
class Tiny:
    """Directories: a checkpoint for `hf`, the int8 model we ship for `ct2`, and one in float32."""

    checkpoint: Path
    model: Path
    exact: Path


def sentences() -> list[tuple[str, str]]:
    """About a hundred made pairs, Chinese and English."""
    return [
        ("".join(part[0] for part in parts), " ".join(part[1] for part in parts))
        for parts in product(*_PAIRS)
    ]


def make_tiny(folder: Path) -> Tiny:
    """Make the models in `folder`, or find them there. Their weights are drawn, not trained."""
    made = Tiny(folder / "checkpoint", folder / "model", folder / "exact")
    if folder.exists():
        return made
    folder.mkdir()
    vocabulary = folder / "pieces.spm"
    train_vocabulary((text for pair in sentences() for text in pair), _PIECES, vocabulary)
    torch.manual_seed(1)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    network = new_model(_NETWORK, len(pieces), 512)
    save_checkpoint(dict(network.named_parameters()), _NETWORK, vocabulary, made.checkpoint)
    export(made.checkpoint, made.model, {"name": "tiny", "made": "2025-01-01"})
    TransformersConverter(str(made.checkpoint)).convert(str(made.exact))
    (made.exact / "source.spm").write_bytes(vocabulary.read_bytes())
    return made
