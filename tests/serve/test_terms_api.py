"""Terms by the API: who proposes, who decides, what is seen, files."""

import io

import pytest
from httpx2 import Response

from serve.app import V1
from tests.serve.world import World, said, unique


def _concept(zh: str, en: str, **more: object) -> dict[str, object]:
    terms = [{"text": zh, "language": "zh"}, {"text": en, "language": "en"}]
    return {"terms": terms, **more}


def _proposed(world: World, who: str = "member", **more: object) -> Response:
    return world.ask(who, "POST", "terms", _concept(unique("猫"), unique("cat "), **more))


def _etag(answer: Response) -> dict[str, str]:
    return {"If-Match": answer.headers["etag"]}


def test_a_proposal_is_approved_by_somebody_else_and_then_used(world: World) -> None:
    made = _proposed(world, "reviewer")
    concept = made.json()
    place = f"terms/{concept['id']}"
    assert made.status_code == 201
    assert concept["terms"][0]["status"] == "proposed"

    own = world.ask("reviewer", "POST", f"{place}/approve", {}, _etag(made))
    reader = world.ask("member", "POST", f"{place}/approve", {}, _etag(made))
    done = world.ask("administrator", "POST", f"{place}/approve", {}, _etag(made))

    assert (said(own), said(reader)) == ("refused", "forbidden")
    assert {term["status"] for term in done.json()["terms"]} == {"approved"}
    history = world.ask("reader", "GET", f"{place}/history").json()
    assert [item["what"] for item in history] == ["add", "approve"]


def test_who_saw_an_old_revision_changes_nothing(here: World) -> None:
    made = _proposed(here)
    place = f"terms/{made.json()['id']}"
    first = here.ask("reviewer", "PATCH", place, {"note": "one"}, _etag(made))
    second = here.ask("reviewer", "PATCH", place, {"note": "two"}, _etag(made))

    assert first.json()["note"] == "one"
    assert said(second) == "stale_content"
    assert said(here.ask("reviewer", "PATCH", place, {"note": "x"})) == "precondition_required"
    assert here.ask("reader", "GET", place).json()["note"] == "one"


def test_a_rejection_says_why_and_a_vote_is_seen(here: World) -> None:
    made = _proposed(here)
    place = f"terms/{made.json()['id']}"
    here.ask("member", "PUT", f"{place}/vote", {"value": 1})
    waiting = here.ask("reviewer", "GET", "terms/review?limit=200").json()["items"]
    [mine] = [item for item in waiting if item["id"] == made.json()["id"]]

    assert mine["votes"]["yes"] == [here.people["member"].name]
    silent = here.ask("reviewer", "POST", f"{place}/reject", {}, _etag(made))
    assert said(silent) == "refused"
    told = here.ask("reviewer", "POST", f"{place}/reject", {"comment": "a dog"}, _etag(made))
    assert {term["status"] for term in told.json()["terms"]} == {"rejected"}


def test_a_term_of_ones_own_holds_at_once_and_for_oneself_alone(here: World) -> None:
    made = _proposed(here, "other", scope="personal").json()

    assert {term["status"] for term in made["terms"]} == {"approved"}
    assert here.ask("other", "GET", f"terms/{made['id']}").status_code == 200
    assert here.ask("administrator", "GET", f"terms/{made['id']}").status_code == 404
    text = made["terms"][0]["text"]
    assert [item["id"] for item in here.ask("other", "POST", "terms/find", {"text": text}).json()]
    assert here.ask("member", "POST", "terms/find", {"text": text}).json() == []


def test_a_term_of_a_project_is_decided_on_by_its_reviewers(here: World) -> None:
    project = here.project()
    name = here.ask("member", "GET", f"projects/{project}").json()["name"]
    made = _proposed(here, scope="project", project=name)
    place = f"terms/{made.json()['id']}"

    assert said(_proposed(here, "other", scope="project", project=name)) == "not_found"
    assert said(_proposed(here, "reader", scope="project", project=name)) == "forbidden"
    assert here.ask("other", "GET", place).status_code == 404
    done = here.ask("reviewer", "POST", f"{place}/approve", {}, _etag(made))
    assert done.status_code == 200, done.text


def test_concepts_are_listed_in_pages_and_found_in_a_text(here: World) -> None:
    made = [_proposed(here, domain="pages").json() for _ in range(3)]
    wanted = {item["id"] for item in made}

    listed, cursor = [], ""
    while cursor is not None:
        page = here.ask("reader", "GET", f"terms?limit=2&domain=pages&cursor={cursor}").json()
        listed += [item["id"] for item in page["items"]]
        cursor = page["next"]

    assert sorted(listed) == sorted(wanted)
    text = "，".join(item["terms"][0]["text"] for item in made)
    found = here.ask("reader", "POST", "terms/find", {"text": f"{text}和标准"}).json()
    assert wanted <= {item["id"] for item in found}
    assert 0 in {item["revision"] for item in found}


