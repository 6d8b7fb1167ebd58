"""Chromium, where it is installed, and a server for it."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.serve.clients.conftest import Server, draft, server

__all__ = ["draft", "server"]
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser of this machine."""
    place = next(filter(None, map(shutil.which, _NAMES)), None)
    if place is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """An empty page of a browser that knows nobody; what it complains of fails the test."""
    context = browser.new_context(base_url=server.url, locale="en-GB")
    made = context.new_page()
    complaints: list[str] = []
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on(
        "console",
        lambda told: complaints.append(told.text) if "Security Policy" in told.text else None,
    )
    yield made
    context.close()
    assert complaints == []
