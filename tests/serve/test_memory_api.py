"""The memory by the API: looked up, given to, decided on, files; and checks and languages."""

import io
import json

import pytest
from httpx2 import Response

from serve.app import V1
from tests.serve.world import World, said, unique


def _given(world: World, who: str = "member", **more: object) -> Response:
    body = {"zh": f"{unique('白猫')}很安静。", "en": f"The {unique('cat')} is quiet.", **more}
    return world.ask(who, "POST", "memory/pairs", body)


def _etag(answer: Response) -> dict[str, str]:
    return {"If-Match": answer.headers["etag"]}


def _import(world: World, who: str, data: bytes, name: str, **fields: str) -> Response:
    headers = {"Authorization": f"Bearer {world.secrets[who]}"}
    files = {"file": (name, io.BytesIO(data))}
    return world.client.post(f"{V1}/memory/import", data=fields, files=files, headers=headers)


def test_a_pair_that_was_given_is_confirmed_by_somebody_else(world: World) -> None:
    made = _given(world, "reviewer")
    place = f"memory/pairs/{made.json()['id']}"
    confirmed = {"status": "confirmed"}

    own = world.ask("reviewer", "PATCH", place, confirmed, _etag(made))
    member = world.ask("member", "PATCH", place, confirmed, _etag(made))
    done = world.ask("administrator", "PATCH", place, confirmed, _etag(made))
    late = world.ask("administrator", "PATCH", place, {"en": "Late."}, _etag(made))

    assert made.json()["status"] == "draft"
    assert (said(own), said(member), said(late)) == ("refused", "forbidden", "stale_content")
    assert done.json()["status"] == "confirmed"
    history = world.ask("reader", "GET", f"{place}/history").json()
    assert [item["what"] for item in history] == ["add", "confirm"]


def test_a_pair_is_found_by_its_text_by_a_near_one_and_by_a_phrase(world: World) -> None:
    made = _given(world).json()
    asked = {"texts": [{"text": made["zh"]}, {"text": made["zh"].replace("安静", "安 静")}]}

    exact, near = world.ask("reader", "POST", "memory/find", asked).json()
    phrase = world.ask("reader", "GET", "memory/concordance?phrase=很安静&language=zh").json()

    assert exact[0]["target"] == made["en"]
    assert near[0]["pair"]["id"] == made["id"]
    [hit] = [item for item in phrase if item["pair"]["id"] == made["id"]]
    start, end = hit["spans"][0]
    assert made["zh"][start:end] == "很安静"


@pytest.mark.parametrize("least", [30, 99, 100, 101])
def test_the_least_percentage_may_be_any(here: World, least: int) -> None:
    made = _given(here).json()
    asked = {"texts": [{"text": made["zh"], "before": "", "after": ""}], "least": least}
    answer = here.ask("reader", "POST", "memory/find", asked)

    assert answer.status_code == 200
    assert 100 in [item["score"] for item in answer.json()[0]] or least > 100


def test_what_is_ones_own_nobody_else_sees(here: World) -> None:
    made = _given(here, scope="personal")
    place = f"memory/pairs/{made.json()['id']}"

    assert made.json()["status"] == "confirmed"
    assert here.ask("member", "GET", place).status_code == 200
    assert here.ask("administrator", "GET", place).status_code == 404
    ids = [
        item["id"] for item in here.ask("reviewer", "GET", "memory/pairs?limit=200").json()["items"]
    ]
    assert made.json()["id"] not in ids


def test_a_rejection_says_why_and_holds(here: World) -> None:
    made = _given(here)
    place = f"memory/pairs/{made.json()['id']}"
    rejected = {"status": "rejected"}
    assert said(here.ask("reviewer", "PATCH", place, rejected, _etag(made))) == "refused"
    told = {**rejected, "comment": "no cat"}
    assert here.ask("reviewer", "PATCH", place, told, _etag(made)).status_code == 200

    again = here.ask("member", "POST", "memory/pairs", {k: made.json()[k] for k in ("zh", "en")})
    assert said(again) == "refused"


