"""Tables in Markdown, and where in a page they belong."""

import re
from collections.abc import Sequence


class NoPlace(ValueError):
    """A page without the marks between which a table belongs."""


def between(page: str, name: str, writer: str, lines: Sequence[str]) -> str:
    """Return `page` with `lines` between the marks of `name`, which say what writes there.

    Raises:
        NoPlace: the marks are missing, or there more than once.
    """
    begin, end = f"<!-- {name}: written by {writer} -->", f"<!-- end of {name} -->"
    content = "\n".join([begin, *lines, end])
    found = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    page, times = found.subn(lambda _: content, page)
    if times != 1:
        raise NoPlace(f"one “{begin}” … “{end}” is needed, there are {times}")
    return page


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    return [row(*head), "|---" * len(head) + "|", *(row(*cells) for cells in rows)]


def row(*cells: str) -> str:
    """Return a line of a table."""
    return f"| {' | '.join(cells)} |"
