"""What clients of DeepL send, in each form that they send it in, and what they are told."""

import json
from urllib.parse import urlencode

import pytest
from httpx2 import Response

from tests.serve.conftest import Opener
from tests.serve.world import World

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _form(
    world: World, method: str, path: str, fields: list[tuple[str, str]], who: str = "member"
) -> Response:
    headers = {"Authorization": f"DeepL-Auth-Key {world.secrets[who]}", **FORM}
    return world.client.request(method, path, content=urlencode(fields), headers=headers)


def _texts(answer: Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["text"] for item in answer.json()["translations"]]


def test_a_form_and_json_say_the_same(here: World) -> None:
    fields = [
        ("text", "A+B"),
        ("text", "范围 & C"),
        ("target_lang", "en-gb"),
        ("source_lang", "zh"),
    ]
    by_form = _form(here, "POST", "/v2/translate", fields)
    body = {"text": ["A+B", "范围 & C"], "target_lang": "EN-GB", "source_lang": "ZH"}
    by_json = here.ask("member", "POST", "/v2/translate", body)

    assert _texts(by_form) == _texts(by_json) == ["A+B", "范围 & C"]
    assert by_form.headers["x-trace-id"]


def test_what_was_asked_for_is_told_and_nothing_else(here: World) -> None:
    plain = _form(here, "POST", "/v2/translate", [("text", "范围"), ("target_lang", "EN")])
    asked = [("show_billed_characters", "1"), ("model_type", "latency_optimized")]
    more = _form(here, "POST", "/v2/translate", [("text", "范围"), ("target_lang", "EN"), *asked])

    assert plain.json()["translations"] == [{"detected_source_language": "ZH", "text": "范围"}]
    assert more.json()["translations"] == [
        {
            "detected_source_language": "ZH",
            "text": "范围",
            "billed_characters": 2,
            "model_type_used": "latency_optimized",
        }
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"target_lang": "EN"}, "text"),
        ({"text": ["a"], "target_lang": "FR"}, "FR"),
        ({"text": ["a"]}, "target_lang"),
        ({"text": [1], "target_lang": "EN"}, "text"),
        ({"text": ["a"], "target_lang": "EN", "tag_handling": "pdf"}, "tag_handling"),
        ({"text": ["a"], "target_lang": "EN", "formality": "more"}, "formality"),
        ({"text": ["a"], "target_lang": "EN", "style_id": "x"}, "style_id"),
        ({"text": ["a"], "target_lang": "EN", "glossary_id": "x"}, "source_lang"),
        ({"text": ["a"], "target_lang": "EN", "translation_memory_threshold": 101}, "threshold"),
    ],
)
def test_a_mistake_is_one_string_under_message(here: World, body: object, said: str) -> None:
    answer = here.ask("member", "POST", "/v2/translate", body)

    assert answer.status_code == 400
    assert set(answer.json()) == {"message"}
    assert said in answer.json()["message"]


@pytest.mark.parametrize(
    ("content", "media", "status"),
    [
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"text": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"text": ["\\ud800"], "target_lang": "EN"}', "application/json", 400),
        (b"text=%ff&target_lang=EN", FORM["Content-Type"], 400),
        (b"text", "text/plain", 415),
        (b"--x", "multipart/form-data; boundary=y", 400),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_by_name(
    here: World, content: bytes, media: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {here.secrets['member']}", "Content-Type": media}
    answer = here.client.post("/v2/translate", content=content, headers=headers)

    assert answer.status_code == status, answer.text
    assert answer.json()["message"]


def test_a_wrong_key_is_forbidden_and_a_quota_used_up_is_456(opened: Opener) -> None:
    world = opened(quota=5)
    body = {"text": ["范围范围"], "target_lang": "EN"}
    nobody = world.ask("", "POST", "/v2/translate", body)
    first = world.ask("member", "POST", "/v2/translate", body)
    second = world.ask("member", "POST", "/v2/translate", body)

    assert (nobody.status_code, first.status_code, second.status_code) == (403, 200, 456)
    used = world.ask("member", "GET", "/v2/usage").json()
    assert used == {"character_count": 4, "character_limit": 5}


def test_the_type_of_languages_is_read_in_the_address_and_in_the_body(here: World) -> None:
    by_address = here.ask("reader", "GET", "/v2/languages?type=target").json()
    by_body = _form(here, "GET", "/v2/languages", [("type", "target")], "reader").json()

    assert by_address == by_body
    assert {
        "language": "EN-GB",
        "name": "English (British)",
        "supports_formality": False,
    } in by_body
    assert [item["language"] for item in here.ask("reader", "GET", "/v2/languages").json()] == [
        "ZH",
        "EN",
    ]


def test_dictionaries_in_dotted_names_of_a_form_are_a_list(world: World) -> None:
    fields = [
        ("name", "dotted"),
        ("dictionaries[0].source_lang", "zh"),
        ("dictionaries[0].target_lang", "en"),
        ("dictionaries[0].entries", "猫\tcat\n狗\tdog"),
        ("dictionaries[0].entries_format", "tsv"),
        ("dictionaries[1].source_lang", "en"),
        ("dictionaries[1].target_lang", "zh"),
        ("dictionaries[1].entries", 'cat,"猫，家猫"'),
        ("dictionaries[1].entries_format", "csv"),
    ]
    made = _form(world, "POST", "/v3/glossaries", fields)

    assert made.status_code == 201, made.text
    counts = [(item["source_lang"], item["entry_count"]) for item in made.json()["dictionaries"]]
    assert sorted(counts) == [("en", 1), ("zh", 2)]
    place = f"/v3/glossaries/{made.json()['glossary_id']}"
    found = world.ask("member", "GET", f"{place}/entries?source_lang=EN&target_lang=ZH-HANS").json()
    assert found["dictionaries"][0]["entries"] == "cat\t猫，家猫"
    assert world.ask("other", "GET", place).status_code == 404


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("猫\tcat\n猫\ttomcat", "line 2"),
        ("猫", "line 1"),
        ("猫\t cat", "spaces"),
        ("猫\tc\u0007at", "control"),
        ("猫\t", "empty"),
        ("", "none"),
        (f"{'猫' * 400}\tcat", "bytes"),
    ],
)
def test_entries_that_cannot_be_are_refused_with_their_line(
    here: World, entries: str, said: str
) -> None:
    body = {"name": "wrong", "source_lang": "ZH", "target_lang": "EN", "entries": entries}
    answer = here.ask("member", "POST", "/v2/glossaries", body)

    assert answer.status_code == 400
    assert said in answer.json()["message"]


