"""Anybody judges a credential on a page. Every test runs on both databases."""

import re
from io import BytesIO

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.evaluation.actions.status_lists import show_standing
from jiyao.evaluation.credentials.achievement import NameShown
from jiyao.evaluation.models import IssuedCertificate, Standing
from jiyao.evaluation.queries.credentials import credential_of
from jiyao.interfaces.portal.views.credentials import AT_ONCE, TURNS
from tests.evaluation.credentials.making import as_file
from tests.evaluation.credentials.making import credential as of_another_issuer
from tests.evaluation.issued import ADDRESS, AT, NUMBER, a_body, an_issued_certificate
from tests.packs.heilongjiang import pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(settings: Settings) -> IssuedCertificate:
    settings.ADDRESS = ADDRESS
    a_body()
    return an_issued_certificate()


def made(issued: IssuedCertificate) -> bytes:
    return as_file(credential_of(issued, shown=NameShown.MASKED, pack=pack(), address=ADDRESS, at=AT))


def told(content: bytes, language: str = "zh-hans") -> tuple[str, str, bool]:
    """The mark, the answer, and whether the page shows the certificate's number."""
    client = Client(headers={"accept-language": language})
    page = client.post("/credentials/", {"file": BytesIO(content)}).content.decode()
    [(mark, answer)] = re.findall(r'class="mark mark-(\w+)">([^<]*)<', page)
    return mark, answer, NUMBER in page


@pytest.mark.parametrize(("language", "answer"), [("zh-hans", "有效"), ("en", "valid")])
def test_valid(issued: IssuedCertificate, language: str, answer: str) -> None:
    assert told(made(issued), language) == ("yes", answer, True)


def test_altered_credential_is_not_repeated(issued: IssuedCertificate) -> None:
    assert told(made(issued).replace("张**".encode(), "李**".encode())) == ("no", "内容被改动", False)


def test_revoked(issued: IssuedCertificate) -> None:
    content = made(issued)
    issued.standing = Standing.REVOKED
    show_standing([issued], at=AT)

    assert told(content) == ("no", "已撤销", True)


def test_issuer_that_is_not_known_here(issued: IssuedCertificate) -> None:
    assert told(as_file(of_another_issuer())) == ("ask", "签发者未知", False)


@pytest.mark.parametrize("content", [b"\xff", b"{", b"[]", b"<script>alert(1)</script>"])
def test_what_is_no_credential(issued: IssuedCertificate, content: bytes) -> None:
    assert told(content) == ("no", "文件不完整或格式有误", False)


def test_more_at_once_than_are_judged(issued: IssuedCertificate, client: Client) -> None:
    content = made(issued)
    taken = [TURNS.acquire(blocking=False) for _ in range(AT_ONCE)]

    answer = client.post("/credentials/", {"file": BytesIO(content)})
    for _ in taken:
        TURNS.release()

    assert (answer.status_code, "请稍后再试" in answer.content.decode()) == (503, True)
    assert told(content) == ("yes", "有效", True)


def test_without_a_file(issued: IssuedCertificate, client: Client) -> None:
    answer = client.post("/credentials/")

    assert (answer.status_code, "请选择一个凭证文件" in answer.content.decode()) == (422, True)
