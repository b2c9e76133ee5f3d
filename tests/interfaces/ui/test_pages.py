"""What every page shares: language, type size, the policy of what it may load, and whether the house is alive."""

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

HAN = re.compile(r"[\u4e00-\u9fff]+")
OWN_NAMES = {"技耀", "中文"}
"""What stands in Chinese on English pages too: the product's name, and the way back."""


@pytest.fixture
def english(client: Client) -> Client:
    """Somebody who reads English."""
    client.post("/language/", {"language": "en", "next": "/"})
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/gallery/"])
def test_english_page_holds_no_chinese(english: Client, address: str) -> None:
    page = english.get(address).content.decode()

    assert set(HAN.findall(page)) - OWN_NAMES == set()
    assert '<html lang="en">' in page


def test_language_leads_back_to_the_page_and_nowhere_else(client: Client) -> None:
    here = client.post("/language/", {"language": "en", "next": "/measures/"})
    elsewhere = client.post("/language/", {"language": "en", "next": "https://example.com/"})

    assert (here.url, elsewhere.url) == ("/measures/", "/")


def test_unknown_language_is_the_usual_one(client: Client) -> None:
    response = client.post("/language/", {"language": "xx"})

    assert response.cookies["django_language"].value == "zh-hans"


@pytest.mark.django_db
def test_large_type_stays(client: Client) -> None:
    client.post("/type-size/", {"large": "1", "next": "/"})

    assert '<html lang="zh-CN" class="large">' in client.get("/").content.decode()


@pytest.mark.django_db
def test_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(client: Client) -> None:
    response = client.get("/")
    page = response.content.decode()

    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page) == []


@pytest.mark.django_db
def test_demonstration_is_marked(client: Client, settings: Settings) -> None:
    plain = client.get("/gallery/").content.decode()
    settings.DEMONSTRATION = True
    marked = client.get("/gallery/").content.decode()

    assert ("演示数据" in plain, "演示数据" in marked) == (False, True)


@pytest.mark.django_db
def test_house_is_alive_and_ready(client: Client) -> None:
    assert client.get("/health/").content == b"ok"
    assert client.get("/ready/").content == b"ok"
