"""Anybody's Marian checkpoint > one of the form we train: symbols of ours added (◆ disk, hub).

Padding is the last word, as in our own. The ids of all other words stay, so that no text without
symbols is encoded otherwise than before; the first new symbol takes the place of the old padding.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import GenerationConfig, MarianConfig, MarianMTModel, MarianTokenizer

from termbase.text import Language
from training.data import DIRECTIONS
from training.model import EOS
from training.words import END, PAD, UNKNOWN, add_symbols
from translator.engines.hf import read_checkpoint
from translator.errors import InputError, NoModel
from translator.model import Direction
from translator.symbols import INTO, VOCABULARY_SYMBOLS

_MOST_WORDS = 1 << 16  # packed ids have sixteen bits
_SPREAD = 0.1  # of new rows, in standard deviations of the old ones
_TABLES = (
    "model.shared.weight",
    "model.encoder.embed_tokens.weight",
    "model.decoder.embed_tokens.weight",
    "lm_head.weight",
)
_BIAS = "final_logits_bias"
_CODES = {"zh": Language.ZH, "zho": Language.ZH, "cmn": Language.ZH, "chi": Language.ZH}
_CODES |= {"en": Language.EN, "eng": Language.EN}
_TARGET_TOKENS = {
    INTO[Language.ZH]: (">>cmn_Hans<<", ">>zho_Hans<<", ">>cmn<<", ">>zho<<", ">>zh<<"),
    INTO[Language.EN]: (">>eng<<", ">>en<<"),
}


@dataclass(frozen=True, slots=True)
class Base:
    """What was taken over: its name, the directions it translates, and the symbols it lacked."""

    name: str
    directions: tuple[Direction, ...]
    added: int


def adopt(name: str, folder: Path, source: Language | None = None) -> Base:
    """Write the checkpoint `name` (a folder, or a name on a hub) to `folder` in our form.

    A model without direction symbols translates one way: from `source`, or as its tokenizer says.

    Raises:
        NoModel: there is none, or it is of a kind that cannot be served in our form.
        InputError: its direction is not known.
    """
    model, tokenizer = read_checkpoint(name)
    words: dict[str, int] = dict(tokenizer.encoder)
    _check(name, model, tokenizer, words)
    directions = _directions(name, tokenizer, words, source)
    wanted = [s for s in VOCABULARY_SYMBOLS if s not in _others(directions)]
    added = [symbol for symbol in wanted if symbol not in words]
    if len(words) + len(added) > _MOST_WORDS:
        raise NoModel(f"{name}: {len(words)} words; a vocabulary may have {_MOST_WORDS} in all")
    if added:
        model, words = _enlarged(model, words, added)
    _write(folder, model, tokenizer, words, wanted)
    return Base(name, directions, len(added))


def directions_of(words: Mapping[str, int]) -> tuple[Direction, ...]:
    """Return the directions whose symbols `words` has."""
    return tuple(way for way in DIRECTIONS if INTO[way.target] in words)


def _check(
    name: str, model: MarianMTModel, tokenizer: MarianTokenizer, words: Mapping[str, int]
) -> None:
    """Refuse what training, conversion or serving would take for something else."""
    config = model.config
    pad = config.pad_token_id
    reasons = (
        (tokenizer.separate_vocabs, "source and target have vocabularies of their own"),
        (words.get(END) != EOS, f"its {END} is not word {EOS}"),
        (UNKNOWN not in words, f"it has no {UNKNOWN}"),
        (config.decoder_start_token_id != pad, "its decoder does not start from padding"),
        (words.get(tokenizer.pad_token) != pad, "padding is not where its configuration says"),
        (sorted(words.values()) != list(range(config.vocab_size)), "its words have gaps"),
        (model.lm_head.weight.shape[0] != len(words), "its output has other words"),
        (
            all(symbol in words for symbol in VOCABULARY_SYMBOLS) and pad != len(words) - 1,
            "its padding is not the last word",
        ),
    )
    for wrong, reason in reasons:
        if wrong:
            raise NoModel(f"{name}: cannot be trained further: {reason}")


def _directions(
    name: str, tokenizer: MarianTokenizer, words: Mapping[str, int], source: Language | None
) -> tuple[Direction, ...]:
    known = directions_of(words)
    if known:
        return known
    told = re.search(r"-(\w+)-(\w+)$", name)
    for pair in ((tokenizer.source_lang, tokenizer.target_lang), told.groups() if told else ()):
        sides = [_CODES.get(str(code).split("_")[0].lower()) for code in pair]
        source = source or next((ours for ours in sides[:1] if None not in sides), None)
    found = tuple(way for way in DIRECTIONS if way.source is source)
    if not found:
        raise InputError(f"{name}: say which language it translates from: --from zh or --from en")
    return found


def _others(directions: Sequence[Direction]) -> set[str]:
    """The symbols of directions that are not among `directions`."""
    return {INTO[way.target] for way in DIRECTIONS if way not in directions}


def _enlarged(
    model: MarianMTModel, words: Mapping[str, int], added: Sequence[str]
) -> tuple[MarianMTModel, dict[str, int]]:
    old = model.config.pad_token_id
    pad = len(words) + len(added) - 1
    places = {symbol: len(words) - 1 + n for n, symbol in enumerate(added)} | {added[0]: old}
    named = {word: at for word, at in words.items() if at != old} | places | {PAD: pad}
    like = {
        at: next((words[token] for token in _TARGET_TOKENS.get(symbol, ()) if token in words), None)
        for symbol, at in places.items()
    }
    values = model.config.to_dict() | {
        "vocab_size": len(named),
        "decoder_vocab_size": len(named),
        "pad_token_id": pad,
        "decoder_start_token_id": pad,
    }
    larger = MarianMTModel(MarianConfig.from_dict(values))
    state = model.state_dict()
    for name in _TABLES:
        if name in state:
            state[name] = _rows(state[name], old, like, spread=_SPREAD)
    state[_BIAS] = _rows(state[_BIAS].T, old, like, spread=0).T
    larger.load_state_dict(state)
    return larger, named


def _rows(
    table: torch.Tensor, old: int, like: Mapping[int, int | None], *, spread: float
) -> torch.Tensor:
    """Return `table` with rows for new words, and the row of padding at its end.

    That row is zero, also where training elsewhere has moved it: CTranslate2 begins from zero.

    A new row is near the mean of the others. Its logit is then near the mean of theirs, so that its
    chance is below the average word's (Jensen), whatever the state: what the model said before, it
    says again. It is not the mean itself, so that the symbols differ. `like` names a word whose
    row a symbol takes: that of the target language, if the model knows such a word.
    """
    kept = torch.cat([table[:old], table[old + 1 :]])
    dice = torch.Generator().manual_seed(1)
    fresh = torch.randn(len(like), table.shape[1], generator=dice).to(table)
    fresh = kept.mean(dim=0) + spread * kept.std(dim=0) * fresh
    larger = torch.cat([table, table.new_zeros(len(like), table.shape[1])])
    for row, (at, twin) in zip(fresh, like.items(), strict=True):
        larger[at] = row if twin is None else table[twin]
    return larger


def _write(
    folder: Path,
    model: MarianMTModel,
    tokenizer: MarianTokenizer,
    words: Mapping[str, int],
    symbols: Sequence[str],
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    config = model.config
    model.generation_config = GenerationConfig(
        bad_words_ids=[[config.pad_token_id]],  # its logit is zero, which may be the highest
        decoder_start_token_id=config.decoder_start_token_id,
        eos_token_id=EOS,
        forced_eos_token_id=EOS,
        pad_token_id=config.pad_token_id,
    )
    model.save_pretrained(folder)
    for name, file in zip(("source", "target"), tokenizer.spm_files, strict=True):
        made = add_symbols(Path(file).read_bytes(), symbols)
        (folder / f"{name}.spm").write_bytes(made)
    for name, values in (
        ("vocab.json", dict(words)),
        (
            "tokenizer_config.json",
            {
                "tokenizer_class": "MarianTokenizer",
                "source_lang": tokenizer.source_lang,
                "target_lang": tokenizer.target_lang,
                "eos_token": END,
                "unk_token": UNKNOWN,
                "pad_token": PAD,
                "model_max_length": 512,
            },
        ),
    ):
        text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
        (folder / name).write_text(text, encoding="utf-8")
