"""What each element of HTML is to a translator: HTML Living Standard, and what came before it.

What none of these tables names is part of a line.
"""

from collections.abc import Sequence
from dataclasses import replace

from translator.formats.tree.element import Element
from translator.formats.tree.grammar import Grammar

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "  # noqa: SIM905
    "track wbr".split()
)
# Nothing in them is mark-up.
RAW = frozenset("iframe noembed noframes plaintext script style xmp".split())  # noqa: SIM905
TEXT_ONLY = frozenset({"textarea", "title"})
READINGS = frozenset({"rp", "rt", "rtc"})
SIGNS = frozenset({"code", "embed", "iframe", "kbd", "math", "samp", "script", "style"})
SIGNS |= READINGS
FLOATING = frozenset(
    "audio button canvas img input map object select svg textarea video".split()  # noqa: SIM905
)
SHUT = frozenset("listing metadata noembed noframes plaintext pre xmp".split())  # noqa: SIM905
LOOKS = frozenset(
    "b big em font i mark s small span strike strong sub sup tt u".split()  # noqa: SIM905
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CELLS = frozenset({"caption", "td", "th"})
ROWS = CELLS | {"col", "colgroup", "tbody", "tfoot", "thead", "tr"}
BLOCKS = (
    frozenset(
        "address article aside base blockquote body center datalist dd details dialog dir div dl "  # noqa: SIM905
        "dt fieldset figcaption figure footer form frame frameset head header hgroup hr html "
        "legend li link main menu meta nav noscript ol optgroup option p param search section "
        "source summary table template title track ul "
        "defs desc foreignobject g marker mask pattern symbol switch text".split()
    )
    | ROWS
    | frozenset(HEADINGS)
)
# What an element in them may be, no end tag outside of them closes.
SCOPES = frozenset("button foreignobject html marquee math object svg table template".split())  # noqa: SIM905

READ_ALWAYS = frozenset(
    "abbr alt aria-description aria-label aria-placeholder aria-roledescription "  # noqa: SIM905
    "aria-valuetext placeholder summary title".split()
)
BUTTONS = frozenset({"button", "reset", "submit"})
READ_IN = {
    "label": frozenset({"optgroup", "option", "track"}),
    "content": frozenset({"meta"}),
    "value": frozenset({"input"}),
}
# What of the metadata is for readers: the names without the vocabulary before them.
META = frozenset(
    "abstract description image:alt keywords site_name subject subtitle title topic".split()  # noqa: SIM905
)
META_VOCABULARIES = frozenset({"", "article", "dc", "dcterms", "og", "twitter"})


def grammar(language: str) -> Grammar:
    """Return what each element is to a translator from `language`."""
    return replace(_GRAMMAR, language=language)


def is_inline(name: str) -> bool:
    """Return whether an element only marks words in a line."""
    return name not in BLOCKS and name not in SHUT and name not in FLOATING


def is_marked(element: Element) -> bool:
    """Return whether its author says that it is not to be translated."""
    if not element.attributes:
        return False
    told = element.value("translate").lower()
    if told in ("no", "yes"):
        return told == "no"
    return "notranslate" in element.value("class").split()


def _keeps(element: Element) -> bool:
    """Whether it is kept: a variable is a name, but for those that are used as italics."""
    return is_marked(element) or (element.name == "var" and " " not in element.words())


def _level(path: Sequence[Element]) -> int:
    name = path[-1].name
    return HEADINGS.index(name) + 1 if name in HEADINGS else 0


_GRAMMAR = Grammar(
    None,
    LOOKS,
    FLOATING,
    SIGNS,
    SHUT,
    BLOCKS,
    breaks=frozenset({"br"}),
    tails=READINGS,
    keeps=_keeps,
    level=_level,
)
