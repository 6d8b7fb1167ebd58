"""The languages we translate between, and the folding of text to one normal form."""

import enum
import unicodedata


class Language(enum.Enum):
    """A language of the product, by its BCP 47 tag."""

    ZH = "zh"
    ZH_HANT = "zh-Hant"
    EN = "en"

    @property
    def is_chinese(self) -> bool:
        """Whether it is written in Chinese characters."""
        return self is not Language.EN


def fold(text: str) -> str:
    """Return `text` in the form in which equal texts are found equal; idempotent.

    NFKC, lower case, and nothing but letters, digits and signs that bear meaning: differences of
    width, case, spacing and punctuation disappear.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = (char for char in folded if unicodedata.category(char)[0] not in _DROPPED)
    return unicodedata.normalize("NFKC", "".join(kept))


_DROPPED = frozenset("PZC")  # punctuation, separators, controls
