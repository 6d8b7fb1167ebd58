"""A server as `biaoyi serve` runs it, with the shipped model, that clients can be pointed at."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
import uvicorn

from serve.app import create_app
from serve.service import Service
from serve.settings import read_serve_settings

KEY = "a-key-for-the-clients-0123456789"
_PATIENCE = 60.0  # seconds until it must have started


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it is, its administrator's key, and what it has opened."""

    url: str
    key: str
    service: Service


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests of clients."""
    environment = {
        **os.environ,
        "BIAOYI_DATA": str(tmp_path_factory.mktemp("served")),
        "BIAOYI_API_KEY": KEY,
    }
    app = create_app(read_serve_settings(environment, requests_a_minute=0))
    running = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=5))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=running.run, args=([listening],))
        thread.start()
        try:
            ends = time.monotonic() + _PATIENCE
            while not running.started and thread.is_alive() and time.monotonic() < ends:
                time.sleep(0.05)
            assert running.started
            yield Server(f"http://127.0.0.1:{listening.getsockname()[1]}", KEY, app.state.service)
        finally:
            running.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Word file of a few sentences."""
    document = docx.Document()
    document.add_heading("范围", 1)
    document.add_paragraph("本文件规定了风扇的试验方法。").add_run(
        "风扇应符合表 3 的要求。"
    ).bold = True
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "额定电压", "220 V"
    place = tmp_path_factory.mktemp("drafts") / "draft.docx"
    document.save(str(place))
    return place
