"""Texts are translated with the terms and pairs that hold for whoever asks."""

import json
import os
import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from corpus.model import Entry, Given, Provenance
from serve.app import create_app
from serve.auth.actor import Actor
from serve.settings import read_serve_settings
from termbase.concept import Concept, Designation, Status
from termbase.history import Change
from termbase.model import Scope
from termbase.text import Language
from tests.serve.world import PEOPLE, ROOT, World, said

FAN = "风扇应符合表 3 的要求。"
LIVE = 5.0  # seconds until what was approved is used; it is half of one


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """An application with the shipped model."""
    data = str(tmp_path_factory.mktemp("service"))
    environment = {**os.environ, "BIAOYI_DATA": data}
    with TestClient(create_app(read_serve_settings(environment, requests_a_minute=0))) as client:
        made = World(client, client.app.state.service)  # type: ignore[attr-defined]
        for name, role in PEOPLE.items():
            made.person(name, role)
        yield made


def _one(world: World, who: str, text: str, **asked: object) -> dict[str, object]:
    answer = world.ask(who, "POST", "translate", {"texts": [text], **asked})
    assert answer.status_code == 200, answer.text
    [found] = answer.json()["translations"]
    return dict(found)


def _approved(zh: str, en: str, scope: Scope, owner: str) -> Concept:
    named = (
        Designation(zh, Language.ZH, status=Status.APPROVED),
        Designation(en, Language.EN, status=Status.APPROVED),
    )
    return Concept(named, scope=scope, owner=owner)


def test_a_given_term_is_used_and_told_with_its_places(real: World) -> None:
    terms = [{"source": "风扇", "target": "cooling fan"}]

    found = _one(real, "member", FAN, terms=terms)

    text = str(found["translation"])
    assert text == "The cooling fan shall comply with the requirements of Table 3."
    use = json.loads(json.dumps(found["terms"]))[0]
    assert (use["outcome"], use["source_span"]) == ("exact", [0, 2])
    assert text[slice(*use["target_span"])] == "cooling fan"
    assert found["origin"] == "engine"
    assert found["match"] is None
    assert (found["source_language"], found["target_language"]) == ("zh", "en")


def test_a_given_pair_answers_and_is_told_as_a_match(real: World) -> None:
    pairs = [{"source": FAN, "target": "Fans: see Table 3."}]

    found = _one(real, "member", FAN, memory=pairs)

    assert found["translation"] == "Fans: see Table 3."
    assert (found["origin"], found["match"]) == ("memory", 100)


def test_languages_are_found_for_each_text_and_order_is_kept(real: World) -> None:
    texts = ["设备应接地。", "The equipment shall be earthed.", "", "试验"]

    answer = real.ask("member", "POST", "translate", {"texts": texts}).json()["translations"]

    ways = [(item["source_language"], item["target_language"]) for item in answer]
    assert ways == [("zh", "en"), ("en", "zh"), ("en", "zh"), ("zh", "en")]
    assert answer[2]["translation"] == ""
    assert all(item["translation"] for item in answer if item is not answer[2])


def test_the_events_of_a_request_are_its_answer_piece_by_piece(real: World) -> None:
    asked = {"texts": [f"设备 {number} 应接地。" for number in range(20)]}
    whole = real.ask("member", "POST", "translate", asked).json()

    streamed = real.ask("member", "POST", "translate", asked, {"Accept": "text/event-stream"})

    events = [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in (block.split("\n") for block in streamed.text.strip().split("\n\n"))
    ]
    assert [name for name, _ in events] == 20 * ["translation"] + ["done"]
    assert [item["index"] for _, item in events[:-1]] == list(range(20))
    told = [item["translation"] for _, item in events[:-1]]
    assert told == [item["translation"] for item in whole["translations"]]
    assert events[-1][1]["characters"] == whole["characters"]


def test_a_stream_that_cannot_go_on_ends_with_a_problem(real: World) -> None:
    user = real.people["other"].id
    real.ask("administrator", "PATCH", f"users/{user}", {"quota": 1}, {"If-Match": '"1"'})
    headers = {"Accept": "text/event-stream", "Accept-Language": "zh"}

    streamed = real.ask("other", "POST", "translate", {"texts": ["设备应接地。"]}, headers)

    assert streamed.text.startswith("event: problem\n")
    assert '"quota_exceeded"' in streamed.text
    assert "配额用尽" in streamed.text


def test_an_approved_term_is_used_soon_by_those_for_whom_it_holds(real: World) -> None:
    project = real.project()
    name = real.service.projects.get(project, ROOT).name
    by = Change("reviewer", "approve")
    real.service.terms.save(_approved("风扇", "blower", Scope.SHARED, ""), 0, by)
    mine = _approved("风扇", "ventilator", Scope.PERSONAL, real.people["member"].name)
    real.service.terms.save(mine, 0, by)
    real.service.terms.save(_approved("风扇", "air mover", Scope.TEAM, name), 0, by)

    deadline = time.monotonic() + LIVE
    while "blower" not in str(_one(real, "administrator", FAN)["translation"]):
        assert time.monotonic() < deadline
        time.sleep(0.05)

    assert "ventilator" in str(_one(real, "member", FAN)["translation"])
    assert "air mover" in str(_one(real, "reviewer", FAN)["translation"])
    plain = str(_one(real, "member", FAN, use_termbase=False)["translation"])
    assert not any(word in plain for word in ("blower", "ventilator", "air mover"))


def test_a_pair_of_the_memory_answers_those_who_see_it_and_its_use_is_counted(real: World) -> None:
    source, target = "本句独一无二。", "No other sentence says this."
    owner = real.people["member"].name
    entry = Entry(source, target, scope=Scope.PERSONAL, owner=owner)
    real.service.memory.put([Given(entry, Provenance())], Change(owner, "add"))

    assert _one(real, "member", source)["translation"] == target
    assert _one(real, "member", source)["origin"] == "memory"
    assert _one(real, "reviewer", source)["translation"] != target
    assert _one(real, "member", source, use_memory=False)["translation"] != target

    viewer = _actor(real, "member").viewer()
    [kept] = real.service.memory.pairs(viewer)
    assert kept.entry.used == 2


def test_without_a_model_it_lives_but_is_not_ready(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = tmp_path_factory.mktemp("service")
    environment = {**os.environ, "BIAOYI_DATA": str(data), "BIAOYI_MODEL": str(data / "none")}
    with TestClient(create_app(read_serve_settings(environment))) as client:
        world = World(client, client.app.state.service)  # type: ignore[attr-defined]
        world.person("member", PEOPLE["member"])

        assert world.ask("", "GET", "/live").status_code == 200
        assert said(world.ask("", "GET", "/ready")) == "starting"
        answer = world.ask("member", "POST", "translate", {"texts": ["风扇"]})

        assert (answer.status_code, said(answer)) == (503, "engine_failed")
        assert answer.headers["retry-after"]
        assert world.ask("member", "GET", "usage").json()["used"] == 0


def _actor(world: World, name: str) -> Actor:
    person = world.people[name]
    return Actor(person.id, person.name, person.role)
