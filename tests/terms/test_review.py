"""Suggest, review, approve or reject: what the rules allow, and what they do not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from termbase.concept import Concept, Designation, Grade, Invalid, Status
from termbase.history import Revision
from termbase.review import Refused, approve, propose, reject, withdraw
from tests.terms.made import EN, concept, revisions

PROPOSED = revisions(("alice", concept()))
APPROVED = revisions(("alice", concept()), ("bob", concept(status=Status.APPROVED)))


def statuses(one: Concept) -> dict[str, str]:
    return {item.text: item.status.value for item in one.designations}


def test_another_approves_what_one_proposed() -> None:
    assert statuses(approve(PROPOSED, "bob")) == {"风扇": "approved", "fan": "approved"}


@pytest.mark.parametrize("name", ["alice", "Alice", "ALICE"])
def test_nobody_approves_their_own(name: str) -> None:
    with pytest.raises(Refused, match=f"“风扇” was proposed by {name}"):
        approve(PROPOSED, name)


def test_who_changes_the_words_becomes_the_author_of_them() -> None:
    history = revisions(("alice", concept(en="fan")), ("bob", concept(en="blower")))

    with pytest.raises(Refused, match="“blower” was proposed by bob"):
        approve(history, "bob")
    assert statuses(approve(history, "alice", ["blower"]))["blower"] == "approved"


def test_a_note_of_the_reviewer_does_not_make_the_term_theirs() -> None:
    noted = replace(concept(), note="see 3.1")
    history = revisions(("alice", concept()), ("bob", noted))

    assert statuses(approve(history, "bob")) == {"风扇": "approved", "fan": "approved"}
    with pytest.raises(Refused):
        approve(history, "alice")


def test_some_of_the_proposals_can_be_approved_and_as_another_grade() -> None:
    done = approve(PROPOSED, "bob", ["fan"], Grade.ADMITTED)

    assert statuses(done) == {"风扇": "proposed", "fan": "approved"}
    assert done.designations[1].grade is Grade.ADMITTED


def test_a_second_preferred_term_is_approved_only_as_admitted() -> None:
    more = propose(APPROVED[-1].concept, Designation("blower", EN))
    history = (*APPROVED, *revisions(("alice", more)))

    with pytest.raises(Invalid, match="several preferred en terms: fan, blower"):
        approve(history, "bob")
    assert statuses(approve(history, "bob", grade=Grade.ADMITTED))["blower"] == "approved"


def test_a_rejection_says_why_and_can_be_proposed_again() -> None:
    rejected = reject(PROPOSED, "a fan is 风机 here", ["fan"])

    assert statuses(rejected) == {"风扇": "proposed", "fan": "rejected"}
    again = propose(rejected, Designation("fan", EN))
    assert statuses(again) == {"风扇": "proposed", "fan": "proposed"}


def test_a_proposal_is_withdrawn_by_its_author_and_an_approved_term_with_a_reason() -> None:
    assert statuses(withdraw(PROPOSED, "alice", "")) == {"风扇": "withdrawn", "fan": "withdrawn"}
    assert statuses(withdraw(APPROVED, "carol", "outdated", ["fan"]))["fan"] == "withdrawn"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: approve(APPROVED, "carol"), "nothing is proposed there"),
        (lambda: approve(PROPOSED, "bob", ["blower"]), "“blower” is not proposed there"),
        (lambda: reject(PROPOSED, " "), "a rejection needs a comment"),
        (lambda: reject(APPROVED, "no"), "nothing is proposed there"),
        (lambda: withdraw(PROPOSED, "bob", "no"), "the proposal of another"),
        (lambda: withdraw(APPROVED, "bob", ""), "say why"),
        (lambda: propose(concept(), Designation("fan", EN)), "“fan” is a term of this concept"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_with_the_reason(
    act: Callable[[], Concept], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        act()


def test_a_decision_leaves_the_history_as_it_was() -> None:
    before: tuple[Revision, ...] = tuple(PROPOSED)

    approve(PROPOSED, "bob")

    assert before == PROPOSED
