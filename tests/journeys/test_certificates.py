"""A body issues; an employer scans the QR on a telephone; the certificate is revoked by two, and the page says so."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.certificates import Change, Proposed, decide_standing, propose_standing
from jiyao.evaluation.models import CertificatePaper, IssuedCertificate, Session
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole
from tests.casework.claims import hand
from tests.casework.test_certificates import WHY
from tests.evaluation.certified import reported
from tests.evaluation.examined import office
from tests.journeys.browser import Looking, aside, browsing, page_of, served
from tests.packs.heilongjiang import assessor, pack
from tests.registry.places import PROVINCE

ROOT = Path(__file__).parents[2]
NAME = "张三丰"


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION = ROOT / "packs/heilongjiang", True
    settings.DAY, settings.ALLOWED_HOSTS = date(2025, 6, 30), ["127.0.0.1", "testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


def later(role: AccountRole) -> Hand:
    """An official of the province, after everything that was done on pages."""
    return replace(hand(role, PROVINCE), at=datetime(2030, 1, 1, tzinfo=UTC))


def revoked() -> None:
    certificate = IssuedCertificate.objects.order_by("pk")[0]
    case = propose_standing(certificate.pk, Proposed(Change.REVOKE, WHY), hand(AccountRole.ACCEPT, PROVINCE))
    decide_standing(case.pk, later(AccountRole.REVIEW), assessor())


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1280)])
def test_certificate_from_issue_to_revocation(
    fresh_database: str, settings: Settings, locale: str, width: int
) -> None:
    load_lists(pack())
    session = reported()
    body = Client()
    body.force_login(office())
    with served() as address, browsing() as browser:
        settings.ADDRESS = address
        page = page_of(browser, body, address, locale, width)
        looking = Looking(page, f"certificates-{width}")
        page.goto(f"{address}/my-organisation/results/{session.pk}/")
        looking.at("reported")
        page.click("form[action$='/issue/'] button")
        page.wait_for_selector("a[href$='certificates.pdf']")
        looking.at("issued")

        first = aside(lambda: IssuedCertificate.objects.order_by("pk")[0])
        code = aside(lambda: CertificatePaper.objects.get(certificate=first).code)
        anybody = browser.new_context(viewport={"width": width, "height": 844}, locale=locale).new_page()
        looking = Looking(anybody, f"certificates-{width}")
        anybody.goto(f"{address}/verify/{code}/")
        looking.at("valid")
        assert first.number in anybody.inner_text("main")

        anybody.fill("#number", first.number)
        anybody.fill("#name", "李四")
        anybody.click("form[action='/verify/'] button")
        anybody.wait_for_selector(".mark-none")
        looking.at("not-here")

        aside(revoked)
        anybody.goto(f"{address}/verify/")
        anybody.fill("#number", first.number)
        anybody.fill("#name", NAME)
        anybody.click("form[action='/verify/'] button")
        anybody.wait_for_selector(".mark-no")
        looking.at("revoked")
        assert re.search(WHY, anybody.inner_text("main"))
    assert Session.objects.get().state == "certified"