def test_further_terms_are_proposed_beside_those_that_there_are(here: World) -> None:
    made = _proposed(here)
    more = {"terms": [{"text": unique("tomcat "), "language": "en"}]}
    done = here.ask("member", "POST", f"terms/{made.json()['id']}/terms", more, _etag(made))

    assert [item["grade"] for item in done.json()["terms"]].count("admitted") == 1
    again = here.ask("member", "POST", f"terms/{made.json()['id']}/terms", more, _etag(done))
    assert said(again) == "refused"


def _import(world: World, who: str, data: bytes, name: str = "a.csv", **fields: str) -> Response:
    headers = {"Authorization": f"Bearer {world.secrets[who]}"}
    place = f"{V1}/terms/import"
    files = {"file": (name, io.BytesIO(data))}
    return world.client.post(place, data=fields, files=files, headers=headers)


def test_a_file_is_imported_with_every_bad_row_named_and_nothing_twice(here: World) -> None:
    zh = unique("鼠")
    data = f"zh,en\n{zh},mouse\n,rat\n".encode()
    first, second = _import(here, "member", data), _import(here, "member", data)

    assert first.json()["added"] == 1
    assert first.json()["refused_count"] == 1
    assert "a.csv, line 3" in first.json()["refused"][0]
    assert (second.json()["added"], second.json()["same"]) == (0, 1)
    assert said(_import(here, "member", data, approved="true")) == "forbidden"
    assert said(_import(here, "member", b"x", "a.pdf")) == "invalid_input"


def test_a_file_takes_the_approval_of_no_term(here: World) -> None:
    zh, en = unique("象"), unique("elephant ")
    _import(here, "reviewer", f"zh,en\n{zh},{en}\n".encode(), approved="true")
    changed = _import(here, "member", f"zh,en,note\n{zh},{en},grey\n".encode())

    assert changed.json()["refused_count"] == 1
    [found] = here.ask("reader", "POST", "terms/find", {"text": zh}).json()
    assert {term["status"] for term in found["terms"]} == {"approved"}


@pytest.mark.parametrize("form", ["tbx", "csv", "tsv", "xlsx"])
def test_what_is_exported_is_imported_as_it_was(here: World, form: str) -> None:
    made = _proposed(here, domain=f"export {form}").json()
    file = here.ask("reader", "GET", f"terms/export?format={form}&domain=export {form}")

    assert file.headers["content-disposition"] == f'attachment; filename="terms.{form}"'
    again = _import(here, "member", file.content, f"terms.{form}").json()
    assert (again["added"], again["changed"], again["same"]) == (0, 0, 1), again
    assert made["id"]


def test_rivals_are_listed_and_all_is_counted(here: World) -> None:
    zh = unique("虎")
    for en in ("tiger", "panther"):
        _import(here, "reviewer", f"zh,en\n{zh},{en}\n".encode(), approved="true")

    rivals = [
        item for item in here.ask("reader", "GET", "terms/conflicts").json() if item["source"] == zh
    ]
    assert {term["target"] for item in rivals for term in item["terms"]} == {"tiger", "panther"}
    stats = here.ask("reader", "GET", "terms/stats").json()
    assert stats["concepts"] >= 2
    assert stats["status"]["approved"] >= 4


def test_terms_are_extracted_from_pairs_and_proposed(here: World) -> None:
    frames = (
        ("{}应符合要求。", "The {} shall comply with the requirements."),
        ("安装{}之前应检查。", "Check it before the {} is mounted."),
        ("本章适用于{}。", "This clause applies to the {}."),
        ("使用{}时宜佩戴手套。", "Gloves should be worn when using the {}."),
    )
    nouns = (("轴流风扇", "axial fan"), ("压力容器", "pressure vessel"))
    pairs = [
        {"zh": zh.format(ours), "en": en.format(theirs)}
        for zh, en in frames
        for ours, theirs in nouns
    ]
    found = here.ask("member", "POST", "terms/extract", {"pairs": pairs, "propose": True}).json()

    assert found["pairs"] == len(pairs)
    assert ("轴流风扇", "axial fan") in {(item["zh"], item["en"]) for item in found["terms"]}
    assert found["proposed"] >= 1
