"""What goes wrong is told by a stable code, in the caller's language, in the shape they know."""

import string

import pytest

from serve.errors import CODES, answered
from serve.locales import locale_of
from serve.problem import Problem, kinds
from tests.serve.world import World, said


@pytest.mark.parametrize(
    ("accept", "locale"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en;q=0.5, zh;q=0.6", "zh"),
        ("fr, en;q=0.2", "en"),
        ("de", "en"),
        ("zh;q=nonsense, en;q=0.1", "en"),
    ],
)
def test_the_language_is_the_one_that_is_preferred(accept: str, locale: str) -> None:
    assert locale_of(accept) == locale


def test_every_kind_says_the_same_things_in_both_languages() -> None:
    for kind in kinds().values():
        assert kind.titles["en"]
        assert kind.titles["zh"]
        named = [
            {name for _, name, _, _ in string.Formatter().parse(kind.details[locale]) if name}
            for locale in ("en", "zh")
        ]
        assert named[0] == named[1], kind.code
    assert set(CODES.values()) <= kinds().keys()


def test_a_field_that_is_wrong_is_named_in_the_callers_language(here: World) -> None:
    asked = {"texts": ["a\0b"], "target": "fr", "nonsense": 1}

    chinese = here.ask("member", "POST", "translate", asked, {"Accept-Language": "zh"})
    english = here.ask("member", "POST", "translate", asked)

    assert (chinese.status_code, said(chinese)) == (422, "invalid")
    found = {item["field"]: item for item in chinese.json()["errors"]}
    assert found["body.texts.0"]["message"] == "含有空字符或不完整的字符（位置 1）"
    assert found["body.nonsense"]["message"] == "没有此字段"
    assert "zh-Hant" in found["body.target"]["message"]
    assert english.json()["title"] == "Invalid"
    assert [item["code"] for item in english.json()["errors"]] == [
        item["code"] for item in chinese.json()["errors"]
    ]


@pytest.mark.parametrize(
    "body",
    [
        b'{"texts": [',
        b"[" * 100_000,
        b'{"texts": ["' + b"\xff\xfe" + b'"]}',
        b'{"texts": ["\\ud800"]}',
        b'{"texts": ["\\u0000"]}',
        b'{"texts": [NaN]}',
        b'{"texts": ' + b"9" * 20_000 + b"}",
        b"null",
        b"",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_hostile_json_is_refused_and_no_fault_of_ours(here: World, body: bytes) -> None:
    headers = {
        "Authorization": f"Bearer {here.secrets['member']}",
        "Content-Type": "application/json",
    }

    answer = here.client.post("/api/v1/translate", content=body, headers=headers)

    assert answer.status_code in {400, 422}, answer.text
    assert said(answer) in {"malformed", "invalid"}


def test_unknown_addresses_and_methods_are_problems_too(here: World) -> None:
    assert said(here.ask("", "GET", "/api/v1/nothing")) == "no_route"
    answer = here.ask("", "DELETE", "/api/v1/translate")
    assert said(answer) == "method_not_allowed"
    assert answer.headers["allow"] == "POST"


def test_clients_of_deepl_are_told_one_sentence_with_the_statuses_that_they_know() -> None:
    quota = Problem("quota_exceeded", used=9, quota=10, asked=5)

    assert answered(quota, "/v2/translate", "").status_code == 456
    assert answered(quota, "/api/v1/translate", "").status_code == 429
    wrong = answered(Problem("wrong_credentials"), "/v2/usage", "")
    assert wrong.status_code == 403
    assert bytes(wrong.body).startswith(b'{"message":"')


def test_clients_of_libretranslate_are_told_one_sentence() -> None:
    wrong = answered(Problem("malformed", reason="q is missing"), "/translate", "")

    assert (wrong.status_code, bytes(wrong.body)) == (400, b'{"error":"q is missing"}')


def test_an_error_that_nobody_expected_is_told_without_what_it_says(here: World) -> None:
    from fastapi.testclient import TestClient

    app = here.client.app

    @app.get("/breaks")  # type: ignore[attr-defined, untyped-decorator]
    def breaks() -> None:
        raise RuntimeError("the secret of the house")

    quiet = TestClient(app, raise_server_exceptions=False)
    answer = quiet.get("/breaks")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] == answer.json()["request_id"]
    app.router.routes.pop()  # type: ignore[attr-defined]
