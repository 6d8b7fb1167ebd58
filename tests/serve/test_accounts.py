"""Accounts: made, signed in with, changed, closed; what somebody may do is looked up each time."""

import os
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from serve.app import create_app
from serve.auth.roles import Role
from serve.settings import read_serve_settings
from tests.serve.conftest import Opener
from tests.serve.world import PASSWORD, World, said, unique

SAME = {"Sec-Fetch-Site": "same-origin"}


def test_a_first_start_makes_an_administrator_whose_key_is_told_once(tmp_path: Path) -> None:
    told: list[str] = []
    settings = read_serve_settings({**os.environ, "BIAOYI_DATA": str(tmp_path)}, engine="echo")

    for _ in range(2):
        with TestClient(create_app(settings, told.append)) as client:
            sent = {"Authorization": f"Bearer {told[0]}"}
            assert client.get("/api/v1/me", headers=sent).json()["account"]["name"] == "admin"

    assert len(told) == 1
    assert told[0].encode() not in (tmp_path / "biaoyi.db").read_bytes()


def test_a_key_in_the_settings_is_that_of_an_administrator(tmp_path: Path) -> None:
    told: list[str] = []
    key = "a-key-of-our-own-0123456789"
    settings = read_serve_settings(
        {**os.environ, "BIAOYI_DATA": str(tmp_path), "BIAOYI_API_KEY": key}, engine="echo"
    )

    for _ in range(2):
        with TestClient(create_app(settings, told.append)) as client:
            found = client.get("/api/v1/me", headers={"Authorization": f"DeepL-Auth-Key {key}"})
            assert "manage" in found.json()["permissions"]

    assert told == []


def test_a_password_signs_a_browser_in_and_out(world: World) -> None:
    name = world.person("li", Role.TRANSLATOR, PASSWORD).name
    wrong = world.ask("", "POST", "sessions", {"name": name, "password": "wrong"})
    assert (wrong.status_code, said(wrong)) == (401, "wrong_credentials")

    signed = world.ask("", "POST", "sessions", {"name": name.upper(), "password": PASSWORD})

    assert signed.status_code == 204
    cookie = signed.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert world.ask("", "GET", "me").json()["account"]["name"] == name
    assert world.ask("", "DELETE", "sessions/current", headers=SAME).status_code == 204
    assert world.ask("", "GET", "me").status_code == 401


def test_an_api_key_signs_a_browser_in_too(world: World) -> None:
    assert world.ask("", "POST", "sessions", {"key": world.secrets["member"]}).status_code == 204

    assert world.ask("", "GET", "me").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Origin": "http://testserver"}, 201),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_a_session_changes_things_for_our_own_pages_alone(
    world: World, headers: dict[str, str], status: int
) -> None:
    world.ask("", "POST", "sessions", {"key": world.secrets["member"]})

    answer = world.ask("", "POST", "keys", {"name": "mine"}, headers)

    assert answer.status_code == status
    with_key = world.ask("member", "POST", "keys", {"name": "mine"}, headers)
    assert with_key.status_code == 201


def test_a_new_role_counts_at_the_next_request(world: World) -> None:
    user = world.people["member"].id
    assert world.ask("member", "GET", "users").status_code == 403

    changed = {"role": "administrator"}
    made = world.ask("administrator", "PATCH", f"users/{user}", changed, {"If-Match": '"1"'})

    assert made.headers["etag"] == '"2"'
    assert world.ask("member", "GET", "users").status_code == 200


def test_a_closed_account_is_nobody(world: World) -> None:
    user = world.people["member"].id
    world.ask("", "POST", "sessions", {"key": world.secrets["member"]})

    closed = world.ask("administrator", "DELETE", f"users/{user}", headers={"If-Match": '"1"'})

    assert closed.status_code == 204
    assert world.ask("member", "GET", "me").status_code == 401
    assert world.ask("", "GET", "me").status_code == 401
    assert world.ask("administrator", "GET", f"users/{user}").json()["active"] is False


