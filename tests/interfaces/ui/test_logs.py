"""The log: one line a request and a fault, and nothing in it that is anybody's."""

import json
import logging
import logging.config
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from granian.log import LogLevels, configure_logging

from jiyao.config.logs import LINES, logging_as
from jiyao.interfaces.ui.logs.lines import Json, Text, told
from jiyao.interfaces.ui.logs.requests import request_log
from jiyao.interfaces.ui.permitting import everybody
from jiyao.registry.models import AccountRole
from tests.registry.places import account_as

NUMBER = "230101199001011234"
"""Looks like somebody's identity number."""
OWN = {"time", "level", "from", "event", "request", "method", "route", "status", "ms"}


class Personal(Exception):
    """Says more than a log may hear."""


@everybody
def fail(request: HttpRequest, number: str) -> HttpResponse:
    """A page that breaks on somebody's number."""
    try:
        int(f"no number: {number}")
    except ValueError as error:
        raise Personal(f"{number} of {request.POST}") from error
    return HttpResponse()


@everybody
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    """A page that is suspicious of somebody's number."""
    raise SuspiciousOperation(number)


urlpatterns = [
    path("fail/<number>/", fail, name="fail"),
    path("refuse/<number>/", refuse, name="refuse"),
    path("", include("jiyao.config.urls")),
]
handler500 = "jiyao.interfaces.ui.views.broken"

pytestmark = pytest.mark.urls(__name__)


@contextmanager
def logged(form: str = "json") -> Iterator[StringIO]:
    """What is logged meanwhile, as an installation would."""
    written = StringIO()
    configured: dict[str, Any] = deepcopy(logging_as(form))
    configured["handlers"]["lines"]["stream"] = written
    logging.config.dictConfig(configured)
    try:
        yield written
    finally:
        logging.config.dictConfig(settings.LOGGING)


def asked(client: Client, address: str, form: str = "json", **fields: str) -> tuple[HttpResponse, str]:
    """The answer, and what is logged of it."""
    client.raise_request_exception = False
    with logged(form) as written:
        response = client.post(
            f"{address}?q={NUMBER}", fields, headers={"User-Agent": NUMBER, "Referer": NUMBER}
        )
    return response, written.getvalue()


def lines(text: str) -> list[dict[str, Any]]:
    """The lines of a log."""
    return [json.loads(line) for line in text.splitlines()]


def without_time(line: dict[str, Any]) -> dict[str, Any]:
    """A line without what the clock says."""
    return {key: value for key, value in line.items() if key not in ("time", "ms")}


@pytest.mark.parametrize("form", LINES)
@pytest.mark.parametrize("address", ["mine", "fail", "refuse", f"{NUMBER}", "employers"])
def test_nothing_of_a_person_is_logged(client: Client, form: str, address: str) -> None:
    _, text = asked(client, f"/{address}/{NUMBER}/", form, number=NUMBER)

    assert text != ""
    assert NUMBER not in text


def test_request_is_one_line_with_its_number(client: Client) -> None:
    response, text = asked(client, "/type-size/", large="1", next=f"/{NUMBER}/")

    (line,) = lines(text)
    assert set(line) == OWN
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
    assert line["ms"] > 0
    assert without_time(line) == {
        "level": "info",
        "from": "jiyao.requests",
        "event": "request",
        "request": response.headers["X-Request-ID"],
        "method": "POST",
        "route": "type-size",
        "status": 302,
    }


def test_each_request_has_a_number_of_its_own_and_takes_none_from_outside(client: Client) -> None:
    numbers = [
        client.get("/health/", headers={"X-Request-ID": NUMBER}).headers["X-Request-ID"] for _ in range(3)
    ]

    assert len(set(numbers)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", number) for number in numbers)


def test_fault_is_a_line_of_kinds_and_places_and_the_page_shows_its_number(client: Client) -> None:
    response, text = asked(client, f"/fail/{NUMBER}/", number=NUMBER)

    fault, request = lines(text)
    number = response.headers["X-Request-ID"]
    assert {key: fault[key] for key in ("level", "request", "exception", "because")} == {
        "level": "error",
        "request": number,
        "exception": f"{__name__}.Personal",
        "because": ["ValueError"],
    }
    assert [place.partition(":")[0] for place in fault["places"]] == [__name__]
    assert (request["level"], request["status"], request["route"]) == ("error", 500, "fail")
    assert (response.status_code, response.content.decode().count(number)) == (500, 2)


def test_unusual_method_and_unknown_address_are_not_repeated(client: Client) -> None:
    with logged() as written:
        client.generic(NUMBER, f"/{NUMBER}/")

    assert [(line["method"], line["route"], line["status"]) for line in lines(written.getvalue())] == [
        ("other", None, 404)
    ]


@pytest.mark.django_db
def test_account_is_told_by_its_number_where_the_page_has_looked_it_up(client: Client) -> None:
    account = account_as(AccountRole.AUDITOR)
    client.force_login(account)

    with logged() as written:
        client.get("/desk/")
        client.get("/health/")

    assert [line.get("account") for line in lines(written.getvalue())] == [account.pk, None]


def test_text_says_the_same_in_one_line(client: Client) -> None:
    response, text = asked(client, "/type-size/", "text")

    (line,) = text.splitlines()
    assert re.sub(r"^\S+|ms=\S+", "", line) == (
        f" info from=jiyao.requests event=request request={response.headers['X-Request-ID']}"
        " method=POST route=type-size status=302 "
    )


def test_web_server_writes_the_same_lines() -> None:
    with logged() as written:
        configured: dict[str, Any] = deepcopy(logging_as("json"))
        configured["handlers"]["lines"]["stream"] = written
        configure_logging(LogLevels.info, configured)
        logging.getLogger("_granian").info("Starting")

    (line,) = lines(written.getvalue())
    assert {key: line[key] for key in ("level", "from", "event")} == {
        "level": "info",
        "from": "_granian",
        "event": "Starting",
    }


def record(name: str, message: object, *values: object) -> logging.LogRecord:
    """A record as code of that name makes it."""
    return logging.LogRecord(name, logging.WARNING, "/x/module.py", 3, message, values, None)


@pytest.mark.parametrize(
    ("name", "message", "said"),
    [
        ("jiyao.x", "a roster of %s", {"event": "a roster of %s"}),
        ("jiyao.x", ValueError(NUMBER), {"at": "module:3"}),
        ("foreign", "no %s", {"at": "module:3"}),
        ("_granian.x", f"it broke\nTraceback: {NUMBER}", {"event": "it broke"}),
    ],
)
def test_message_is_told_only_as_it_stands_in_our_code(
    name: str, message: object, said: dict[str, str]
) -> None:
    values = (NUMBER,) if "%s" in str(message) else ()

    found = told(record(name, message, *values))

    del found["time"]
    assert found == {"level": "warning", "from": name, **said}


@pytest.mark.parametrize("form", [Json, Text])
def test_line_is_one_line_whatever_it_tells(form: type[logging.Formatter]) -> None:
    assert "\n" not in form().format(record("jiyao.x", "two\nlines"))


def test_what_even_the_page_of_errors_did_not_answer_says_its_kind(caplog: pytest.LogCaptureFixture) -> None:
    def breaking(request: HttpRequest) -> HttpResponse:
        raise Personal(NUMBER)

    with pytest.raises(Personal):
        request_log(breaking)(HttpRequest())

    [record] = [one for one in caplog.records if one.name == "jiyao.requests"]
    said = json.dumps(told(record))
    assert (told(record)["exception"], NUMBER in said) == (f"{__name__}.Personal", False)
