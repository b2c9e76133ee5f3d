"""Certificates on the portal: the body issues those of its session and prints them; a holder prints her own."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import CertificatePaper, IssuedCertificate, Session, Standing
from jiyao.registry.models import Account
from tests.evaluation.certified import CANDIDATES, NUMBER_PART, account_of, issued, reported
from tests.evaluation.examined import office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DEMONSTRATION, settings.DAY = True, date(2025, 6, 30)
    settings.ADDRESS = "https://skills.example"


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def address(what: str = "") -> str:
    return f"/my-organisation/results/{Session.objects.get().pk}/{what}"


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_body_issues_and_prints() -> None:
    reported()
    body = client_of(office())
    before = body.get(address()).content.decode()

    done = body.post(address("issue/"), follow=True).content.decode()
    again = body.post(address("issue/"), follow=True).content.decode()
    printed = pages(body.get(address("certificates.pdf")).content)

    assert address("issue/") in before
    assert ("已发证 2 本" in done, address("certificates.pdf") in done) == (True, True)
    assert "没有全部科目合格而未发证的考生" in again
    assert [f"{NUMBER_PART}253{serial:06d}" in page for serial, page in enumerate(printed, 1)] == [True, True]
    assert ("张三丰" in printed[0], "演示数据" in printed[0], "三级/高级工" in printed[0]) == (
        True,
        True,
        True,
    )


def test_holder_prints_her_own_and_nobody_elses() -> None:
    first, second = issued()
    holder = client_of(account_of(CANDIDATES[0]))

    mine = holder.get(f"/my/certificates/{first.record}/certificate.pdf")
    other = holder.get(f"/my/certificates/{second.record}/certificate.pdf")

    assert (len(pages(mine.content)), other.status_code) == (1, 404)
    page = holder.get(f"/my/records/certificates/{first.record}/").content.decode()
    assert f"/my/certificates/{first.record}/certificate.pdf" in page


def test_revoked_is_not_printed() -> None:
    first, _ = issued()
    IssuedCertificate.objects.filter(pk=first.pk).update(standing=Standing.REVOKED)

    holder, body = client_of(account_of(CANDIDATES[0])), client_of(Account.objects.get(username="office"))

    assert holder.get(f"/my/certificates/{first.record}/certificate.pdf").status_code == 404
    assert len(pages(body.get(address("certificates.pdf")).content)) == 1


def test_another_body_has_no_such_session() -> None:
    issued()
    stranger = client_of(account_of(CANDIDATES[2]))

    assert stranger.get(address("certificates.pdf")).status_code in (403, 404)
    assert stranger.post(address("issue/")).status_code in (403, 404)


def test_corrected_says_so() -> None:
    first, _ = issued()
    CertificatePaper.objects.filter(certificate=first).update(version=2)
    holder = client_of(account_of(CANDIDATES[0]))

    [page] = pages(holder.get(f"/my/certificates/{first.record}/certificate.pdf").content)

    assert "（更正）" in page