def test_a_new_password_ends_the_sessions(world: World) -> None:
    name = world.person("li", Role.TRANSLATOR, PASSWORD).name
    world.ask("", "POST", "sessions", {"name": name, "password": PASSWORD})
    wrong = world.ask("li", "POST", "me/password", {"old": "", "new": "another one, longer"})
    assert said(wrong) == "wrong_credentials"

    changed = {"old": PASSWORD, "new": "another one, longer"}
    assert world.ask("li", "POST", "me/password", changed).status_code == 204

    assert world.ask("", "GET", "me").status_code == 401
    again = {"name": name, "password": "another one, longer"}
    assert world.ask("", "POST", "sessions", again).status_code == 204


def test_one_administrator_stays(opened: Opener) -> None:
    world = opened(people=False)
    person = world.person("boss", Role.ADMINISTRATOR)
    [first] = [one for one in world.ask("boss", "GET", "users").json()["items"]
               if one["name"] == "admin"]  # fmt: skip
    demoted = {"role": "reader"}
    match = {"If-Match": '"1"'}
    assert world.ask("boss", "PATCH", f"users/{first['id']}", demoted, match).status_code == 200

    answer = world.ask("boss", "PATCH", f"users/{person.id}", demoted, match)

    assert said(answer) == "last_administrator"
    assert said(world.ask("boss", "DELETE", f"users/{person.id}", headers=match)) == (
        "last_administrator"
    )


def test_an_invitation_makes_one_account_with_its_role_in_its_project(world: World) -> None:
    project = world.project()
    asked = {"role": "contributor", "project": project}
    made = world.ask("administrator", "POST", "invitations", asked).json()
    new = {"name": unique("wang"), "password": PASSWORD, "invitation": made["token"]}

    signed = world.ask("", "POST", "sign-up", new)

    assert signed.status_code == 201
    assert signed.json()["role"] == "contributor"
    again = world.ask("", "POST", "sign-up", {**new, "name": unique("wang")})
    assert said(again) == "wrong_credentials"
    world.ask("", "POST", "sessions", {"name": new["name"], "password": PASSWORD})
    assert world.ask("", "GET", "me").json()["projects"] == [project]


@pytest.mark.parametrize(
    ("sign_up", "status"), [("open", 201), ("invitation", 403), ("closed", 403)]
)
def test_who_may_sign_up_is_a_setting(opened: Opener, sign_up: str, status: int) -> None:
    world = opened(people=False, sign_up=sign_up, sign_up_role="reader")

    answer = world.ask("", "POST", "sign-up", {"name": unique("wang"), "password": PASSWORD})

    assert answer.status_code == status
    if status == 201:
        assert answer.json()["role"] == "reader"


def test_names_are_taken_once_whatever_their_case(world: World) -> None:
    name = world.people["member"].name

    answer = world.ask("administrator", "POST", "users", {"name": name.upper(), "role": "reader"})

    assert (answer.status_code, said(answer)) == (409, "taken")


def test_what_was_done_is_in_the_audit_log_without_secrets(world: World) -> None:
    new = {"name": unique("wang"), "role": "reader", "password": PASSWORD}
    user = world.ask("administrator", "POST", "users", new).json()["id"]
    changed = {"password": "another one, longer"}
    match = {"If-Match": '"1"'}
    sent = world.ask("administrator", "PATCH", f"users/{user}", changed, match)

    log = world.ask("administrator", "GET", "audit?what=user&limit=2")

    told = log.json()["items"]
    assert [item["what"] for item in told] == ["user.update", "user.create"]
    assert {item["target"] for item in told} == {user}
    assert told[0]["who"] == world.people["administrator"].id
    assert told[0]["request"] == sent.headers["x-request-id"]
    assert PASSWORD not in log.text
    assert "another one" not in log.text
