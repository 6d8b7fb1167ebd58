"""Terms, pairs, glossaries and memories for the matrix of who may do what."""

from collections.abc import Callable
from datetime import timedelta

from corpus.model import Entry, Given, Provenance, Status
from serve.auth.actor import Actor
from serve.auth.sign_in import by_id
from serve.services.glossaries import Dictionary, Glossaries
from serve.services.memories import Memories
from serve.services.memory_jobs import MemoryJob, MemoryJobs
from serve.services.tickets import Tickets
from termbase.concept import Concept, Designation
from termbase.history import Change
from termbase.model import Scope
from termbase.text import Language
from tests.serve import documented
from tests.serve.world import World, unique

_HOUR = timedelta(hours=1)


def _member(world: World) -> Actor:
    found = by_id(world.service.database, world.people["member"].id)
    assert found is not None
    return found


def _team(world: World) -> str:
    """The name of a new project of the reader, the member and the reviewer."""
    made = world.project()
    return next(item.name for item in _member(world).projects if item.project == made)


def concept(world: World) -> str:
    """A concept of a project, proposed by somebody who is not there."""
    items = (Designation(unique("猫"), Language.ZH), Designation(unique("cat"), Language.EN))
    made = Concept(items, scope=Scope.TEAM, owner=_team(world))
    return world.service.terms.save(made, 0, Change("somebody", "add")).concept.id


def pair(world: World) -> str:
    """A pair of a project, given by somebody who is not there."""
    entry = Entry(unique("猫"), unique("Cat "), Scope.TEAM, _team(world), Status.DRAFT)
    world.service.memory.put([Given(entry, Provenance())], Change("somebody", "add"))
    member = _member(world)
    kept = world.service.memory.pairs(member.viewer())
    return str(next(item.entry.id for item in kept if item.entry.zh == entry.zh))


def _glossary(world: World) -> str:
    entries = Dictionary(("zh", "en"), (("猫", "cat"),))
    return Glossaries(world.service.database).make(_member(world).id, "seed", [entries]).id


def _memory(world: World) -> str:
    return Memories(world.service.database).make(_member(world), "seed").id


def _jobs(world: World) -> MemoryJobs:
    return MemoryJobs(world.service.database, world.service.memory)


def _job(world: World) -> str:
    return _jobs(world).export(_member(world), _memory(world)).id


def _secret(world: World) -> str:
    """A secret that opens an upload, a download, and a file."""
    member, jobs = _member(world), _jobs(world)
    empty = MemoryJob("", "", "", "", "a", "a.tmx", "", 1, "", "", 0, "", "")
    waiting, secret = jobs.expect(member, empty)
    assert jobs.waiting(secret) == waiting
    return secret


def _download(world: World) -> str:
    jobs = _jobs(world)
    return jobs.ticket(jobs.export(_member(world), _memory(world)))


def _file(world: World) -> str:
    owner = world.people["member"].id
    made = documented.document(world)
    return Tickets(world.service.database).give(owner, "libre_file", made, _HOUR)


# See `test_matrix.SEEDS`.
SEEDS: dict[str, Callable[[World], str]] = {
    "concept": concept,
    "verdict": lambda _world: "approve",
    "pair": pair,
    "glossary_id": _glossary,
    "memory_id": _memory,
    "job_id": _job,
    "document_id": lambda _world: "0" * 32,
    "upload": _secret,
    "download": _download,
    "file": _file,
}
_TERMS = ({"text": "猫", "language": "zh"}, {"text": "cat", "language": "en"})
_ENTRIES = {"source_lang": "zh", "target_lang": "en", "entries": "猫\tcat"}
_LIBRE = {"q": "猫", "source": "zh", "target": "en"}
_FIXED: dict[tuple[str, str], object] = {
    ("POST", "/api/v1/terms/find"): {"text": "标准"},
    ("POST", "/api/v1/terms/{concept}/terms"): {"terms": [{"text": "tomcat", "language": "en"}]},
    ("PATCH", "/api/v1/terms/{concept}"): {"note": "a note"},
    ("PUT", "/api/v1/terms/{concept}/vote"): {"value": 1},
    ("POST", "/api/v1/terms/{concept}/{verdict}"): {},
    ("POST", "/api/v1/terms/extract"): {"pairs": [{"zh": "猫", "en": "cat"}]},
    ("POST", "/api/v1/memory/pairs"): {"zh": "猫", "en": "cat"},
    ("PATCH", "/api/v1/memory/pairs/{pair}"): {"en": "A cat."},
    ("POST", "/api/v1/detect"): {"text": "标准"},
    ("POST", "/v2/translate"): {"text": ["猫"], "target_lang": "EN"},
    ("POST", "/v2/glossaries"): {"name": "a", **_ENTRIES},
    ("POST", "/v3/glossaries"): {"name": "a", "dictionaries": [_ENTRIES]},
    ("PATCH", "/v3/glossaries/{glossary_id}"): {"name": "b"},
    ("PUT", "/v3/glossaries/{glossary_id}/dictionaries"): _ENTRIES,
    ("POST", "/v3/translation_memories/import"): {
        "source_file": {"file_name": "a.tmx", "content_length": 1}
    },
    ("POST", "/v2/document/{document_id}"): {"document_key": "wrong"},
    ("POST", "/v2/document/{document_id}/result"): {"document_key": "wrong"},
    ("POST", "/translate"): _LIBRE,
    ("POST", "/detect"): _LIBRE,
    ("POST", "/suggest"): {**_LIBRE, "s": "cat"},
}


def _always(body: object) -> Callable[[World], object]:
    return lambda _world: body


def _new_concept(_world: World) -> object:
    return {"terms": [{**term, "text": unique(term["text"])} for term in _TERMS]}


# See `test_matrix.BODIES`.
BODIES: dict[tuple[str, str], Callable[[World], object]] = {
    **{operation: _always(body) for operation, body in _FIXED.items()},
    ("POST", "/api/v1/terms"): _new_concept,
    ("POST", "/api/v1/memory/pairs/{pair}/merge"): lambda world: {"others": [int(pair(world))]},
}
