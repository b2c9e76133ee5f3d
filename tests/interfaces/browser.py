"""A real browser on pages that were made without a server: nothing of it reaches a network."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_core_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Page, Route, sync_playwright

HOUSE = "http://jiyao.test"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@contextmanager
def opened(pages: Mapping[str, HttpResponse], width: int = 1280) -> Iterator[Page]:
    """A page of a browser that knows these addresses and the files that they load."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            body = Path(str(found)).read_bytes() if found else b""
            route.fulfill(status=200 if found else 404, content_type=TYPES[Path(path).suffix], body=body)
            return
        made = pages[path]
        route.fulfill(status=made.status_code, headers=dict(made.headers), body=made.content)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.route("**/*", answer)
        yield page
        browser.close()


def barriers(page: Page) -> list[tuple[str, Any]]:
    """What bars people from the page that is open: the rule, and where."""
    found = Axe().run(page)["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
