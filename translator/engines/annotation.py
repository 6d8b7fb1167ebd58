"""Request > the text that our models read: direction symbol, terms annotated, a like text.

The format is the one training writes (`training.annotate`): TERM source MEANS target END. After
the text comes FUZZY and the translation of a similar one (Bulté and Tezcan 2019).
"""

from termbase.text import Language
from translator.engines.base import Request
from translator.engines.text import normalise
from translator.model import Direction
from translator.symbols import END, FUZZY, HIDDEN, INTO, MEANS, SPARE, TERM

_UNKNOWN = dict.fromkeys(map(ord, SPARE))


def annotated(request: Request) -> str:
    """Return the text of `request` as a model of ours reads it, without marks it cannot know."""
    pieces, start = list[str](), 0
    direction = request.direction
    for note in request.annotations:
        source = HIDDEN if request.hidden else request.text[note.start : note.end]
        pieces.append(before_mark(request.text[start : note.start], direction))
        pieces.append(mark_term(source, note.target, direction))
        start = note.end
    pieces.append(request.text[start:])
    folded = Language.ZH if direction.source.is_chinese else direction.source
    shown = "".join(pieces).translate(_UNKNOWN)
    text = mark_direction(normalise(shown, folded), direction)
    return text + mark_similar(request.similar, direction) if request.similar else text


def mark_term(shown: str, target: str, direction: Direction) -> str:
    """Return the annotation of a term; an English word keeps the space before it inside."""
    return f"{TERM}{_gap(direction.source)}{shown}{MEANS}{_gap(direction.target)}{target}{END}"


def before_mark(text: str, direction: Direction) -> str:
    """Return `text` as it stands before an annotation, which has taken its last space."""
    return text if direction.source.is_chinese else text.removesuffix(" ")


def mark_similar(target: str, direction: Direction) -> str:
    """Return what follows a text whose like in a memory has the (masked) translation `target`."""
    folded = Language.ZH if direction.target.is_chinese else direction.target
    return FUZZY + _gap(direction.target) + normalise(target, folded)


def mark_direction(text: str, direction: Direction) -> str:
    """Return `text` with the symbol of its target language in front."""
    return INTO[direction.target] + _gap(direction.source) + text


def _gap(language: Language) -> str:
    return "" if language.is_chinese else " "
