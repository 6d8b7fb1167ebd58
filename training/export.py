"""Weights > a Marian checkpoint in transformers > an int8 CTranslate2 model directory (◆ disk)."""

import json
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import sentencepiece
import torch
from ctranslate2.converters import TransformersConverter

from training.model import Network
from training.network import new_model

SHORTLIST = "vmap.txt"  # as CTranslate2 calls it


def save_checkpoint(
    weights: Mapping[str, torch.Tensor],
    network: Network,
    vocabulary: Path,
    folder: Path,
) -> None:
    """Write a checkpoint that `MarianMTModel` and `MarianTokenizer` load, weights as fp16."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    _save_weights(weights, network, len(pieces), folder)
    for side in ("source", "target"):
        shutil.copy(vocabulary, folder / f"{side}.spm")
    words = {pieces.id_to_piece(i): i for i in range(len(pieces))} | {"<pad>": len(pieces)}
    _write_json(folder / "vocab.json", words)
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "MarianTokenizer",
            "source_lang": "zh",
            "target_lang": "en",
            "eos_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "model_max_length": 512,
        },
    )


def save_tuned(
    weights: Mapping[str, torch.Tensor], network: Network, base: Path, folder: Path
) -> None:
    """Write a checkpoint with `weights` that is otherwise the one in `base`."""
    _save_weights(weights, network, 0, folder)
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
        shutil.copy(base / name, folder / name)


def _save_weights(
    weights: Mapping[str, torch.Tensor], network: Network, pieces: int, folder: Path
) -> None:
    model = new_model(network, pieces, 512)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name in weights:
                weight.copy_(weights[name])
    folder.mkdir(parents=True, exist_ok=True)
    model.to(torch.float16).save_pretrained(folder)


def export(
    checkpoint: Path, folder: Path, card: Mapping[str, object], candidates: str = ""
) -> None:
    """Convert `checkpoint` to int8 in `folder`, with its vocabulary and `card.json`.

    `candidates` is a lexical shortlist (`training.shortlist`).

    The card gets the SHA-256 of each file, which the engine verifies when it loads the model.
    """
    with tempfile.TemporaryDirectory() as beside:
        made = Path(beside) / "model"
        with warnings.catch_warnings():
            # The tokenizer would like a punctuation normaliser, which we have no use for.
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            TransformersConverter(str(checkpoint)).convert(str(made), quantization="int8_float32")
        folder.mkdir(parents=True, exist_ok=True)
        for file in made.iterdir():
            shutil.copy(file, folder / file.name)
    spoken = {side: (checkpoint / f"{side}.spm").read_bytes() for side in ("source", "target")}
    for side, pieces in spoken.items():
        if side == "source" or pieces != spoken["source"]:
            (folder / f"{side}.spm").write_bytes(pieces)
    if candidates:
        (folder / SHORTLIST).write_text(candidates, encoding="utf-8")
    files = sorted(file for file in folder.iterdir() if file.name != "card.json")
    sums = {file.name: sha256(file.read_bytes()).hexdigest() for file in files}
    _write_json(folder / "card.json", {**card, "sha256": sums})


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
