"""A browser that is installed on this machine, and a server with the small case, run once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desks import laid_out, served
from detente.app import Desk

pytest.importorskip("playwright", reason="Playwright is not installed")

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; in CI its absence is a failure."""
    if CHROMIUM is None:
        if os.environ.get("DETENTE_BROWSER") == "required":
            pytest.fail("no Chromium is installed, and the tests in the browser must run in CI")
        pytest.skip("no Chromium is installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that tests only look at."""
    return laid_out(tmp_path_factory.mktemp("looked-at"))


@pytest.fixture(scope="session")
def address(desk: Desk) -> Iterator[str]:
    """Its server."""
    with served(desk) as found:
        yield found


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    """A desk of the test's own, without a run, and its server."""
    made = laid_out(tmp_path, is_run=False)
    with served(made) as found:
        yield made, found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may say nothing to the console, and load nothing from elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    said: list[str] = []
    opened.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on(
        "request",
        lambda asked: (
            said.append(asked.url)
            if not asked.url.startswith(("http://127.0.0.1", "blob:", "data:"))
            else None
        ),
    )
    opened.expected = []  # type: ignore[attr-defined]
    yield opened
    # A refusal (409, 422) that a test provokes is told by the browser as a failed load.
    unexpected = [text for text in said if not any(part in text for part in opened.expected)]  # type: ignore[attr-defined]
    context.close()
    assert unexpected == []