def test_a_glossary_is_for_its_two_languages_and_its_owner_alone(world: World) -> None:
    body = {"name": "mine", "source_lang": "ZH", "target_lang": "EN", "entries": "猫\tcat"}
    made = world.ask("member", "POST", "/v2/glossaries", body).json()["glossary_id"]
    asked = {"text": ["cat"], "target_lang": "ZH", "source_lang": "EN", "glossary_id": made}

    assert world.ask("member", "POST", "/v2/translate", asked).status_code == 400
    turned = {**asked, "target_lang": "EN", "source_lang": "ZH"}
    assert world.ask("member", "POST", "/v2/translate", turned).status_code == 200
    assert world.ask("other", "POST", "/v2/translate", turned).status_code == 404
    assert world.ask("other", "DELETE", f"/v2/glossaries/{made}").status_code == 404


def test_a_memory_is_refused_where_it_is_not_tmx_and_told_of_to_its_owner_alone(
    here: World,
) -> None:
    file = {"file_name": "a.tmx", "content_length": 7}
    made = here.ask("member", "POST", "/v3/translation_memories/import", {"source_file": file})
    assert made.status_code == 202, made.text
    place = f"/v3/translation_memories/jobs/{made.json()['job_id']}"
    assert here.ask("member", "GET", place).json()["results"][0]["status"] == "awaiting_input"

    for _ in range(2):  # a client that lost patience sends it again
        sent = here.client.put(made.json()["upload_url"], content=b"<tmx><a")
        assert sent.status_code == 200, sent.text

    [result] = here.ask("member", "GET", place).json()["results"]
    assert result["status"] == "failed"
    assert "a.tmx" in result["error"]["message"]
    assert here.ask("other", "GET", place).status_code == 404
    wrong = here.client.put("/v3/translation_memories/uploads/nothing", content=b"")
    assert wrong.status_code == 404


def test_a_document_needs_its_own_key_and_a_format_that_there_is(here: World) -> None:
    headers = {"Authorization": f"DeepL-Auth-Key {here.secrets['member']}"}
    fields = {"target_lang": "EN-GB", "source_lang": "ZH"}
    files = {"file": ("a.txt", "范围\n".encode())}
    made = here.client.post("/v2/document", data=fields, files=files, headers=headers)
    assert made.status_code == 200, made.text
    place = f"/v2/document/{made.json()['document_id']}"

    wrong = here.client.post(place, json={"document_key": "x"}, headers=headers)
    other = here.ask("other", "POST", place, {"document_key": made.json()["document_key"]})
    format_ = here.client.post(
        "/v2/document", data={**fields, "output_format": "pdf"}, files=files, headers=headers
    )

    assert (wrong.status_code, other.status_code, format_.status_code) == (404, 404, 400)
    assert "output_format" in json.loads(format_.text)["message"]


TMX = (
    '<?xml version="1.0"?><tmx version="1.4"><header srclang="zh" adminlang="en" creationtool="t" '
    'creationtoolversion="1" segtype="sentence" o-tmf="t" datatype="plaintext"/><body><tu>'
    '<tuv xml:lang="zh"><seg>桥上的猫。</seg></tuv><tuv xml:lang="en"><seg>The Cat.</seg></tuv>'
    "</tu></body></tmx>"
)


def test_a_memory_is_imported_searched_exported_and_forgotten(world: World) -> None:
    root = "/v3/translation_memories"
    file = {"file_name": "cats.tmx", "content_length": len(TMX)}
    made = world.ask("member", "POST", f"{root}/import", {"source_file": file}).json()
    world.client.put(made["upload_url"], content=TMX.encode())
    [result] = world.ask("member", "GET", f"{root}/jobs/{made['job_id']}").json()["results"]
    place = f"{root}/{result['translation_memory_id']}"

    for text, count in (("THE CAT", 1), ("桥上", 1), ("dog", 0), ("100%", 0)):
        found = world.ask("member", "GET", f"{place}/segments?filter_text={text}").json()
        assert found["segment_count"] == count
    cased = f"{place}/segments?filter_text=THE CAT&filter_case_sensitive=true"
    assert world.ask("member", "GET", cased).json()["segments"] == []

    job = world.ask("member", "POST", f"{place}/export").json()["job_id"]
    [done] = world.ask("member", "GET", f"{root}/jobs/{job}").json()["results"]
    assert "桥上的猫。" in world.client.get(done["download_url"]).text
    assert world.ask("other", "GET", place).status_code == 404
    assert world.ask("member", "DELETE", place).status_code == 204
    assert world.ask("member", "GET", place).status_code == 404
    shared = next(
        item["translation_memory_id"]
        for item in world.ask("member", "GET", root).json()["translation_memories"]
        if item["name"] == "shared"
    )
    assert world.ask("member", "DELETE", f"{root}/{shared}").status_code == 403
