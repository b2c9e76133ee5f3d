"""Verifications asked at the doors of a server: the API's, the form of the page, and what a QR leads to."""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from bench.asking import asked_again, one_page
from bench.serving import Used, served, used_by

CONNECTIONS, WARM = 8, 3.0
Asked = Iterator[tuple[str, str]]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def by_api(asked: Asked) -> Iterator[bytes]:
    """Requests to the API."""
    for turn, (number, name) in enumerate(asked):
        body = json.dumps({"number": number, "name": name}).encode()
        yield request("/api/v1/verifications", turn, body, "application/json")


def by_page(asked: Asked) -> Iterator[bytes]:
    """The form sent in."""
    page, cookie = one_page(request("/verify/", 0))
    token = TOKEN.search(page)[1]
    for turn, (number, name) in enumerate(asked):
        body = urlencode({"csrfmiddlewaretoken": token, "number": number, "name": name}).encode()
        yield request("/verify/", turn, body, "application/x-www-form-urlencoded", cookie)


DOORS: dict[str, Callable[[Asked], Iterator[bytes]]] = {"the API": by_api, "the page": by_page}


def request(path: str, turn: int, body: bytes = b"", media: str = "", cookie: str = "") -> bytes:
    """A request as it is sent; each from another address, for one may not ask at will."""
    lines = [
        f"{'POST' if body else 'GET'} {path} HTTP/1.1",
        "Host: localhost",
        f"X-Forwarded-For: 10.{turn >> 16 & 255}.{turn >> 8 & 255}.{turn & 255}",
        f"Content-Length: {len(body)}",
    ]
    lines += [f"Content-Type: {media}"] if media else []
    lines += [f"Cookie: {cookie}"] if cookie else []
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def through_the_door(door: str, asked: Asked, *, workers: int, seconds: float) -> tuple[int, Used]:
    """How many were answered in the time, and what the server and its database used for them."""
    with served(workers=workers, JIYAO_PROXIES="1") as server:
        requests = DOORS[door](asked)
        asked_again(requests, connections=CONNECTIONS, seconds=WARM)
        before = used_by(server)
        done = asked_again(requests, connections=CONNECTIONS, seconds=seconds)
        return done, used_by(server).since(before)
