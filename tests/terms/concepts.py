"""Concepts of every kind, for laws of the exchange formats."""

from hypothesis import strategies as st

from termbase.concept import (
    Concept,
    Definition,
    Designation,
    Grade,
    Status,
    problems,
    tidied,
    with_id,
)
from termbase.model import Scope
from termbase.text import Language

_TRAPS = "=+-@'\"\\;；,\n\t<&> _x000D_ 螺\U00020000"
_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
_WHOLE = st.sampled_from(["a\n\nb", "a\n  b", "a\\\n\\\\\nb", "a\\;b", "a;;\\；"])
_ANY = st.text(_LETTERS | st.sampled_from(_TRAPS), max_size=12) | _WHOLE
_WORD = _ANY.map(lambda text: " ".join(text.replace("\t", " ").split("\n")).strip())


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    """A concept that the store would accept, as the store would keep it."""
    terms = draw(
        st.lists(
            st.builds(
                Designation,
                _WORD.filter(bool),
                st.sampled_from(Language),
                st.sampled_from(Grade),
                st.sampled_from(Status),
                st.sampled_from(["", "noun", "短语", "a; b"]),
                _ANY,
                _ANY,
            ),
            min_size=1,
            max_size=5,
        )
    )
    said = draw(st.lists(st.builds(Definition, _ANY, st.sampled_from(Language)), max_size=3))
    scope = draw(st.sampled_from(Scope))
    owner = "" if scope is Scope.SHARED else draw(st.sampled_from(["甲", "=b"]))
    made = Concept(tuple(terms), tuple(said), draw(_ANY), draw(_ANY), draw(_ANY), scope, owner)
    return with_id(tidied(made))


def stored() -> st.SearchStrategy[Concept]:
    """Concepts without anything that the store refuses."""
    return concepts().filter(lambda concept: not list(problems(concept)))
