"""One text has one translation, on every route; equal requests at one time are one."""

import threading
import time

import httpx2
import pytest

from serve.services.inflight import InFlight
from tests.serve.clients.conftest import Server

TEXTS = [
    "风扇应符合表 3 的要求，额定电压为 220 V。",
    "本文件规定了测量不确定度的评定方法。",
    "试验应在 15 ℃～35 ℃ 的环境温度下进行。",
]


def _post(server: Server, path: str, **body: object) -> httpx2.Response:
    headers = {"Authorization": f"DeepL-Auth-Key {server.key}"}
    answer = httpx2.post(f"{server.url}{path}", json=body, headers=headers, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer


def test_the_same_text_has_the_same_translation_on_every_route(server: Server) -> None:
    ours = _post(server, "/api/v1/translate", texts=TEXTS, source="zh", target="en").json()
    deepl = _post(server, "/v2/translate", text=TEXTS, source_lang="ZH", target_lang="EN").json()
    libre = _post(server, "/translate", q=TEXTS, source="zh", target="en").json()

    wanted = [item["translation"] for item in ours["translations"]]
    assert [item["text"] for item in deepl["translations"]] == wanted
    assert libre["translatedText"] == wanted


def test_tags_change_nothing_of_a_text_without_any(server: Server) -> None:
    plain = _post(server, "/v2/translate", text=TEXTS, target_lang="EN").json()
    tagged = _post(server, "/v2/translate", text=TEXTS, target_lang="EN", tag_handling="xml").json()

    assert tagged == plain


def test_equal_calls_at_one_time_are_one_call() -> None:
    inflight = InFlight()
    entered = threading.Event()
    second: list[int] = []

    def ask_too() -> None:
        entered.set()
        second.append(inflight.shared("text", lambda: 2))

    def call() -> int:
        other.start()
        entered.wait()
        time.sleep(0.3)  # in which the other begins to wait
        return 1

    other = threading.Thread(target=ask_too)
    first = inflight.shared("text", call)
    other.join()

    assert (first, second) == (1, [1])
    assert inflight.shared("text", lambda: 3) == 3


def test_a_call_that_fails_fails_for_all_who_wait_and_is_then_forgotten() -> None:
    inflight = InFlight()

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        inflight.shared("text", fail)
    assert inflight.shared("text", lambda: 7) == 7
