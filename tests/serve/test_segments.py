"""Segments: read, edited, confirmed, split, joined, talked about; nobody's work is lost."""

from typing import Any

import pytest
from httpx2 import Response

from serve.auth.sign_in import by_id
from tests.serve.conftest import Opener
from tests.serve.watching import awaited, uploaded
from tests.serve.world import World, said

TEXT = (
    "风扇应符合表 3 的要求。滤网应清洁。\n\n"
    "风扇应符合表 4 的要求。\n\n"
    "滤网应清洁。\n\n"
    "外壳应接地。\n"
)
FAN = "The fan shall meet the requirements of Table 3."


@pytest.fixture
def document(here: World) -> str:
    """A document that is translated."""
    identity = uploaded(here, TEXT)
    awaited(here, identity)
    return identity


def _segments(world: World, document: str, query: str = "") -> list[dict[str, Any]]:
    answer = world.ask("member", "GET", f"documents/{document}/segments{query}")
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def _change(
    world: World,
    document: str,
    segment: dict[str, Any],
    body: object,
    what: str = "",
    who: str = "member",
) -> Response:
    path = f"documents/{document}/segments/{segment['position']}{what}"
    seen = {"If-Match": f'"{segment["number"]}"'}
    return world.ask(who, "POST" if what else "PATCH", path, body, seen)


def test_segments_come_in_reading_order_page_by_page(here: World, document: str) -> None:
    first = here.ask("member", "GET", f"documents/{document}/segments?limit=2").json()
    after = here.ask("member", "GET", f"documents/{document}/segments?cursor={first['next']}")

    found = [*first["items"], *after.json()["items"]]
    assert [item["source"]["text"].strip() for item in found] == [
        "风扇应符合表 3 的要求。",
        "滤网应清洁。",
        "风扇应符合表 4 的要求。",
        "滤网应清洁。",
        "外壳应接地。",
    ]
    assert [item["position"] for item in found] == sorted(item["position"] for item in found)
    assert after.json()["next"] is None


def test_segments_are_found_by_state_and_by_words(here: World, document: str) -> None:
    grounded = _segments(here, document, "?words=接地")
    _change(here, document, grounded[0], {"state": "needs review"})

    assert len(_segments(here, document, "?words=滤网")) == 2
    reviewed = _segments(here, document, "?state=needs%20review")
    assert [item["source"]["text"] for item in reviewed] == ["外壳应接地。"]


def test_an_edit_is_kept_with_what_was_before(here: World, document: str) -> None:
    segment = _segments(here, document)[0]

    answer = _change(here, document, segment, {"target": {"text": "The fan."}})

    edited = answer.json()["segment"]
    assert (edited["target"]["text"], edited["origin"], edited["state"]) == (
        "The fan.",
        "human",
        "translated",
    )
    assert answer.headers["etag"] == f'"{segment["number"] + 1}"'
    path = f"documents/{document}/segments/{segment['position']}"
    history = here.ask("member", "GET", f"{path}/history").json()
    assert [(item["what"], item["who"]) for item in history] == [("edit", here.people["member"].id)]
    assert history[0]["before"]["target"] == segment["target"]
    exported = here.ask("member", "GET", f"documents/{document}/exports/translation").text
    assert exported.startswith("The fan.")


def test_of_two_edits_at_once_one_is_refused(here: World, document: str) -> None:
    segment = _segments(here, document)[0]

    first = _change(here, document, segment, {"target": {"text": "one"}})
    second = _change(here, document, segment, {"target": {"text": "two"}})
    path = f"documents/{document}/segments/{segment['position']}"
    without = here.ask("member", "PATCH", path, {"state": "translated"})

    assert first.status_code == 200
    assert (second.status_code, said(second)) == (412, "stale")
    assert second.headers["etag"] == first.headers["etag"]
    assert (without.status_code, said(without)) == (428, "precondition_required")


def test_what_is_confirmed_is_remembered_and_helps_the_rest_of_the_document(
    opened: Opener,
) -> None:
    world = opened(jobs="here")
    document = uploaded(world, TEXT)
    awaited(world, document)
    before = _segments(world, document)

    body = {"target": {"text": FAN}, "state": "confirmed"}
    done = _change(world, document, before[0], body).json()

    after = _segments(world, document)
    assert done["remembered"]
    assert done["spread"] == [before[2]["position"]]
    assert after[2]["target"]["text"] == FAN.replace("3", "4")
    assert (after[2]["origin"], after[2]["match"]) == ("memory", 98)
    assert [item["state"] for item in after] == ["confirmed", *["translated"] * 4]
    again = uploaded(world, "风扇应符合表 3 的要求。\n")
    awaited(world, again)
    remembered = _segments(world, again)[0]
    assert (remembered["target"]["text"], remembered["origin"]) == (FAN, "memory")
    foreign = uploaded(world, "风扇应符合表 3 的要求。\n", "other")
    awaited(world, foreign, "other")
    theirs = world.ask("other", "GET", f"documents/{foreign}/segments").json()["items"][0]
    assert theirs["origin"] != "memory"


def test_in_a_project_the_pair_is_the_projects(here: World) -> None:
    project = here.project()
    document = uploaded(here, TEXT, project=project)
    awaited(here, document)

    _change(here, document, _segments(here, document)[4], _confirmed("Earth it."))

    actor = by_id(here.service.database, here.people["reviewer"].id)
    assert actor
    kept = [item.entry for item in here.service.memory.pairs(actor.viewer())]
    mine = [item for item in kept if item.en == "Earth it."]
    assert [(item.scope.name, item.owner) for item in mine] == [
        ("TEAM", here.service.projects.get(project, actor).name)
    ]


