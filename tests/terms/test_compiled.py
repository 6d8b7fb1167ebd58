"""What the concepts of a store become in one direction."""

from dataclasses import replace

from termbase.compiled import Direction, compiled, rivals
from termbase.concept import Concept, Designation, Grade, Status, Viewer
from termbase.history import Revision
from termbase.lookup import Lookup
from termbase.model import Scope, Term
from tests.terms.made import EN, HANT, ZH, concept, revisions

ZH_EN, EN_ZH, EN_HANT = Direction(ZH, EN), Direction(EN, ZH), Direction(EN, HANT)
ALICE = Viewer("alice")


def named(*items: tuple[str, Grade], status: Status = Status.APPROVED) -> Concept:
    """A concept whose terms that begin with a Latin letter are English, others Chinese."""
    terms = (Designation(t, EN if t[0].isascii() else ZH, grade, status) for t, grade in items)
    return Concept(tuple(terms), source="GB/T 1236, 3.1", id="0" * 14)


def kept(one: Concept, *, at: str = "2026-01-01") -> Revision:
    [revision] = revisions(("alice", one))
    return replace(revision, change=replace(revision.change, at=at))


FAN = named(
    ("风扇", Grade.PREFERRED),
    ("风机", Grade.ADMITTED),
    ("扇子", Grade.DEPRECATED),
    ("fan", Grade.PREFERRED),
    ("blower", Grade.ADMITTED),
    ("flabellum", Grade.DEPRECATED),
)


def test_each_source_becomes_the_preferred_target_and_forbids_the_deprecated() -> None:
    terms = compiled([kept(FAN)], ZH_EN, ALICE)

    assert [(term.source, term.preferred) for term in terms] == [
        ("风扇", True),
        ("扇子", False),
        ("风机", False),
    ]
    assert terms[0] == Term(
        "风扇",
        "fan",
        "GB/T 1236, 3.1",
        ("blower",),
        ("flabellum",),
        Scope.SHARED,
        preferred=True,
        changed="2026-01-01",
        id="0" * 14,
    )


def test_the_other_direction_is_made_of_the_same_concept() -> None:
    [first, *others] = compiled([kept(FAN)], EN_ZH, ALICE)

    assert (first.source, first.target, first.admitted) == ("fan", "风扇", ("风机",))
    assert {term.source for term in others} == {"blower", "flabellum"}


def test_only_what_is_approved_counts() -> None:
    half = Concept((Designation("风扇", ZH, status=Status.APPROVED), Designation("fan", EN)))

    for one in (concept(), half, concept(status=Status.REJECTED), concept(status=Status.WITHDRAWN)):
        assert compiled([kept(one)], ZH_EN, ALICE) == ()


def test_a_deprecated_target_alone_makes_no_term() -> None:
    one = named(("风扇", Grade.PREFERRED), ("flabellum", Grade.DEPRECATED))

    assert compiled([kept(one)], ZH_EN, ALICE) == ()
    [term] = compiled([kept(one)], EN_ZH, ALICE)
    assert (term.source, term.target) == ("flabellum", "风扇")


def test_traditional_chinese_has_its_own_words_where_they_were_given() -> None:
    software = Concept(
        (
            Designation("软件", ZH, status=Status.APPROVED),
            Designation("軟體", HANT, status=Status.APPROVED),
            Designation("software", EN, status=Status.APPROVED),
        )
    )
    without = replace(software, designations=software.designations[::2])

    assert [term.target for term in compiled([kept(software)], EN_HANT, ALICE)] == ["軟體"]
    assert [term.target for term in compiled([kept(without)], EN_HANT, ALICE)] == ["软件"]
    assert [term.target for term in compiled([kept(software)], EN_ZH, ALICE)] == ["软件"]
    sources = [term.source for term in compiled([kept(software)], Direction(HANT, EN), ALICE)]
    assert sorted(sources) == ["軟體", "软件"]


def test_the_narrower_scope_then_the_preferred_then_the_newer_comes_first() -> None:
    approved = concept(status=Status.APPROVED)
    mine = replace(approved, scope=Scope.PERSONAL, owner="alice", id="a")
    hers = replace(approved, scope=Scope.PERSONAL, owner="bob", id="b")
    old = replace(approved, id="c")
    new = replace(approved, id="d")
    weak = replace(named(("风扇", Grade.ADMITTED), ("fan", Grade.PREFERRED)), id="e")
    times = ((old, "2025"), (weak, "2027"), (new, "2026"), (hers, "2028"), (mine, "2024"))
    present = [kept(one, at=at) for one, at in times]

    assert [term.id for term in compiled(present, ZH_EN, ALICE)] == ["a", "d", "c", "e"]


def test_rivals_are_concepts_of_one_domain_with_one_source_and_different_targets() -> None:
    one = replace(concept("阀", "valve", Status.APPROVED, "ICS 23"), id="1")
    other = replace(concept("阀", "gate", Status.APPROVED, "ICS 23"), id="2")
    elsewhere = replace(concept("阀", "clique", Status.APPROVED, "ICS 03"), id="3")
    waiting = replace(concept("阀", "flap", Status.PROPOSED, "ICS 23"), id="4")
    alike = replace(concept("阀", "Valve", Status.APPROVED, "ICS 23"), id="5")
    present = [kept(item) for item in (one, other, elsewhere, waiting, alike)]

    [found] = rivals(present, ZH_EN, ALICE)

    assert found.domain == "ICS 23"
    assert {term.target for term in found.terms} == {"valve", "gate", "Valve"}
    assert rivals(present, EN_ZH, ALICE) == []
    assert rivals([kept(one), kept(alike)], ZH_EN, ALICE) == []


def test_a_look_up_finds_every_concept_that_stands_in_a_text() -> None:
    fan = replace(concept("风扇", "fan"), id="1")
    cooling = replace(concept("散热风扇", "cooling fan"), id="2")
    other = replace(concept("风扇", "ventilator"), id="3")
    lookup = Lookup([fan, cooling, other])

    assert {one.id for one in lookup.find("散热风扇完好")} == {"1", "2", "3"}
    assert [one.id for one in lookup.find("two cooling fans")] == ["2", "1"]
    assert lookup.find("泵") == ()
