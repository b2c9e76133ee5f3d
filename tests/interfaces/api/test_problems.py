"""Everything that goes wrong is told as a problem, before a route is reached and within one."""

import pytest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from jiyao.base.errors import Conflict, Invalid, JiyaoError, NotAllowed
from jiyao.interfaces.api.handlers import kind_of
from jiyao.interfaces.api.problems import CONFLICT, INVALID, NOT_ALLOWED
from jiyao.interfaces.api.routes import policy
from tests.interfaces.api.asking import V1, WELDER, posted, told

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/pack",
    "/measures",
    "/measures/subsidy",
    "/subjects",
    "/facts",
    "/code-lists",
    "/code-lists/level",
    "/divisions",
]


def test_problem_says_all_that_rfc_9457_names(client: Client) -> None:
    assert client.get(f"{V1}/measures/honor").json() == {
        "type": "/api/v1/#problem-unknown",
        "title": "没有这一项",
        "status": 404,
        "detail": "没有“honor”，是否为“honour”？",
    }


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("/api/v1/measure", 'there is no "/api/v1/measure"; did you mean "/api/v1/measures"?'),
        ("/api/v2/pack", 'there is no "/api/v2/pack"; did you mean "/api/v1/pack"?'),
        ("/api/v1/measures/", 'there is no "/api/v1/measures/"; did you mean "/api/v1/measures"?'),
        ("/api/", "the address may be wrong; the page of the API lists all"),
    ],
)
def test_unknown_address_is_told(english: Client, address: str, detail: str) -> None:
    assert told(english.get(address)) == (404, "unknown", detail)
    assert told(english.post(address, {}, content_type="application/json")) == (404, "unknown", detail)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_only_read_takes_no_other_method(client: Client, address: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        response = client.generic(method, V1 + address)

        assert (told(response)[:2], response.headers["Allow"]) == ((405, "method"), "GET")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_determinations_are_only_posted(client: Client, method: str) -> None:
    response = client.generic(method, f"{V1}/determinations")

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("address", [*ADDRESSES, "/", "/openapi.json"])
def test_head_is_get_without_content(client: Client, address: str) -> None:
    got, asked = client.get(V1 + address), client.head(V1 + address)

    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml"]
)
def test_body_of_another_type_is_refused(client: Client, kind: str) -> None:
    response = client.generic("POST", f"{V1}/determinations", b"{}", content_type=kind)

    assert told(response)[:2] == (415, "media-type")
    assert response.headers["Accept-Post"] == "application/json"


def test_type_may_name_its_charset(client: Client) -> None:
    kind = "application/json; charset=utf-8"

    assert client.post(f"{V1}/determinations", {"person": {}}, content_type=kind).status_code == 200


def test_request_without_a_body_is_told_so(english: Client) -> None:
    response = posted(english, "")

    assert (told(response)[:2], response.json()["errors"]) == (
        (422, "invalid"),
        [{"detail": "this is missing", "pointer": "#"}],
    )


def test_body_that_is_too_large_is_refused(english: Client, settings: Settings) -> None:
    settings.LARGEST_REQUEST_KB = 1
    fits, over = (f'{{"person": {{}}}}{" " * (size - 14)}' for size in (1024, 1025))

    assert posted(english, fits).status_code == 200
    assert told(posted(english, over)) == (
        413,
        "too-large",
        "the body of a request may have 1 KB at most",
    )


def test_body_of_unknown_length_is_refused(client: Client) -> None:
    response = client.generic(
        "POST", f"{V1}/determinations", content_type="application/json", HTTP_TRANSFER_ENCODING="chunked"
    )

    assert told(response)[:2] == (411, "no-length")


def test_who_asks_too_often_is_told_when_to_come_back(english: Client, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 2

    answers = [english.get(f"{V1}/pack") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    seconds = answers[2].headers["Retry-After"]
    assert 1 <= int(seconds) <= 60
    assert told(answers[2]) == (429, "too-many", f"repeat it in {seconds} seconds")


def test_addresses_are_counted_apart(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 1

    asked = [client.get(f"{V1}/pack", REMOTE_ADDR=address).status_code for address in ("::1", "::1", "::2")]

    assert asked == [200, 429, 200]


def test_header_that_anybody_can_write_is_not_trusted(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 1

    asked = [client.get(f"{V1}/pack", HTTP_X_FORWARDED_FOR=address).status_code for address in ("1", "2")]

    assert asked == [200, 429]


def test_clients_behind_a_proxy_are_told_apart(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = settings.NINJA_NUM_PROXIES = 1

    said = ("9.9.9.9, 1.1.1.1", "8.8.8.8, 1.1.1.1", "2.2.2.2")
    asked = [client.get(f"{V1}/pack", HTTP_X_FORWARDED_FOR=addresses).status_code for addresses in said]

    assert asked == [200, 429, 200]


def test_determinations_are_counted_for_themselves(client: Client, settings: Settings) -> None:
    settings.API_DETERMINATIONS_A_MINUTE = 1

    asked = [posted(client, {"person": WELDER}).status_code for _ in range(2)]

    assert (asked, client.get(f"{V1}/pack").status_code) == ([200, 429], 200)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_own_failure_says_nothing_of_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    def broken(teller: object) -> None:
        raise RuntimeError("the reason")

    monkeypatch.setattr(policy, "pack_record", broken)

    response = client.get(f"{V1}/pack", headers={"accept-language": language})

    assert told(response)[:2] == (500, "broken")
    assert ("the reason" in response.content.decode(), "the reason" in caplog.text) == (False, True)


def test_strange_host_is_told_as_a_problem(client: Client) -> None:
    assert told(client.get(f"{V1}/pack", headers={"host": "elsewhere"}))[:2] == (400, "unreadable")


@pytest.mark.parametrize(
    ("error", "kind"), [(Invalid, INVALID), (NotAllowed, NOT_ALLOWED), (Conflict, CONFLICT)]
)
def test_errors_of_the_project_have_their_kind(error: type[JiyaoError], kind: object) -> None:
    assert kind_of(error("no")) == kind


def test_pages_are_left_alone(client: Client, rf: RequestFactory) -> None:
    response = client.get("/measures/none/")

    assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
