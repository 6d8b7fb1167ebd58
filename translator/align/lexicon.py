"""What a sentence may become: the words of the model's shortlist, numbers, names (◆ disk)."""

import re
from collections.abc import Mapping
from pathlib import Path

from termbase.text import Language
from translator.engines.pieces import SentencePieces
from translator.engines.text import normalise
from translator.errors import NoModel
from translator.standards.script import to_simplified

SAME = "="  # before what stands alike in both languages
_SHARE = 0.5  # of the words of a translation that its source may become
_SHORTLIST = "vmap.txt"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_CAPITALISED = re.compile(r"\b[A-Z](?=[a-z])")
_SPACE = "\u2581"  # SentencePiece's mark of a word's beginning


class Lexicon:
    """Words and their likely translations, both ways."""

    def __init__(self, pieces: SentencePieces, translations: Mapping[str, frozenset[str]]) -> None:
        """Use the vocabulary `pieces`, and for each of its pieces what may translate it."""
        self._pieces = pieces
        self._translations = translations

    def tokens(self, text: str, language: Language) -> frozenset[str]:
        """Return what is to be found again in a translation of `text`."""
        chinese = language.is_chinese
        plain = to_simplified(text) if chinese else _CAPITALISED.sub(_lower, text)
        found = self._pieces.encode_target(normalise(plain, Language.ZH if chinese else language))
        words = {piece for piece in found if piece.strip(_SPACE).isalpha()}
        return frozenset(words | alike(plain, language))

    def translations(self, token: str) -> frozenset[str]:
        """Return what may translate `token`."""
        if token.startswith(SAME):
            return frozenset((token,))
        return self._translations.get(token, frozenset())

    @property
    def has_words(self) -> bool:
        """Whether it knows any words, besides what stands alike in both languages."""
        return bool(self._translations)

    def answers(self, zh: str, en: str) -> bool:
        """Whether `en` is a likely translation of `zh`: enough of its words are known to be."""
        words = [token for token in self.tokens(en, Language.EN) if not token.startswith(SAME)]
        offered = frozenset[str]().union(
            *(self.translations(token) for token in self.tokens(zh, Language.ZH))
        )
        return bool(words) and sum(word in offered for word in words) >= _SHARE * len(words)


def alike(text: str, language: Language) -> set[str]:
    """Return the numbers of `text`, and in Chinese the Latin words, as tokens."""
    found = {SAME + hit[0].replace(",", "").rstrip(".") for hit in _NUMBER.finditer(text)}
    return found | {SAME + hit[0].lower() for hit in _WORD.finditer(text)}


def open_lexicon(model: Path) -> Lexicon:
    """Return the lexicon of the model in a directory; without a shortlist it knows no words.

    Raises:
        NoModel: no model there, or its shortlist cannot be read.
    """
    file = model / _SHORTLIST
    found: dict[str, frozenset[str]] = {}
    pieces = SentencePieces(model)
    try:
        lines = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise NoModel(f"{file}: damaged; install the model again") from error
    for line in lines:
        piece, _, others = line.partition("\t")
        if piece:
            found[piece] = frozenset(others.split(" "))
    return Lexicon(pieces, found)


def _lower(hit: re.Match[str]) -> str:
    return hit[0].lower()
