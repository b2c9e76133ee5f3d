"""What a served house writes to standard error: lines of JSON, and nothing in them that is anybody's."""

import json
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.databases import environment
from tests.journeys.serving import House, house

NUMBER = "230101199001011234"
"""Looks like somebody's identity number."""

pytestmark = pytest.mark.enable_socket


def ask(served: House, method: str, address: str, body: str = "") -> str | None:
    """The number of a request, of which every part names somebody."""
    connection = HTTPConnection(urlsplit(served.address).netloc)
    headers = {"User-Agent": NUMBER, "Referer": f"/{NUMBER}/", "Cookie": f"sessionid={NUMBER}"}
    connection.request(method, address, body, headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.headers["X-Request-ID"]


def test_every_line_is_json_and_names_nobody(tmp_path: Path) -> None:
    file = tmp_path / "log"
    given = {
        **environment(),
        "JIYAO_VAR": str(tmp_path),
        "JIYAO_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x",
    }
    with file.open("wb") as log, house(given, "--without-worker", log=log) as served:
        lost = ask(served, "GET", f"/{NUMBER}/?q={NUMBER}")
        refused = ask(served, "POST", f"/mine/?q={NUMBER}", f"id={NUMBER}")
        broken = ask(served, "GET", f"/?q={NUMBER}")

    text = file.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    told = {line["request"]: line["status"] for line in lines if line.get("event") == "request"}
    assert NUMBER not in text
    # A session that cannot be looked up breaks every page that says who is signed in.
    assert [told.get(str(number)) for number in (lost, refused, broken)] == [500, 500, 500]
    assert [line["exception"] for line in lines if line.get("request") == broken and "exception" in line] == [
        "django.db.utils.OperationalError"
    ]
    assert "Listening" in text
