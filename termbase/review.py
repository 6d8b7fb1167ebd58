"""Suggest > review > approve or reject: the rules. Nobody approves what they proposed.

Every function takes the history of a concept and gives the concept as it becomes; the store keeps
it, unless somebody was faster.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from termbase.concept import Concept, Designation, Grade, Status, TermError, check
from termbase.history import Revision, author


class Refused(TermError):
    """The rules of the review do not allow it; the message names the rule."""


def propose(concept: Concept, *designations: Designation) -> Concept:
    """Return `concept` with further `designations`, each as a proposal.

    One that was rejected or withdrawn is proposed again in its place.

    Raises:
        Refused: the concept has the term already; Invalid: it is no term.
    """
    kept = list(concept.designations)
    for item in designations:
        same = [known for known in kept if _called(known) == _called(item)]
        if any(known.status in {Status.APPROVED, Status.PROPOSED} for known in same):
            raise Refused(f"“{item.text}” is a term of {concept.id or 'this concept'} already")
        kept = [known for known in kept if known not in same]
        kept.append(replace(item, status=Status.PROPOSED))
    proposed = replace(concept, designations=tuple(kept))
    check(proposed)
    return proposed


def approve(
    history: Sequence[Revision],
    who: str,
    only: Collection[str] = (),
    grade: Grade | None = None,
) -> Concept:
    """Return the concept with its proposals approved, or those of them that `only` names.

    `grade` is what the reviewer makes of them. An approved preferred term stays: another one can
    be approved as admitted, or after the first was withdrawn.

    Raises:
        Refused: nothing is proposed, or `who` has proposed it; Invalid: two preferred terms.
    """
    concept = history[-1].concept
    chosen = _chosen(concept, only, Status.PROPOSED)
    for item in chosen:
        if _is_same(author(history, item), who):
            raise Refused(f"“{item.text}” was proposed by {who}; somebody else must approve it")
    approved = _changed(
        concept,
        chosen,
        lambda item: replace(item, status=Status.APPROVED, grade=grade or item.grade),
    )
    check(approved)
    return approved


def reject(history: Sequence[Revision], comment: str, only: Collection[str] = ()) -> Concept:
    """Return the concept with its proposals rejected, or those of them that `only` names.

    Raises:
        Refused: nothing is proposed, or the comment is missing.
    """
    if not comment.strip():
        raise Refused("a rejection needs a comment: say why")
    concept = history[-1].concept
    chosen = _chosen(concept, only, Status.PROPOSED)
    return _changed(concept, chosen, lambda item: replace(item, status=Status.REJECTED))


def withdraw(
    history: Sequence[Revision], who: str, comment: str, only: Collection[str] = ()
) -> Concept:
    """Return the concept without effect, or those of its terms that `only` names.

    Who proposed a term may withdraw it; an approved one anybody may, saying why.

    Raises:
        Refused: it is neither proposed nor approved, is another's proposal, or has no comment.
    """
    concept = history[-1].concept
    chosen = _chosen(concept, only, Status.PROPOSED, Status.APPROVED)
    for item in chosen:
        if item.status is Status.APPROVED:
            if not comment.strip():
                raise Refused(f"“{item.text}” is approved; to withdraw it say why in a comment")
        elif not _is_same(author(history, item), who):
            raise Refused(f"“{item.text}” is the proposal of another; reject it instead")
    return _changed(concept, chosen, lambda item: replace(item, status=Status.WITHDRAWN))


def _chosen(concept: Concept, only: Collection[str], *statuses: Status) -> tuple[Designation, ...]:
    found = tuple(item for item in concept.designations if item.status in statuses)
    named = tuple(item for item in found if not only or item.text in only)
    wanted = " or ".join(status.value for status in statuses)
    missing = [text for text in only if text not in {item.text for item in named}]
    if missing:
        raise Refused(f"{concept.id}: “{missing[0]}” is not {wanted} there")
    if not named:
        raise Refused(f"{concept.id}: nothing is {wanted} there")
    return named


def _changed(
    concept: Concept,
    chosen: Collection[Designation],
    become: Callable[[Designation], Designation],
) -> Concept:
    items = (become(item) if item in chosen else item for item in concept.designations)
    return replace(concept, designations=tuple(items))


def _called(item: Designation) -> tuple[object, str]:
    return item.language, item.text


def _is_same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
