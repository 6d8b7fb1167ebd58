"""Two people at once, and one person twice: nothing is lost, nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import insert, select

from serve import schema
from serve.auth.roles import Role
from serve.auth.tokens import digest
from serve.database import now
from serve.services.accounts import NewAccount, add
from tests.serve.world import World, said, unique


def test_a_change_needs_the_revision_that_was_seen(world: World) -> None:
    path = f"users/{world.people['member'].id}"
    changed = {"display": "李娜"}

    assert said(world.ask("administrator", "PATCH", path, changed)) == "precondition_required"
    first = world.ask("administrator", "PATCH", path, changed, {"If-Match": '"1"'})
    second = world.ask("administrator", "PATCH", path, {"display": "Li"}, {"If-Match": '"1"'})

    assert (first.status_code, first.headers["etag"]) == (200, '"2"')
    assert (second.status_code, said(second)) == (412, "stale")
    assert second.headers["etag"] == '"2"'
    assert world.ask("administrator", "GET", path).json()["display"] == "李娜"


def test_of_many_at_once_one_wins_each_revision(world: World) -> None:
    project = world.project()

    def change(number: int) -> int:
        title = {"title": f"title {number}"}
        match = {"If-Match": '"1"'}
        return world.ask("administrator", "PATCH", f"projects/{project}", title, match).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(change, range(16)))

    assert statuses == [200] + 15 * [412]


def test_a_request_with_a_key_is_done_once_and_answered_alike(world: World) -> None:
    new = {"name": unique("wang"), "role": "reader"}
    key = {"Idempotency-Key": "one"}

    first = world.ask("administrator", "POST", "users", new, key)
    second = world.ask("administrator", "POST", "users", new, key)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["etag"] == first.headers["etag"]
    assert second.headers["idempotency-replayed"] == "true"
    other = world.ask("administrator", "POST", "users", {**new, "role": "translator"}, key)
    assert (other.status_code, said(other)) == (422, "idempotency_other")


def test_the_keys_of_two_callers_are_two_keys(world: World) -> None:
    key = {"Idempotency-Key": "one"}

    answers = [
        world.ask(who, "POST", "translate", {"texts": ["风扇"]}, key)
        for who in ("member", "reviewer")
    ]

    assert [answer.headers.get("idempotency-replayed") for answer in answers] == [None, None]


def test_a_refusal_is_no_answer_to_be_kept(world: World) -> None:
    new = {"name": unique("wang"), "role": "reader"}
    key = {"Idempotency-Key": "one"}
    assert world.ask("member", "POST", "users", new, key).status_code == 403
    changed = {"role": "administrator"}
    user = world.people["member"].id
    world.ask("administrator", "PATCH", f"users/{user}", changed, {"If-Match": '"1"'})

    assert world.ask("member", "POST", "users", new, key).status_code == 201


def test_after_a_crash_it_is_known_whether_a_request_had_effect(world: World) -> None:
    kept = schema.idempotency
    caller = digest(f"Bearer {world.secrets['administrator']}\n")
    new = {"name": unique("wang"), "role": "reader"}
    lost = world.ask("administrator", "POST", "users", new, {"Idempotency-Key": "lost"})
    with world.service.database.writing() as connection:
        mine = (kept.c.caller == caller) & (kept.c.key == "lost")
        assert connection.execute(select(kept.c.state).where(mine)).scalar_one() == "answered"
        connection.execute(kept.update().where(mine).values(state="committed"))
        row = connection.execute(select(kept).where(mine)).one()._mapping
        running = {**row, "key": "running", "state": "running", "at": now()}
        gone = {**row, "key": "gone", "state": "running", "at": "2026-01-01T00:00:00.000+00:00"}
        connection.execute(insert(kept), [running, gone])

    answers = {
        key: world.ask("administrator", "POST", "users", new, {"Idempotency-Key": key})
        for key in ("lost", "running", "gone")
    }

    assert lost.status_code == 201
    assert said(answers["lost"]) == "idempotency_lost"
    assert said(answers["running"]) == "idempotency_running"
    assert said(answers["gone"]) == "taken"  # it was tried again, and the name is there


def test_what_a_request_writes_and_that_it_did_are_one_transaction(world: World) -> None:
    from serve.context import CLAIM, Claim

    row = {"caller": "me", "key": "one", "request": "", "state": "running", "at": now()}
    empty = {"status": 0, "headers": "", "body": b""}
    with world.service.database.writing() as connection:
        connection.execute(insert(schema.idempotency).values(**row, **empty))
    token = CLAIM.set(Claim("me", "one"))
    try:
        with world.service.database.writing() as connection:
            add(connection, NewAccount(unique("wang"), Role.READER), "")
    finally:
        CLAIM.reset(token)

    with world.service.database.reading() as connection:
        mine = schema.idempotency.c.caller == "me"
        state = connection.scalars(select(schema.idempotency.c.state).where(mine)).one()
    assert state == "committed"


def test_lists_are_walked_without_skips_or_repeats(world: World) -> None:
    names = {world.project() for _ in range(5)}

    seen: list[str] = []
    cursor = ""
    while True:
        page = world.ask("member", "GET", f"projects?limit=2&cursor={cursor}").json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = page["next"]

    assert len(seen) == 5
    assert set(seen) == names
    for broken in ("x", "W10", "eyJhIjoxfQ", "WyJcdTAwMDAiXQ", "WzEsMl0"):
        answer = world.ask("member", "GET", f"projects?cursor={broken}")
        assert (answer.status_code, said(answer)) == (400, "malformed")
