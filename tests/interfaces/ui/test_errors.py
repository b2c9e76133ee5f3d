"""What people see when a page is not there, not theirs, or broken."""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django.fixtures import Settings

from jiyao.interfaces.ui.permitting import everybody

PLAIN = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)")


@everybody
def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """A page that fails in one of the ways."""
    raise {"403": PermissionDenied, "400": SuspiciousOperation, "500": RuntimeError}[kind]


def undeclared(request: HttpRequest) -> HttpResponse:
    """A page without a word about who may see it."""
    return HttpResponse("secret")


urlpatterns = [
    path("fail/<kind>/", fail),
    path("undeclared/", undeclared),
    path("", include("jiyao.config.urls")),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "zh", "en"),
    [
        ("/nowhere/", 404, "没有这个页面", "There is no such page"),
        ("/fail/403/", 403, "这里您不能看", "This is not open to you"),
        ("/fail/400/", 400, "请求有误", "This request cannot be read"),
        ("/fail/500/", 500, "系统出了问题", "Something went wrong here"),
    ],
)
def test_error_has_a_page_in_both_languages(address: str, status: int, zh: str, en: str) -> None:
    for language, said in (("zh-hans", zh), ("en", en)):
        client = Client(raise_request_exception=False)
        client.cookies["django_language"] = language
        response = client.get(address)
        page = response.content.decode()

        assert (response.status_code, said in page, PLAIN.findall(page)) == (status, True, [])


def test_form_from_elsewhere_is_told_to_try_again(settings: Settings) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/type-size/", {"large": "1"})

    assert (response.status_code, "请再试一次" in response.content.decode()) == (403, True)


@pytest.mark.urls(__name__)
def test_view_that_does_not_say_who_may_open_it_stays_shut(client: Client) -> None:
    client.raise_request_exception = False

    assert client.get("/undeclared/").status_code == 500
