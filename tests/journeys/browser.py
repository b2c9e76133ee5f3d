"""A browser on the product's pages, with axe at hand, and pictures of what it saw."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TypeVar
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import axe_core_python
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

T = TypeVar("T")
SCREENSHOTS = Path(__file__).parents[2] / "var/screenshots"
"""Where pictures stay, to be looked at."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")
RUN = (
    "async (rules) => (await axe.run({runOnly: rules})).violations.map(v => [v.id, v.nodes.map(n => n.html)])"
)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the product, served by a thread of this process."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), WSGIServer, _Quiet)
    thread = Thread(target=_serve, args=(server,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _serve(server: WSGIServer) -> None:
    try:
        server.serve_forever(poll_interval=0.05)
    finally:
        connections.close_all()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium; the test is skipped where there is none."""
    with sync_playwright() as playwright:
        found = (
            shutil.which("chromium") or shutil.which("google-chrome") or playwright.chromium.executable_path
        )
        if not Path(found).exists():
            pytest.skip("no Chromium on this machine: `playwright install chromium` brings one")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def comes_in(page: Page, address: str, username: str, password: str) -> None:
    """Fills in the form of signing in."""
    page.goto(f"{address}/account/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")


@dataclass
class Looking:
    """Somebody who looks at a page: for what bars people from it, and for a picture."""

    page: Page
    name: str

    def at(self, what: str) -> None:
        """Keeps a picture, and fails on what bars people from the page."""
        folder = SCREENSHOTS / self.name
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{what}.png", full_page=True, caret="initial")
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE)
        assert self.page.evaluate(RUN, RULES) == [], what


def page_of(browser: Browser, client: Client, address: str, locale: str, width: int) -> Page:
    """A page of somebody who is signed in."""
    context = browser.new_context(viewport={"width": width, "height": 844}, locale=locale)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return context.new_page()


def aside(work: Callable[[], T]) -> T:
    """What the work gives, done in a thread of its own: the browser holds this one."""

    def done() -> T:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()
