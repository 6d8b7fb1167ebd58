"""Documents whose alignment is known > how much of it is found. `python -m eval.alignment`.

The documents are real. Four development sets are made into pages, in two languages and in both at
once, and edited by a program (`eval.aligned`) that omits, cuts and joins sentences. A specification
stays as it is, two Word files; its alignment (`openchain.tsv`) was proposed by the aligner, then
read and corrected: OpenChain Specification 2.0 and its translation, Linux Foundation, CC BY 4.0.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Annotated

import typer

from eval.aligned import Known, Paragraph, edited, is_plain
from eval.page import table
from eval.sets import ZH_EN, NoSet, read_sets
from translator.align.lexicon import Lexicon, open_lexicon
from translator.align.model import Sides
from translator.align.pairs import rows
from translator.align.sides import bilingual_sides, two_sides
from translator.align.walk import align
from translator.errors import TranslatorError
from translator.formats import format_for
from translator.job import read_document
from translator.settings import read_settings

SETS = ("clreq", "ecma335", "asvs", "tico19")
_LINES = 600  # of a set at most
_GOLD = Path(__file__).with_name("openchain.tsv")
_WORD = "docx/openchain-project__{}.docx"
_CHINESE, _ENGLISH = (
    "e045fb__OpenChainSpec-2.0-zh-Hans",
    "563ff0__OpenChainSpec-2.0.TranslationTemplate",
)
_GOAL = 0.97
_FIRST = 10  # the editions before it were those that the weights were chosen by


@dataclass(frozen=True, slots=True)
class Found:
    """How much of an alignment was found; doubtful are those below the score for a review."""

    name: str
    sentences: int
    known: int
    given: int
    right: int
    doubtful: int
    wrong_doubtful: int
    seconds: float

    @property
    def precision(self) -> float:
        """The share of the beads given that are right."""
        return self.right / max(1, self.given)

    @property
    def recall(self) -> float:
        """The share of the known beads that are given."""
        return self.right / max(1, self.known)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, self.given + self.known)


Page = Callable[[Known], str]


def main(
    shared: Annotated[Path, typer.Option(help="Development sets and documents.")] = Path(
        "../shared"
    ),
    seeds: Annotated[int, typer.Option(help="Editions of each set.")] = 5,
    least: Annotated[float, typer.Option(help="The score below which one looks.")] = 0.9,
) -> None:
    """Print precision, recall and F1 over the beads of each document."""
    try:
        lexicon = open_lexicon(read_settings().model)
        found = [*_of_word(shared / "docs", lexicon, least)]
        for name in SETS:
            found += _of_set(shared / "eval", name, lexicon, (seeds, least))
    except (NoSet, TranslatorError) as error:
        sys.stderr.write(f"alignment: {error}\n")
        raise typer.Exit(2) from error
    typer.echo("\n".join(shown(found)))
    low = [item.name for item in found if item.f1 < _GOAL]
    if low:
        sys.stderr.write(f"alignment: F1 below {_GOAL}: {', '.join(low)}\n")


def shown(found: Sequence[Found]) -> list[str]:
    """Return the table."""
    head = ("document", "sentences", "beads", "precision", "recall", "F1")
    more = ("for review", "of the wrong", "seconds")
    lines = [
        (
            item.name,
            str(item.sentences),
            str(item.known),
            *(f"{value:.3f}" for value in (item.precision, item.recall, item.f1)),
            f"{item.doubtful / max(1, item.given):.1%}",
            f"{item.wrong_doubtful} / {item.given - item.right}",
            f"{item.seconds:.1f}",
        )
        for item in found
    ]
    return table((*head, *more), lines)


def judged(
    name: str, sides: Sides, beads: Sequence[tuple[str, str]], lexicon: Lexicon, least: float
) -> Found:
    """Align `sides` and compare with `beads`; those of one language alone are not counted."""
    began = time.perf_counter()
    given = [row for row in rows(sides, align(sides, lexicon), least) if row.zh and row.en]
    seconds = time.perf_counter() - began
    left = Counter(bead for bead in beads if all(bead))
    known, right, wrong_doubtful = left.total(), 0, 0
    for row in given:
        bead = row.zh, row.en
        is_right = left[bead] > 0
        left[bead] -= is_right
        right += is_right
        wrong_doubtful += not is_right and row.score < least
    doubtful = sum(row.score < least for row in given)
    sentences = len(sides.zh) + len(sides.en)
    return Found(name, sentences, known, len(given), right, doubtful, wrong_doubtful, seconds)


def _of_word(docs: Path, lexicon: Lexicon, least: float) -> Iterator[Found]:
    zh, en = (read_document(docs / _WORD.format(name)) for name in (_CHINESE, _ENGLISH))
    lines = _GOLD.read_text(encoding="utf-8").splitlines()
    beads = [(zh, en) for zh, _, en in (line.partition("\t") for line in lines)]
    yield judged("OpenChain 2.0, Word", two_sides(zh, en), beads, lexicon, least)


def _of_set(folder: Path, name: str, lexicon: Lexicon, how: tuple[int, float]) -> Iterator[Found]:
    seeds, least = how
    chosen = next(s for s in read_sets(folder, name) if s.direction == ZH_EN)
    pairs = [
        pair for pair in zip(chosen.sources, chosen.references, strict=True) if is_plain(*pair)
    ][:_LINES]
    made = [edited(pairs, seed) for seed in range(_FIRST, _FIRST + seeds)]
    parts = [judged(name, two_pages(known), known.beads, lexicon, least) for known in made]
    yield _together(f"{name}, two pages", parts)
    label, page = PAGES[SETS.index(name)]
    parts = [
        judged(name, one_page(known, page, lexicon), known.beads, lexicon, least) for known in made
    ]
    yield _together(f"{name}, {label}", parts)


def _together(name: str, parts: Sequence[Found]) -> Found:
    return Found(
        name,
        sum(part.sentences for part in parts),
        sum(part.known for part in parts),
        sum(part.given for part in parts),
        sum(part.right for part in parts),
        sum(part.doubtful for part in parts),
        sum(part.wrong_doubtful for part in parts),
        sum(part.seconds for part in parts),
    )


def two_pages(known: Known) -> Sides:
    """Return the sides of a page in each language."""
    zh, en = (
        format_for("page.html").read(
            _page("".join(_block(item, item.texts[side]) for item in known.paragraphs))
        )
        for side in (0, 1)
    )
    return two_sides(zh, en)


def one_page(known: Known, page: Page, lexicon: Lexicon) -> Sides:
    """Return the sides of one page in both languages."""
    return bilingual_sides(format_for("page.html").read(_page(page(known))), lexicon.answers)


def _page(body: str) -> bytes:
    return f'<!DOCTYPE html><meta charset="utf-8"><title></title><body>{body}'.encode()


def _block(item: Paragraph, text: str) -> str:
    name = "h2" if item.is_heading else "p"
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _in_turn(known: Known) -> str:
    return "".join(_block(item, text) for item in known.paragraphs for text in item.texts)


def _after(known: Known) -> str:
    sides = (0, 1)
    return "".join(_block(item, item.texts[side]) for side in sides for item in known.paragraphs)


def _columns(known: Known) -> str:
    rows = (f"<tr><td>{escape(item.zh)}<td>{escape(item.en)}" for item in known.paragraphs)
    return f"<table>{''.join(rows)}</table>"


def _lines(known: Known) -> str:
    lines = ("<br>".join(map(escape, filter(None, item.texts))) for item in known.paragraphs)
    return "".join(f"<p>{line}</p>" for line in lines)


PAGES: tuple[tuple[str, Page], ...] = (
    ("paragraphs in turn", _in_turn),
    ("lines of a paragraph", _lines),
    ("columns of a table", _columns),
    ("one after the other", _after),
)


if __name__ == "__main__":
    typer.run(main)
