"""Fifty readers at once: `python -m tests.postgresql python -m bench.readers`.

Fills the database that JIYAO_DATABASE_URL names with a million people, serves the pages from two processes, and lets
fifty readers each open a page every two seconds; then as many as the server answers. Readers keep their connections, as
browsers do. Prints Markdown tables of milliseconds.
"""

import argparse
import http.client
import os
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from statistics import median, quantiles
from urllib.parse import urlencode

os.environ.setdefault("JIYAO_DEMONSTRATION", "1")
os.environ.setdefault("JIYAO_DAY", "2025-06-30")

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from bench.one_subject import fill
from bench.serving import PORT, served
from jiyao.foundation.actions.keys import create_keys
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.models import FOREVER, HeldCertificate

READERS, EVERY, SECONDS = 50, 2.0, 60
AT = datetime(2025, 6, 30, tzinfo=UTC)
MEASURE = "/measures/skill-upgrade-subsidy/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = re.compile(r'name="form" value="([^"]+)"')


@dataclass
class Reader:
    """Somebody with a browser."""

    session: str
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookies[settings.SESSION_COOKIE_NAME] = self.session

    def open(self, path: str, posted: dict[str, str] | None = None) -> str:
        """The page; fails where it is not one."""
        method, body = ("GET", None) if posted is None else ("POST", urlencode(posted))
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        if response.status != 200:
            raise RuntimeError(f"{method} {path} answers {response.status}")
        for _, cookie in [h for h in response.getheaders() if h[0].lower() == "set-cookie"]:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return page

    def begin_interview(self) -> None:
        """Chooses who she is, so that a step can be taken again and again."""
        page = self.open("/mine/")
        page = self.open("/mine/", {"csrfmiddlewaretoken": TOKEN.search(page)[1], "do": "profile:worker"})
        self.step = {
            "csrfmiddlewaretoken": TOKEN.search(page)[1],
            "form": FORM.search(page)[1],
            "do": "chosen",
            "rows-certificate": "1",
        }


PAGES: dict[str, Callable[[Reader], str]] = {
    "home": lambda reader: reader.open("/"),
    "measure page": lambda reader: reader.open(MEASURE),
    "interview step": lambda reader: reader.open("/mine/", reader.step),
    "own page": lambda reader: reader.open("/my/"),
}


def sessions(count: int) -> Iterator[str]:
    """Sessions of so many people who hold a certificate, each signed in."""
    holders = HeldCertificate.objects.filter(superseded_at=FOREVER).order_by("record")
    for person in holders.values_list("person_id", flat=True).distinct()[:count]:
        create_keys([person])
        account = open_account(username=f"reader-{person}", person=person, at=AT, by="program:bench")
        store = SessionStore()
        store[SESSION_KEY] = str(account.pk)
        store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = account.get_session_auth_hash()
        store.save()
        yield store.session_key


def reading(reader: Reader, seed: int, until: float) -> list[tuple[str, float]]:
    """What one reader opened, each with the seconds it took: a page every two seconds, in no order."""
    draw, took = Random(seed), []
    time.sleep(draw.random() * EVERY)
    while time.monotonic() < until:
        page = draw.choice(list(PAGES))
        start = time.perf_counter()
        PAGES[page](reader)
        took.append((page, time.perf_counter() - start))
        time.sleep(max(0.0, EVERY - (time.perf_counter() - start)))
    return took


def saturating(reader: Reader, page: str, until: float) -> int:
    """How many pages one reader gets who never waits."""
    count = 0
    while time.monotonic() < until:
        PAGES[page](reader)
        count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    asked = parser.parse_args()
    fill(asked.people)
    readers = [Reader(session) for session in sessions(READERS)]
    with served(), ThreadPoolExecutor(READERS) as pool:
        for _ in range(3):  # each of the two processes has its pack and figures
            list(pool.map(Reader.begin_interview, readers))
            for page in PAGES:
                list(pool.map(PAGES[page], readers))
        until = time.monotonic() + asked.seconds
        took = pool.map(reading, readers, range(READERS), [until] * READERS)
        tell([one for some in took for one in some])
        print("\n| page | pages a second at saturation |\n| --- | ---: |")
        for page in PAGES:
            until = time.monotonic() + 10
            total = sum(pool.map(saturating, readers[:8], [page] * 8, [until] * 8))
            print(f"| {page} | {total / 10:.0f} |")


def tell(took: list[tuple[str, float]]) -> None:
    """The table of fifty readers."""
    print("| page | opened | median | p95 | slowest |\n| --- | ---: | ---: | ---: | ---: |")
    for page in PAGES:
        found = sorted(seconds * 1000 for name, seconds in took if name == page)
        p95 = quantiles(found, n=20)[-1]
        print(f"| {page} | {len(found)} | {median(found):.0f} | {p95:.0f} | {found[-1]:.0f} |")


if __name__ == "__main__":
    main()
