"""The symbols between text and model: one private-use character each, whole in the vocabulary.

No tokenizer can split them, and no text can forge them: a private-use character of the source
(Symbol and Wingdings fonts have them) becomes a slot itself.
"""

from termbase.text import Language
from translator.model import SlotKind

PER_KIND = 48
_STARTS = {SlotKind.NUMBER: 0xE000, SlotKind.NAME: 0xE030, SlotKind.TAG: 0xE060}

PLACEHOLDERS: dict[SlotKind, str] = {
    kind: "".join(chr(start + number) for number in range(PER_KIND))
    for kind, start in _STARTS.items()
}
# For tags beyond those: no model knows these marks, so no model is shown them.
SPARE = "".join(chr(code) for code in range(0xE100, 0xF900))
LITERALS = frozenset(PLACEHOLDERS[SlotKind.NUMBER] + PLACEHOLDERS[SlotKind.NAME])
TAGS = frozenset(PLACEHOLDERS[SlotKind.TAG] + SPARE)
ALL_PLACEHOLDERS = LITERALS | TAGS

# Term annotation: TERM source MEANS target END. HIDDEN stands for a source that is not shown.
TERM, MEANS, END, HIDDEN = "\ue0a0", "\ue0a1", "\ue0a2", "\ue0a3"
FUZZY = "\ue0a4"  # after the source: the target of a similar memory entry follows
INTO = {Language.ZH: "\ue0a5", Language.ZH_HANT: "\ue0a5", Language.EN: "\ue0a6"}
_RESERVED = "".join(chr(code) for code in range(0xE0A7, 0xE0B0))

VOCABULARY_SYMBOLS: tuple[str, ...] = tuple(
    "".join(PLACEHOLDERS.values())
    + TERM
    + MEANS
    + END
    + HIDDEN
    + FUZZY
    + INTO[Language.ZH]
    + INTO[Language.EN]
    + _RESERVED
)
