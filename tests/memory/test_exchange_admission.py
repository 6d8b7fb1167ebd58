"""What an importer says of a file, and what a file may not do by itself."""

import pytest

from corpus.exchange import Refused
from corpus.exchange.admission import Said, admitted
from corpus.model import Given, Status
from termbase.concept import Viewer
from termbase.model import Scope
from tests.memory.made import ANN, pair


def kept(unit: Given | Refused, said: Said, viewer: Viewer = ANN) -> tuple[list[Given], list[str]]:
    """What is kept of a unit, and what is refused."""
    refused: list[Refused] = []
    given = list(admitted(iter([unit]), said, viewer, refused.append))
    return given, [str(item) for item in refused]


def test_what_the_importer_says_goes_before_what_the_file_says() -> None:
    unit = pair(scope=Scope.TEAM, owner="fans", status=Status.DRAFT)
    said = Said((Scope.SHARED, ""), Status.REVIEWED, "CC0", "ICS 23")

    [given], [] = kept(unit, said)

    assert (given.entry.scope, given.entry.owner) == (Scope.SHARED, "")
    assert given.entry.status is Status.REVIEWED
    assert (given.provenance.licence, given.provenance.domain) == ("CC0", "ICS 23")
    assert given.provenance.document == unit.provenance.document


def test_what_the_importer_leaves_open_the_file_says() -> None:
    unit = pair(scope=Scope.TEAM, owner="pumps", status=Status.DRAFT)

    assert kept(unit, Said()) == ([unit], [])


@pytest.mark.parametrize(("scope", "owner"), [(Scope.TEAM, "fans"), (Scope.PERSONAL, "bob")])
def test_a_file_puts_nothing_into_the_memory_of_others(scope: Scope, owner: str) -> None:
    unit = pair(scope=scope, owner=owner, position="7")

    given, [told] = kept(unit, Said())

    assert given == []
    assert told == "a.tmx, 7: it is for others than you; say for whom with a scope"
    assert kept(unit, Said((Scope.TEAM, "pumps")))[0] != []


def test_what_no_store_keeps_is_refused_with_its_place() -> None:
    long = pair(zh="长" * 20_001, position="7")
    refused = Refused("a.tmx, unit 8", "not well-formed")

    assert kept(long, Said())[1] == ["a.tmx, 7: the Chinese text has more than 20000 characters"]
    assert kept(refused, Said()) == ([], ["a.tmx, unit 8: not well-formed"])
