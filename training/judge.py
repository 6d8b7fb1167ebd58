"""A model and its development data > BLEU over the ids of pieces: it needs no vocabulary."""

import torch
from transformers import MarianMTModel

from training.packed import Packed

_BATCH = 32  # examples
_AT_ONCE = 2  # times the length of the longest source that an answer may have


@torch.no_grad()
def bleu(model: MarianMTModel, dev: Packed, count: int) -> float | None:
    """Return the BLEU (0–100) of greedy answers to the first `count` examples of `dev`.

    Its words are ids, its signature is tok:none; None for no examples, or without sacrebleu.
    """
    try:
        import sacrebleu
    except ImportError:  # a machine that only trains may do without
        return None
    if not count:
        return None
    examples = [dev.example(index) for index in range(min(count, len(dev)))]
    examples.sort(key=lambda sides: len(sides[0]))
    answers: list[str] = []
    model.eval()
    for start in range(0, len(examples), _BATCH):
        answers += _answers(model, [source.tolist() for source, _ in examples[start:][:_BATCH]])
    model.train()
    references = [_text(target.tolist()[:-1]) for _, target in examples]
    score = sacrebleu.corpus_bleu(answers, [references], tokenize="none", force=True)
    return float(score.score)


def _answers(model: MarianMTModel, sources: list[list[int]]) -> list[str]:
    pad, end = model.config.pad_token_id, model.config.eos_token_id
    longest = max(map(len, sources))
    rows = [source + [pad] * (longest - len(source)) for source in sources]
    given = torch.tensor(rows, device=model.device)
    found = model.generate(
        input_ids=given,
        attention_mask=(given != pad).long(),
        num_beams=1,
        do_sample=False,
        max_length=_AT_ONCE * longest + 2,
        suppress_tokens=[pad],
    )
    return [_text([i for i in row if i not in (pad, end)]) for row in found.tolist()]


def _text(ids: list[int]) -> str:
    return " ".join(map(str, ids))
