"""`biaoyi serve` as a process: it says where it is, answers, and ends what it has begun."""

import json
import os
import re
import signal
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.command import BIAOYI, biaoyi_alone, refused

_END = 30  # seconds that a process gets to end


@dataclass
class Server:
    """A running process: its port, and the key that it printed, if any."""

    process: subprocess.Popen[str]
    port: int
    key: str

    def rest(self) -> str:
        """Let it end, and return what it logged."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=_END)[1]


@contextmanager
def _served(data: Path, **settings: str) -> Iterator[Server]:
    process = subprocess.Popen(  # noqa: S603 - our own command
        [BIAOYI, "serve", "--port", "0"],
        env={**os.environ, "BIAOYI_DATA": str(data), "BIAOYI_ENGINE": "echo", **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    watch = threading.Timer(4 * _END, process.kill)  # so that no test waits for ever
    watch.start()
    try:
        yield _started(process)
    finally:
        watch.cancel()
        process.kill()
        process.communicate()


def _started(process: subprocess.Popen[str]) -> Server:
    key = ""
    for line in process.stderr or ():
        if re.fullmatch(r"  by_\S+\n", line):
            key = line.strip()
        if found := re.match(r"biaoyi: http://127\.0\.0\.1:(\d+)", line):
            return Server(process, int(found[1]), key)
    raise AssertionError("it did not start")


def _get(server: Server, path: str, key: str = "") -> dict[str, object]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{path}", headers={"Authorization": f"Bearer {key}"}
    )
    with urllib.request.urlopen(request, timeout=_END) as answer:  # noqa: S310
        return dict(json.load(answer))


def test_it_starts_without_any_set_up_and_prints_a_key_once(tmp_path: Path) -> None:
    with _served(tmp_path / "data") as server:
        key = server.key
        assert key
        assert _get(server, "/ready")["status"] == "ok"
        assert "manage" in str(_get(server, "/api/v1/me", key)["permissions"])
        logged = server.rest()

    assert key not in logged
    events = [json.loads(line) for line in logged.splitlines()]
    assert [one["route"] for one in events if one["event"] == "request"] == ["/ready", "/api/v1/me"]
    with _served(tmp_path / "data") as again:
        assert again.key == ""
        assert _get(again, "/api/v1/me", key)["permissions"]


def test_a_request_that_was_begun_is_answered_after_the_signal_to_stop(tmp_path: Path) -> None:
    key = "a-key-of-our-own-0123456789"
    with _served(tmp_path / "data", BIAOYI_API_KEY=key) as server:
        body = json.dumps({"texts": ["风扇"]}).encode()
        head = (
            "POST /api/v1/translate HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Authorization: Bearer {key}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", server.port), timeout=_END) as line:
            line.sendall(head.encode() + body[:5])
            _get(server, "/live")  # by then it has seen the other request
            server.process.send_signal(signal.SIGTERM)
            for told in server.process.stderr or ():
                if "Shutting down" in told:
                    break
            line.sendall(body[5:])
            answer = b"".join(iter(lambda: line.recv(65536), b""))

        assert answer.startswith(b"HTTP/1.1 200")
        assert "风扇" in answer.decode()
        server.process.communicate(timeout=_END)


def test_a_database_of_ones_own_is_not_changed_unasked(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'own.db'}"

    ran = biaoyi_alone("serve", "--database", address)

    refused(ran, "its tables are not made yet; run: biaoyi db upgrade")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"BIAOYI_PORT": "many"}, "BIAOYI_PORT"),
        ({"BIAOYI_SIGN_UP": "perhaps"}, "BIAOYI_SIGN_UP"),
        ({"BIAOYI_API_KEY": "short"}, "BIAOYI_API_KEY"),
        ({"BIAOYI_CONFIG": "/nowhere.toml"}, "/nowhere.toml: cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], said: str
) -> None:
    from tests.cli.command import biaoyi

    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    ran = biaoyi("serve")

    refused(ran, said)
    assert "short" not in ran.err


def test_a_file_of_settings_goes_behind_the_environment(tmp_path: Path) -> None:
    from serve.settings import read_serve_settings
    from translator.errors import InputError

    place = tmp_path / "biaoyi.toml"
    place.write_text('port = 9000\nquota = 5\nteams = ["a", "b"]\n', encoding="utf-8")
    environment = {"BIAOYI_CONFIG": str(place), "BIAOYI_PORT": "9001", "BIAOYI_QUOTA": ""}

    told = read_serve_settings(environment, host="0.0.0.0")  # noqa: S104

    assert (told.port, told.quota, told.host, told.core.teams) == (9001, 5, "0.0.0.0", ("a", "b"))  # noqa: S104
    place.write_text("prot = 9000\n", encoding="utf-8")
    with pytest.raises(InputError, match="no such setting: prot"):
        read_serve_settings(environment)


def test_an_address_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = biaoyi_alone("serve", "--port", taken.getsockname()[1], BIAOYI_ENGINE="echo")

    assert ran.code == 2, ran
    assert "cannot be listened at" in ran.err
