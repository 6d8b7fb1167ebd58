"""How much and how often: sizes, rates, quotas."""

from collections.abc import Iterator

import pytest

from serve.problem import Problem
from serve.rates import Rate
from tests.serve.conftest import Opener
from tests.serve.world import World, said


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_rate_lets_so_many_through_a_minute_and_fills_up_evenly() -> None:
    clock = Clock()
    rate = Rate(6, clock)
    for _ in range(6):
        rate.take("li")

    with pytest.raises(Problem) as refused:
        rate.take("li")
    rate.take("wang")
    clock.now += 10
    rate.take("li")

    assert refused.value.headers == {"Retry-After": "11"}
    with pytest.raises(Problem):
        rate.check("li")


def test_a_rate_forgets_who_was_silent_longest() -> None:
    rate = Rate(1, Clock())

    for number in range(20_000):
        rate.take(str(number))

    rate.take("0")  # its bucket is a new one


def test_who_asks_too_often_waits_and_others_do_not(opened: Opener) -> None:
    world = opened(requests_a_minute=3)
    answers = [world.ask("member", "GET", "me") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert said(answers[3]) == "rate_limited"
    assert int(answers[3].headers["retry-after"]) > 0
    assert world.ask("reviewer", "GET", "me").status_code == 200


def test_an_address_that_guesses_keys_and_passwords_waits(opened: Opener) -> None:
    world = opened(failures_a_minute=3)
    wrong = {"Authorization": "Bearer by_wrong"}
    for _ in range(2):
        assert world.ask("", "GET", "me", headers=wrong).status_code == 401
    guess = {"name": "admin", "password": "wrong password"}
    assert world.ask("", "POST", "sessions", guess).status_code == 401

    assert world.ask("", "GET", "me", headers=wrong).status_code == 429
    assert world.ask("", "POST", "sessions", guess).status_code == 429


def test_a_body_over_the_limit_is_refused_whether_it_says_its_length_or_not(here: World) -> None:
    headers = {"Authorization": f"Bearer {here.secrets['member']}"}
    limit = here.service.settings.max_body
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1 << 20
            yield b" " * (1 << 20)

    told = here.client.post("/api/v1/translate", content=b" " * (limit + 1), headers=headers)
    json = {**headers, "Content-Type": "application/json"}
    not_told = here.client.post("/api/v1/translate", content=endless(), headers=json)

    for answer in (told, not_told):
        assert (answer.status_code, said(answer)) == (413, "too_large")
        assert str(limit) in answer.json()["detail"]


def test_texts_are_counted_and_measured(opened: Opener) -> None:
    world = opened(max_texts=2, max_text=10)

    for texts in (["一", "二", "三"], ["一" * 11]):
        answer = world.ask("member", "POST", "translate", {"texts": texts})
        assert (answer.status_code, said(answer)) == (413, "too_many")


def test_a_quota_is_of_a_month_and_what_failed_is_not_counted(opened: Opener) -> None:
    world = opened(quota=10)
    assert (
        world.ask("member", "POST", "translate", {"texts": ["八个字在这里了。"]}).status_code == 200
    )

    refused = world.ask("member", "POST", "translate", {"texts": ["三个字"]})

    assert (refused.status_code, said(refused)) == (429, "quota_exceeded")
    assert "retry-after" not in refused.headers
    used = world.ask("member", "GET", "usage").json()
    assert (used["used"], used["quota"]) == (8, 10)
    assert [(day["kind"], day["requests"]) for day in used["days"]] == [("text", 1)]
    user = world.people["member"].id
    more = world.ask("administrator", "PATCH", f"users/{user}", {"quota": 20}, {"If-Match": '"1"'})
    assert more.status_code == 200
    assert world.ask("member", "POST", "translate", {"texts": ["三个字"]}).status_code == 200


def test_work_that_fails_inside_is_counted_back(world: World) -> None:
    from serve.auth.actor import Actor

    person = world.people["member"]
    actor = Actor(person.id, person.name, person.role)

    with pytest.raises(ZeroDivisionError), world.service.usage.charged(actor, "text", 1, 100):
        _ = 1 // 0

    assert world.service.usage.this_month(person.id) == 0
