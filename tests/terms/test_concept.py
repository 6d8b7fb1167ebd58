"""What may be stored, who sees it, and how it is written down."""

from dataclasses import replace

import pytest
from hypothesis import given

from termbase.concept import Concept, Designation, Invalid, Status, Viewer, check, with_id
from termbase.history import author, difference
from termbase.model import Scope
from termbase.record import from_json, to_json
from tests.terms.made import EN, ZH, concept, revisions, storable


@given(storable())
def test_what_is_written_down_is_read_again(one: Concept) -> None:
    named = with_id(one)

    check(named)
    assert from_json(to_json(named), named.id) == named


@given(storable(), storable())
def test_concepts_of_different_names_have_different_ids(one: Concept, other: Concept) -> None:
    called = [{(item.language, item.text) for item in each.designations} for each in (one, other)]

    assert with_id(with_id(one)) == with_id(one)
    assert called[0] == called[1] or with_id(one).id != with_id(other).id


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Concept(()), "no term"),
        (concept(zh=" "), "an empty zh term"),
        (concept(en="fan\n"), "control characters"),
        (concept(en="\x00"), "control characters"),
        (concept(en="a\ud800"), "control characters"),
        (replace(concept(), note="\ud800"), "half a character"),
        (replace(concept(), owner="alice"), "the scope shared has an owner"),
        (replace(concept(), scope=Scope.TEAM), "the scope team has no owner"),
        (Concept((Designation("fan", EN),) * 2), "“fan” is there twice in en"),
        (
            Concept((Designation("a", EN, status=Status.APPROVED), *concept(en="b").designations)),
            None,
        ),
        (
            Concept(tuple(Designation(text, EN, status=Status.APPROVED) for text in "ab")),
            "several preferred en terms: a, b",
        ),
    ],
)
def test_a_concept_is_refused_for_each_reason(wrong: Concept, said: str | None) -> None:
    if said is None:
        check(wrong)
        return
    with pytest.raises(Invalid, match=said):
        check(wrong)


@pytest.mark.parametrize(
    ("scope", "owner", "sees"),
    [
        (Scope.SHARED, "", True),
        (Scope.TEAM, "pumps", True),
        (Scope.TEAM, "boats", False),
        (Scope.PERSONAL, "alice", True),
        (Scope.PERSONAL, "bob", False),
        (Scope.DOCUMENT, "draft.docx", True),
        (Scope.DOCUMENT, "other.docx", False),
    ],
)
def test_a_viewer_sees_what_is_shared_or_theirs(scope: Scope, owner: str, sees: bool) -> None:
    viewer = Viewer("alice", frozenset({"pumps"}), "draft.docx")

    assert viewer.sees(replace(concept(), scope=scope, owner=owner)) is sees


def test_the_author_of_a_term_is_who_gave_it_its_present_words() -> None:
    first, second = concept(en="fan"), concept(en="blower")
    history = revisions(("alice", first), ("bob", second), ("carol", second))

    assert [author(history, item) for item in second.designations] == ["alice", "bob"]


def test_a_difference_says_what_was_added_changed_and_left_out() -> None:
    before = concept(zh="风扇", en="fan")
    approved = Designation("风扇", ZH, status=Status.APPROVED)
    after = Concept((approved, Designation("blower", EN)), domain="ICS 23")

    assert list(difference(before, after)) == [
        "zh “风扇” (preferred, proposed) → zh “风扇” (preferred, approved)",
        "+ en “blower” (preferred, proposed)",
        "- en “fan” (preferred, proposed)",
        "domain changed",
    ]
