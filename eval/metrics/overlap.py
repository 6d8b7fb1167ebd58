"""BLEU (Papineni et al. 2002) and chrF (Popović 2015), as sacrebleu computes them (Post 2018)."""

from collections.abc import Sequence

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from eval.metrics.base import Score
from termbase.text import Language


class Bleu:
    """Corpus BLEU; Chinese is cut into characters."""

    def __init__(self, language: Language) -> None:
        """Take the language of the hypotheses."""
        self._metric = BLEU(tokenize="zh" if language.is_chinese else "13a")

    def score(self, hypotheses: Sequence[str], references: Sequence[str]) -> Score:
        """See `Metric.score`."""
        result = self._metric.corpus_score(list(hypotheses), [list(references)])
        return Score("BLEU", result.score, str(self._metric.get_signature()))


class Chrf:
    """chrF2, the same for both languages."""

    def __init__(self) -> None:
        self._metric = CHRF()

    def score(self, hypotheses: Sequence[str], references: Sequence[str]) -> Score:
        """See `Metric.score`."""
        result = self._metric.corpus_score(list(hypotheses), [list(references)])
        return Score("chrF2", result.score, str(self._metric.get_signature()))
