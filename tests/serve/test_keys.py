"""API keys: shown once, kept as digests, good for what they are made for and as long."""

import json
import logging
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import update

from serve import schema
from serve.database import now
from serve.logs import configure
from tests.serve.world import World, said


def _stored(world: World) -> bytes:
    """All that is in the file of the database."""
    return Path(str(world.service.database.engine.url.database)).read_bytes()


def test_a_key_is_shown_once_and_nowhere_kept(here: World) -> None:
    headers = {"Idempotency-Key": "make"}
    made = here.ask("member", "POST", "keys", {"name": "Trados"}, headers).json()

    listed = here.ask("member", "GET", "keys").text

    assert made["secret"].startswith(made["key"]["prefix"])
    assert made["key"]["prefix"] in listed
    assert made["secret"] not in listed
    assert made["key"]["prefix"].encode() in _stored(here)
    assert made["secret"].encode() not in _stored(here)
    again = here.ask("member", "POST", "keys", {"name": "Trados"}, headers)
    assert said(again) == "idempotency_lost"


def test_a_key_allows_its_scopes_alone(here: World) -> None:
    asked = {"name": "Trados", "scopes": ["translate"]}
    here.secrets["scoped"] = here.ask("member", "POST", "keys", asked).json()["secret"]

    assert here.ask("scoped", "POST", "translate", {"texts": ["风扇"]}).status_code == 200
    refused = here.ask("scoped", "GET", "projects")
    assert said(refused) == "forbidden"
    assert "read" in refused.json()["detail"]


def test_a_key_cannot_make_one_that_allows_more(here: World) -> None:
    asked = {"name": "keys", "scopes": ["account", "read"]}
    here.secrets["narrow"] = here.ask("member", "POST", "keys", asked).json()["secret"]

    for scopes in ([], ["account", "translate"]):
        answer = here.ask("narrow", "POST", "keys", {"name": "more", "scopes": scopes})
        assert said(answer) == "forbidden"
    assert here.ask("narrow", "POST", "keys", {"name": "x", "scopes": ["read"]}).status_code == 201


def test_a_key_ends_when_it_expires_or_is_taken_back(here: World) -> None:
    made = here.ask("member", "POST", "keys", {"name": "short", "days": 1}).json()
    here.secrets["short"] = made["secret"]
    assert here.ask("short", "GET", "me").status_code == 200

    with here.service.database.writing() as connection:
        mine = schema.key.c.id == made["key"]["id"]
        past = now(-timedelta(seconds=1))
        connection.execute(update(schema.key).where(mine).values(expires=past))
    assert said(here.ask("short", "GET", "me")) == "wrong_credentials"

    made = here.ask("member", "POST", "keys", {"name": "gone"}).json()
    here.secrets["gone"] = made["secret"]
    assert here.ask("member", "DELETE", f"keys/{made['key']['id']}").status_code == 204
    assert here.ask("gone", "GET", "me").status_code == 401


def test_a_key_in_the_address_is_not_looked_at(here: World) -> None:
    secret = here.secrets["member"]

    assert here.client.get(f"/api/v1/me?key={secret}&api_key={secret}").status_code == 401


def test_nothing_that_is_logged_counted_or_answered_has_a_key_or_a_text_in_it(
    here: World, tmp_path: Path
) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    log = tmp_path / "log"
    configure("debug")
    handler = logging.FileHandler(log, encoding="utf-8")
    handler.setFormatter(root.handlers[0].formatter)
    root.addHandler(handler)
    try:
        text = "机密的一句话"
        answers = [
            here.ask("member", "POST", "translate", {"texts": [text]}),
            here.ask("member", "POST", "translate", {"texts": [text], "nonsense": text}),
            here.ask("", "POST", "sessions", {"name": "li", "password": "canary-password"}),
            here.ask("", "GET", "me", headers={"Authorization": "Bearer canary-key"}),
            here.ask("member", "GET", "/live?key=canary-query"),
        ]
    finally:
        root.handlers[:], root.level = before
        handler.close()
        structlog.reset_defaults()

    told = log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in told.splitlines()]
    told = "".join(line for line in told.splitlines() if '"httpx2"' not in line)  # the asker's own
    assert {line["request_id"] for line in lines if line["event"] == "request"} >= {
        answer.headers["x-request-id"] for answer in answers
    }
    metrics = here.client.get("/metrics").text
    for secret in (here.secrets["member"], text, "canary-password", "canary-key", "canary-query"):
        assert secret not in told
        assert secret not in metrics
    for answer in answers[1:]:
        assert text not in answer.text
        assert "canary" not in answer.text