def test_a_document_has_nothing_of_other_projects(here: World) -> None:
    text = "法兰应平整。\n"
    first, second = here.project(), here.project()
    for project in (first, second):
        document = uploaded(here, text, project=project)
        awaited(here, document)
        found = _segments(here, document)[0]
        assert found["origin"] != "memory"
        if project == first:
            _change(here, document, found, _confirmed("Flanges shall be plane."))
    same = uploaded(here, text, project=first)
    awaited(here, same)

    assert _segments(here, same)[0]["origin"] == "memory"


def _confirmed(text: str) -> dict[str, object]:
    return {"target": {"text": text}, "state": "confirmed"}


def test_what_somebody_wrote_is_not_overwritten(here: World, document: str) -> None:
    before = _segments(here, document)
    _change(here, document, before[3], {"target": {"text": "My own words."}})

    done = _change(here, document, before[1], _confirmed("Keep the filter clean.")).json()

    assert done["spread"] == []
    assert _segments(here, document)[3]["target"]["text"] == "My own words."


def test_a_segment_is_split_and_joined_again(here: World) -> None:
    text = "阀门应关闭严密。阀门应涂漆。\n"
    document = uploaded(here, text)
    awaited(here, document)
    segment = _segments(here, document)[0]
    source = segment["source"]["text"]

    parts = _change(here, document, segment, {"source": 2, "target": 2}, "/split").json()

    assert [item["source"]["text"] for item in parts] == [source[:2], source[2:]]
    assert [item["last"] for item in parts] == [False, False]
    assert len(_segments(here, document)) == 3
    assert here.ask("member", "GET", f"documents/{document}").json()["segments"] == 3
    exported = here.ask("member", "GET", f"documents/{document}/exports/translation").text
    assert exported == text
    path = f"documents/{document}/segments/{parts[1]['position']}/comments"
    here.ask("member", "POST", path, {"text": "why?"})

    joined = _change(here, document, parts[0], None, "/join").json()

    assert joined["source"]["text"] == source
    assert len(_segments(here, document)) == 2
    path = f"documents/{document}/segments/{joined['position']}/comments"
    assert [item["text"] for item in here.ask("member", "GET", path).json()] == ["why?"]
    once_more = _change(here, document, joined, {"source": 4, "target": 4}, "/split")
    assert once_more.status_code == 200


def test_segments_of_two_paragraphs_are_not_joined(here: World, document: str) -> None:
    found = _segments(here, document)

    other = _change(here, document, found[1], None, "/join")
    last = _change(here, document, found[4], None, "/join")
    nothing = _change(here, document, found[0], {"source": 500, "target": 2}, "/split")

    for answer in (other, last, nothing):
        assert (answer.status_code, said(answer)) == (422, "invalid_input")
    assert _segments(here, document) == found


def test_a_segment_may_be_split_until_there_is_no_room(here: World) -> None:
    document = uploaded(here, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉\n")
    awaited(here, document)
    found = _segments(here, document)[0]
    codes = []

    for _ in range(15):
        answer = _change(here, document, found, {"source": 1, "target": 1}, "/split")
        codes.append(answer.status_code)
        if answer.status_code == 200:
            found = answer.json()[1]

    assert codes[:10] == [200] * 10
    text = "".join(item["source"]["text"] for item in _segments(here, document))
    assert text == "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"


def test_comments_are_their_authors(here: World) -> None:
    document = uploaded(here, TEXT, project=here.project())
    awaited(here, document)
    path = f"documents/{document}/segments/0/comments"

    made = here.ask("reader", "POST", path, {"text": "table 3?"}).json()
    one = f"documents/{document}/comments/{made['id']}"
    seen = {"If-Match": '"1"'}
    foreign = here.ask("member", "PATCH", one, {"text": "no"}, seen)
    changed = here.ask("reader", "PATCH", one, {"text": "table 4?"}, seen)
    late = here.ask("reader", "DELETE", one, None, seen)
    gone = here.ask("reader", "DELETE", one, None, {"If-Match": '"2"'})

    assert foreign.status_code == 403
    assert changed.json()["text"] == "table 4?"
    assert (late.status_code, gone.status_code) == (412, 204)
    assert here.ask("reader", "GET", path).json() == []


def test_what_is_not_translated_yet_is_not_edited(here: World) -> None:
    here.service.queue.stop()
    document = uploaded(here, TEXT)
    found = _segments(here, document)[0]

    early = _change(here, document, found, {"target": {"text": "x"}})
    here.service.work()
    awaited(here, document)

    assert found["state"] == "untranslated"
    assert (early.status_code, said(early)) == (409, "not_ready")


def test_only_who_may_edit_does(here: World) -> None:
    document = uploaded(here, TEXT, project=here.project())
    awaited(here, document)
    found = _segments(here, document)[0]

    read = _change(here, document, found, {"state": "confirmed"}, who="reader")
    other = _change(here, document, found, {"state": "confirmed"}, who="other")
    nowhere = _change(here, document, {**found, "position": 1}, {"state": "confirmed"})

    assert (read.status_code, other.status_code, nowhere.status_code) == (403, 404, 404)
