"""Texts with tags in their parts, and together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serve.problem import Problem
from serve.services.markup import Rules, marked

XML, HTML = Rules("xml"), Rules("html")
_WORDS = st.text("范围 ab<>&", max_size=8).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)


def _elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["b", "i", "p", "x:y"])
    wrapped = st.tuples(tags, inner).map(lambda pair: f"<{pair[0]} a='1'>{pair[1]}</{pair[0]}>")
    empty = tags.map(lambda tag: f"<{tag}/>")
    return st.lists(st.one_of(_WORDS, wrapped, empty), max_size=4).map("".join)


TEXTS = st.recursive(_WORDS, _elements, max_leaves=12)


@given(TEXTS, st.sampled_from([XML, HTML, Rules("xml", outline=False)]))
def test_a_text_that_nobody_changed_comes_back_as_it_was(text: str, rules: Rules) -> None:
    found = marked(text, rules)

    assert found.written([piece.content for piece in found.pieces]) == text


@given(TEXTS)
def test_tags_are_in_no_piece(text: str) -> None:
    for piece in marked(text, XML).pieces:
        assert "a='1'" not in piece.content.text
        assert {(tag.kind, tag.ref) for tag in piece.content.tags} == piece.marks.keys()


def _texts(text: str, rules: Rules) -> list[str]:
    return [piece.content.text for piece in marked(text, rules).pieces]


def test_tags_beside_words_stay_in_the_piece_and_others_cut() -> None:
    assert _texts("<d><h>A</h><p>B <b>C</b> D</p></d>", XML) == ["A", "B C D"]
    assert _texts("A <b>B</b> C", XML) == ["A B C"]
    assert _texts("<ul><li>A<li>B</ul>C <br> D", HTML) == ["A", "B", "C  D"]


def test_tags_that_are_named_cut_or_do_not() -> None:
    text = "<d><h>A</h><p>B <b>C</b></p></d>"

    assert _texts(text, Rules("xml", outline=False)) == ["ABC"[:1] + "B C"]
    assert _texts(text, Rules("xml", splitting=frozenset({"b"}))) == ["A", "B ", "C"]
    assert _texts(text, Rules("xml", inline=frozenset({"h", "p"}))) == ["AB C"]


def test_what_is_ignored_is_a_mark_with_all_that_is_in_it() -> None:
    [piece] = marked('A <x id="7"><x>B</x></x> C', Rules("xml", frozenset({"x"}))).pieces

    assert piece.content.text == "A  C"
    assert list(piece.marks.values()) == ['<x id="7"><x>B</x></x>']


def test_html_keeps_scripts_and_what_is_not_to_be_translated() -> None:
    text = '<p>A <script>b < c</script><span translate="no">D</span></p>'

    assert _texts(text, HTML) == ["A "]


def test_html_that_is_not_well_formed_is_taken_as_it_comes() -> None:
    text = "A <b>B <i>C</b> D"
    found = marked(text, HTML)

    assert found.written([piece.content for piece in found.pieces]) == text


@pytest.mark.parametrize("text", ["<a>b", "a</b>", "<a><b></a></b>", "a < b", "<!-- a"])
def test_xml_that_is_not_well_formed_is_refused(text: str) -> None:
    with pytest.raises(Problem) as refused:
        marked(text, XML)

    assert "<" in refused.value.detail("en")


def test_a_text_of_nothing_but_beginnings_of_tags_is_read_at_once() -> None:
    assert "".join(_texts('<a "' * 5_000, HTML)).count("<a") == 5_000
