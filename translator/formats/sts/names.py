"""What each element of STS and JATS is to a translator: NISO Z39.102, ISO STS 1.1, JATS 1.3.

Names are local: `tbx:term` is "term". What none of these tables names is a block, or part of the
line where it stands between words.
"""

from collections.abc import Sequence
from dataclasses import replace

from translator.formats.tree.element import Element
from translator.formats.tree.grammar import Grammar

ROOTS = frozenset({"standard", "adoption", "standards-document-set", "article"})

INLINE = frozenset(
    "abbrev bold entailedTerm ext-link fixed-case hp italic monospace named-content num overline "  # noqa: SIM905
    "roman sans-serif sc strike styled-content sub sup target underline".split()
)
# An inline element that only changes the look may go if an engine loses it.
LOOKS = frozenset(
    "bold fixed-case italic monospace overline roman sans-serif sc strike sub sup underline".split()  # noqa: SIM905
)
# They stand in a line as one sign; what they hold is a text of its own.
FLOATING = frozenset({"fn", "index-term", "inline-graphic", "inline-media", "std", "xref"})
# They stand in a line as one sign, and nobody reads into them.
SIGNS = frozenset(
    "alternatives break chem-struct code date-in-citation email "  # noqa: SIM905
    "inline-formula inline-supplementary-material institution-id math milestone-end "
    "milestone-start name "
    "object-id person-group private-char pub-id std-id std-ref string-name tex-math uri x "
    "include".split()
)
# They end a line, and nobody reads into them.
SHUT = frozenset(
    "aff address award-group contrib-group copyright-holder copyright-year custom-meta-group "  # noqa: SIM905
    "disp-formula disp-formula-group partOfSpeech preformat std-id-group".split()
)
CITATIONS = frozenset(
    "citation element-citation mixed-citation nlm-citation product related-article "  # noqa: SIM905
    "related-object".split()
)
BLOCKS = frozenset(
    "alt-text app array boxed-text caption compl def def-item def-list definition disp-quote "  # noqa: SIM905
    "editing-instruction example fig fig-group fn-group full graphic intro label list list-item "
    "long-desc main media "
    "non-normative-example non-normative-note normative-example normative-note note p ref "
    "ref-list sec source speech statement table table-wrap tbody td term term-display term-sec "
    "tfoot th thead title tr verse-group verse-line".split()
)

METADATA = frozenset(
    "article-meta front-stub iso-meta journal-meta nat-meta reg-meta std-doc-meta std-meta".split()  # noqa: SIM905
)
# What of the metadata is for readers; all else identifies, dates or counts.
METADATA_READ = frozenset(
    "abstract alt-title article-categories author-notes funding-group kwd-group notes "  # noqa: SIM905
    "permissions title-group title-wrap trans-abstract".split()
)
LANGUAGES = frozenset({"content-language", "language"})  # they name that of the document
SECTIONS = frozenset({"abstract", "app", "boxed-text", "ref-list", "sec", "term-sec"})


def grammar(language: str) -> Grammar:
    """Return what each element is to a translator from `language`."""
    return replace(_GRAMMAR, language=language)


def _keeps(element: Element) -> bool:
    """A reference to a citation is a name."""
    return element.name == "xref" and element.value("ref-type") == "bibr"


def _reads(element: Element, parent: Element) -> bool:
    return parent.name not in METADATA or element.name in METADATA_READ


def _level(path: Sequence[Element]) -> int:
    """The level of the title of a section, 0 for other text."""
    above = [each.name in SECTIONS for each in path[:-1]]
    return sum(above) if path[-1].name == "title" and above[-1:] == [True] else 0


_GRAMMAR = Grammar(
    INLINE,
    LOOKS,
    FLOATING,
    SIGNS | CITATIONS,
    SHUT,
    BLOCKS | METADATA,
    sections=SECTIONS,
    keeps=_keeps,
    reads=_reads,
    level=_level,
)
