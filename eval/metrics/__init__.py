"""Metrics: hypotheses and references in, a score with its signature out."""

from eval.metrics.base import Metric, Score
from eval.metrics.overlap import Bleu, Chrf

__all__ = ["Bleu", "Chrf", "Metric", "Score"]
