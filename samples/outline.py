"""[Block] > headings with their numbers, and the labels of tables and figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from samples.blocks import Block

PAGES_FILE = Path(__file__).with_name("pages.tsv")

_LEVELS = {"h1": 0, "h2": 1, "h3": 2, "a1": 1}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the table of contents has it: number and title are both shown."""

    level: int
    number: str
    title: str
    bookmark: str

    @property
    def line(self) -> str:
        """The whole entry, without its page."""
        return f"{self.number}　{self.title}" if self.number else self.title


def headings(blocks: Sequence[Block]) -> Iterator[Heading]:
    """Every heading in order, numbered as Word will number it."""
    counts = [0, 0, 0]
    first = ""
    for at, block in enumerate(blocks):
        level = _LEVELS.get(block.tag, 0)
        if block.tag in ("h1", "h2", "h3", "term", "a1"):
            level = 1 if block.tag == "term" else level
            counts[level:] = [counts[level] + 1] + [0] * (2 - level)
            first = str(counts[0]) if block.tag == "h1" else first
        if block.tag in ("annex", "front", "bibliography"):
            counts = [0, 0, 0]
            first = block.text.partition("|")[0]
        if block.tag in ("h1", "h2", "h3", "a1", "annex", "front", "bibliography"):
            number = ".".join([first, *(str(count) for count in counts[1 : level + 1])])
            yield _heading(block, level, number, f"_Toc{at + 1:08d}")


def labels(blocks: Sequence[Block]) -> dict[str, str]:
    """The label of each table and figure by its name: `表1`, `图1`, `表A.1`."""
    found: dict[str, str] = {}
    annex = ""
    counts = {"table": 0, "figure": 0}
    for block in blocks:
        if block.tag == "annex":
            annex = block.text.partition("|")[0] + "."
            counts = dict.fromkeys(counts, 0)
        if block.tag in counts:
            counts[block.tag] += 1
            sign = "表" if block.tag == "table" else "图"
            found[block.text.split()[0]] = f"{sign}{annex}{counts[block.tag]}"
    return found


def pages() -> dict[str, str]:
    """The page each entry of the table of contents stands on, by the whole entry."""
    lines = PAGES_FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines[1:])


def _heading(block: Block, level: int, number: str, bookmark: str) -> Heading:
    if block.tag == "annex":
        letter, status, title = block.text.split("|")
        return Heading(0, f"附录{letter}{status}", title, bookmark)
    if block.tag in ("front", "bibliography"):
        return Heading(0, "", block.text.replace("　", ""), bookmark)
    return Heading(level, number, block.text, bookmark)
