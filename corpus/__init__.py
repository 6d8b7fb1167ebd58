"""Sentence pairs: who gave them, where they come from, and how to find one again."""

from corpus.model import MemoryMatch, Pair
from corpus.recall import Memory

__all__ = ["Memory", "MemoryMatch", "Pair"]
