"""Documents: taken in, translated by a job, watched, downloaded; and by whom."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from httpx2 import Response
from lxml import etree

from serve.auth.roles import Role
from serve.services.exports import Form
from tests.serve.conftest import Opener
from tests.serve.watching import awaited, uploaded
from tests.serve.world import World, said

TEXT = "范围\n\n本标准规定了风扇的要求。本标准适用于风扇。\n\n风扇应符合表 3 的要求。\n"
LIBRARY = Path(__file__).parents[3] / "shared" / "docs" / "synthetic"


def _upload(world: World, name: str, data: bytes, who: str = "member", **fields: str) -> Response:
    return world.client.post(
        "/api/v1/documents",
        files={"file": (name, data)},
        data=fields,
        headers={"Authorization": f"Bearer {world.secrets[who]}"},
    )


def test_a_document_is_translated_and_comes_back_in_every_form(opened: Opener) -> None:
    world = opened(jobs="here")
    made = _upload(world, "标准.txt", TEXT.encode(), mode="strict")

    document = made.json()
    assert (made.status_code, document["state"], document["segments"]) == (201, "queued", 4)
    assert (document["source_language"], document["target_language"]) == ("zh", "en")
    done = awaited(world, document["id"])
    assert (done["done"], done["total"], done["seconds_left"]) == (4, 4, None)
    found = {
        form: world.ask("member", "GET", f"documents/{document['id']}/exports/{form.value}")
        for form in Form
    }
    assert {answer.status_code for answer in found.values()} == {200}
    assert found[Form.SOURCE].content == TEXT.encode()
    assert found[Form.TRANSLATION].text == TEXT  # the engine gives texts back
    named = found[Form.TRANSLATION].headers["content-disposition"]
    assert "filename*=UTF-8''%E6%A0%87%E5%87%86.en.txt" in named
    assert (
        "word/document.xml" in zipfile.ZipFile(io.BytesIO(found[Form.BILINGUAL].content)).namelist()
    )
    units = etree.fromstring(found[Form.XLIFF].content).findall(".//{*}segment")
    pairs = etree.fromstring(found[Form.TMX].content).findall(".//tu")
    report = json.loads(found[Form.REPORT_JSON].content)
    assert (len(units), report["segments"], report["mode"]) == (4, 4, "strict")
    assert len(pairs) <= 4
    assert "风扇" in found[Form.REPORT_HTML].text


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0", 415, "unknown_format"),
        ("macro.docm", b"PK\3\4", 415, "unknown_format"),
        ("torn.docx", b"PK\3\4 and no more", 422, "broken_document"),
        ("empty.docx", b"", 422, "broken_document"),
        ("", b"text", 422, "invalid"),
    ],
)
def test_a_file_that_cannot_be_translated_is_refused_with_the_reason(
    here: World, name: str, data: bytes, status: int, code: str
) -> None:
    before = here.ask("member", "GET", "documents").json()["items"]

    answer = _upload(here, name, data)

    assert (answer.status_code, said(answer)) == (status, code)
    assert here.ask("member", "GET", "documents").json()["items"] == before


def test_what_is_asked_for_must_be_what_the_file_is(here: World) -> None:
    same = _upload(here, "a.txt", TEXT.encode(), target="zh")
    unknown = _upload(here, "a.txt", TEXT.encode(), target="fr")

    assert (same.status_code, said(same)) == (422, "invalid_input")
    assert (unknown.status_code, said(unknown)) == (422, "invalid")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(opened: Opener) -> None:
    world = opened(max_upload=2000)

    answer = _upload(world, "a.txt", TEXT.encode() * 100)

    assert (answer.status_code, said(answer)) == (413, "too_large")


def test_a_name_is_no_place_on_the_disk(here: World) -> None:
    made = _upload(here, "../../etc/pass\u202ewd.txt", TEXT.encode())

    assert made.json()["name"] == "passwd.txt"


def test_a_quota_counts_documents(opened: Opener) -> None:
    world = opened(quota=50)

    first = _upload(world, "a.txt", TEXT.encode())
    second = _upload(world, "b.txt", TEXT.encode())

    assert first.status_code == 201
    assert (second.status_code, said(second)) == (429, "quota_exceeded")


def test_a_document_without_a_project_is_its_owners_alone(here: World) -> None:
    identity = uploaded(here, TEXT, "other")
    awaited(here, identity, "other")

    for who in ("member", "reviewer", "administrator"):
        for path in ("", "/progress", "/events", "/exports/source", "/segments", "/segments/0"):
            answer = here.ask(who, "GET", f"documents/{identity}{path}")
            assert (answer.status_code, said(answer)) == (404, "not_found")
        listed = here.ask(who, "GET", "documents?limit=200").json()["items"]
        assert identity not in [item["id"] for item in listed]
    assert here.ask("other", "GET", f"documents/{identity}").status_code == 200


def test_a_project_owns_its_documents(here: World) -> None:
    project = here.project()
    identity = _upload(here, "a.txt", TEXT.encode(), project=project).json()["id"]
    awaited(here, identity)

    seen = {who: here.ask(who, "GET", f"documents/{identity}").status_code for who in here.secrets}
    foreign = _upload(here, "a.txt", TEXT.encode(), "other", project=project)
    listed = here.ask("reader", "GET", f"documents?project={project}").json()["items"]
    changed = here.ask("reader", "PATCH", f"documents/{identity}", {"name": "b.txt"}, _seen("2"))

    assert seen == {
        "reader": 200,
        "other": 404,
        "member": 200,
        "reviewer": 200,
        "administrator": 200,
    }
    assert (foreign.status_code, said(foreign)) == (404, "not_found")
    assert [item["id"] for item in listed] == [identity]
    assert changed.status_code == 403


def _seen(number: str) -> dict[str, str]:
    return {"If-Match": f'"{number}"'}


def test_a_document_is_renamed_and_thrown_away_by_who_saw_it(here: World) -> None:
    identity = uploaded(here, TEXT)
    awaited(here, identity)
    tag = here.ask("member", "GET", f"documents/{identity}").headers["etag"]

    stale = here.ask("member", "PATCH", f"documents/{identity}", {"name": "b.txt"}, _seen("99"))
    other = here.ask(
        "member", "PATCH", f"documents/{identity}", {"name": "b.docx"}, {"If-Match": tag}
    )
    renamed = here.ask(
        "member", "PATCH", f"documents/{identity}", {"name": "b.txt"}, {"If-Match": tag}
    )
    gone = here.ask(
        "member", "DELETE", f"documents/{identity}", None, {"If-Match": renamed.headers["etag"]}
    )

    assert (stale.status_code, other.status_code) == (412, 422)
    assert renamed.json()["name"] == "b.txt"
    assert gone.status_code == 204
    assert here.ask("member", "GET", f"documents/{identity}").status_code == 404


def test_an_upload_that_is_repeated_is_one_document(here: World) -> None:
    key = {"Idempotency-Key": "upload-1", "Authorization": f"Bearer {here.secrets['member']}"}
    body = here.client.build_request(
        "POST", "/api/v1/documents", files={"file": ("a.txt", TEXT.encode())}
    )
    headers = {**key, "Content-Type": body.headers["content-type"]}

    answers = [
        here.client.post("/api/v1/documents", content=body.read(), headers=headers)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


def test_progress_comes_as_events_until_the_end(here: World) -> None:
    identity = uploaded(here, TEXT)

    events = here.ask("member", "GET", f"documents/{identity}/events").text

    last = events.strip().split("\n\n")[-1].splitlines()
    assert last[0] == "event: end"
    assert json.loads(last[1].removeprefix("data: "))["state"] == "done"


def test_what_a_person_may_no_longer_do_their_job_may_not_either(here: World) -> None:
    here.service.queue.stop()  # the jobs of this test wait
    here.person("gone", Role.TRANSLATOR)
    identity = uploaded(here, TEXT, "gone")
    account = here.people["gone"]
    here.ask("administrator", "PATCH", f"users/{account.id}", {"role": "reader"}, _seen("1"))

    here.service.work()

    assert awaited(here, identity, "gone", "failed")["error"] == "forbidden"


def test_a_waiting_document_is_cancelled_and_taken_up_again(here: World) -> None:
    here.service.queue.stop()
    identity = uploaded(here, TEXT)

    first = here.ask("member", "POST", f"documents/{identity}/cancel")
    early = here.ask("member", "GET", f"documents/{identity}/exports/translation")
    again = here.ask("member", "POST", f"documents/{identity}/translate")
    twice = here.ask("member", "POST", f"documents/{identity}/translate")
    here.service.work()

    assert first.json()["state"] == "cancelled"
    assert (early.status_code, said(early)) == (409, "not_ready")
    assert again.json()["state"] == "queued"
    assert (twice.status_code, said(twice)) == (409, "conflict")
    assert awaited(here, identity)["state"] == "done"


@pytest.mark.skipif(not LIBRARY.is_dir(), reason="no ../shared/docs")
@pytest.mark.parametrize("name", ["probe_all_en.docx"])
def test_a_real_file_goes_through_the_service_as_through_the_command(
    here: World, name: str
) -> None:
    data = (LIBRARY / name).read_bytes()
    identity = _upload(here, name, data).json()["id"]
    awaited(here, identity)

    back = here.ask("member", "GET", f"documents/{identity}/exports/translation").content

    with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(io.BytesIO(back)) as other:
        assert one.namelist() == other.namelist()