def test_pairs_are_listed_in_pages_and_merged(here: World) -> None:
    made = [_given(here, domain="pages").json()["id"] for _ in range(3)]
    listed, cursor = [], ""
    while cursor is not None:
        page = here.ask(
            "reader", "GET", f"memory/pairs?limit=2&domain=pages&cursor={cursor}"
        ).json()
        listed += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert listed == sorted(made)

    merged = here.ask("reviewer", "POST", f"memory/pairs/{made[0]}/merge", {"others": made[1:]})
    assert merged.status_code == 200, merged.text
    left = here.ask("reader", "GET", "memory/pairs?domain=pages").json()["items"]
    assert [item["id"] for item in left] == made[:1]
    itself = here.ask("reviewer", "POST", f"memory/pairs/{made[0]}/merge", {"others": made[:1]})
    assert said(itself) == "invalid_input"


@pytest.mark.parametrize("form", ["tmx", "xlf", "tsv", "csv", "xlsx", "jsonl"])
def test_what_is_exported_is_imported_as_it_was(here: World, form: str) -> None:
    _given(here, domain=f"export {form}")
    file = here.ask("reader", "GET", f"memory/export?format={form}&domain=export {form}")

    assert file.headers["content-disposition"] == f'attachment; filename="memory.{form}"'
    again = _import(here, "member", file.content, f"pairs.{form}").json()
    assert (again["added"], again["refused_count"]) == (0, 0), again
    assert again["same"] + again["merged"] == 1


def test_a_spreadsheet_takes_no_text_for_a_formula(here: World) -> None:
    _given(here, zh="=1+1 是公式", en="=HYPERLINK(1)", domain="formula")
    file = here.ask("reader", "GET", "memory/export?format=csv&domain=formula").text

    assert "\n'=1+1 是公式,'=HYPERLINK(1)" in file


def test_pairs_come_as_lines_of_json(here: World) -> None:
    made = _given(here, domain="lines").json()
    answer = here.ask("reader", "GET", "memory/export?format=jsonl&domain=lines")

    [line] = answer.text.splitlines()
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert {"id": made["id"], "zh": made["zh"], "en": made["en"]}.items() <= json.loads(
        line
    ).items()


def test_every_pair_that_may_not_be_kept_is_named(here: World) -> None:
    long = "长" * 20_001
    data = f'{{"zh": "{long}", "en": "long"}}\n{{"zh": "{unique("好")}", "en": "good"}}\n'.encode()
    done = _import(here, "member", data, "a.jsonl").json()
    broken = _import(here, "member", b'{"zh": 1}\n', "b.jsonl").json()

    assert (done["added"], done["refused_count"]) == (1, 1)
    assert done["refused"][0].startswith("a.jsonl, line 1: the Chinese text has more")
    assert (broken["added"], broken["refused_count"]) == (0, 1)
    assert broken["refused"][0].startswith("b.jsonl, line 1: zh: ")
    assert said(_import(here, "member", b"x", "c.pdf")) == "invalid_input"
    assert said(_import(here, "member", data, "a.jsonl", status="confirmed")) == "forbidden"


def test_the_memory_is_counted(here: World) -> None:
    _given(here)
    found = here.ask("reader", "GET", "memory/stats").json()

    assert found["pairs"] >= 1
    assert found["status"]["draft"] >= 1


def test_a_translation_is_held_against_the_rules(here: World) -> None:
    body = {"source": "标准不应超过 3 m/s。", "target": "It shall not exceed 5 m/s."}
    found = here.ask("other", "POST", "checks", body).json()

    checks = {item["check"] for item in found["issues"]}
    assert {"numbers", "terms"} <= checks
    assert [(item["source"], item["outcome"]) for item in found["terms"]] == [("标准", "missing")]
    rules = here.ask("reader", "GET", "checks").json()
    assert "numbers" in {item["name"] for item in rules}
    assert all(item["says"] for item in rules)


def test_languages_are_told_and_found_out(here: World) -> None:
    spoken = here.ask("reader", "GET", "languages").json()
    text = {"text": "本文件規定了試驗方法 ABC。"}

    assert [item["language"] for item in spoken] == ["zh", "zh-Hant", "en"]
    assert here.ask("reader", "POST", "detect", text).json()["language"] == "zh-Hant"
    assert here.ask("reader", "POST", "detect", {"text": "1 2 3"}).json()["confidence"] == 0
