"""Terms: what a word must become, and where it stands in a text. Imports nothing of ours."""

from termbase.match import Termbase, TermMatch
from termbase.model import Term
from termbase.text import Language, fold

__all__ = ["Language", "Term", "TermMatch", "Termbase", "fold"]
