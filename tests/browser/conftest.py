"""What the tests in a browser share: Chromium, and the reader's pages on the disk and on a web server.

Each page under test is watched: an error on the console, a dialog that a script opens, or a request for anything but
the reader's own files fails the test.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.reading.buckets import merged
from tests.release_sample import release
from tests.test_reader import hostile, lake, seeds

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

CHROMIUM = "PARLEY_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
REMEDY = (
    "no browser: install Chromium (on Debian: apt-get install chromium) and the project's extra `browser`, or name the "
    f"program in {CHROMIUM}"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window. The tests are skipped where there is none."""
    programs = filter(None, [os.environ.get(CHROMIUM), *map(shutil.which, NAMES)])
    program = next(programs, None)
    if program is None:
        pytest.skip(REMEDY)
    playwright = pytest.importorskip("playwright.sync_api", reason=REMEDY)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=arguments)
        yield running
        running.close()


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the seeds and of two small documents, one of which is hostile."""
    return release(tmp_path_factory.mktemp("dist"), merged([seeds(), hostile(), lake()]))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="session", params=["file", "http"])
def reader(request: pytest.FixtureRequest, released: Path) -> Iterator[str]:
    """The address of the reader's folder: once on the disk, once on a web server."""
    if request.param == "file":
        yield f"{released.as_uri()}/reader/"
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(released))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/reader/"
        server.shutdown()


class Watched:
    """A page, and what it did that it should not."""

    def __init__(self, page: Page, reader: str) -> None:
        self.page = page
        self.reader = reader
        self.faults: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self._on_dialog)
        page.on("request", self._on_request)

    def open(self, path: str) -> Page:
        """Opens a page of the reader."""
        self.page.goto(self.reader + path)
        return self.page

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def _on_dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith(self.reader):
            self.faults.append(f"asked for {request.url}")


@pytest.fixture
def watched(browser: Browser, reader: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """An empty page, watched; the marker `context` has options of its own for the browser's context."""
    marker = request.node.get_closest_marker("context")
    context = browser.new_context(**(marker.kwargs if marker else {}))
    context.set_default_timeout(10_000)
    found = Watched(context.new_page(), reader)
    yield found
    context.close()
    assert found.faults == []
