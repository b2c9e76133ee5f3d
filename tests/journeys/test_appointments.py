"""An employer appoints to a post, an official asks, the employer answers, and the person sees what is hers."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from jiyao.employment.models import AppointmentQuestion, PostAppointment
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import FOREVER, AccountRole, EducationSpell, HeldCertificate
from tests.interfaces.desk.signing import signed_in
from tests.journeys.browser import Looking, aside, browsing, page_of, served
from tests.packs.heilongjiang import ROOT, pack
from tests.registry.places import DAY, HERE, IDENTITIES, lay_out

PAPER = {"name": "业绩.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


@pytest.fixture(autouse=True)
def demonstration(settings: Settings, tmp_path: Path) -> None:
    settings.PACK, settings.DEMONSTRATION = ROOT / "packs/heilongjiang", True
    settings.DAY, settings.ALLOWED_HOSTS = DAY, ["127.0.0.1", "testserver"]
    settings.ATTACHMENTS = tmp_path
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


def laid_out() -> None:
    """Somebody of level 1 since 2020, from a senior class, whom nobody appointed yet."""
    lay_out()
    load_lists(pack())
    AppointmentQuestion.objects.all().delete()
    PostAppointment.objects.filter(person=HERE).delete()
    HeldCertificate.objects.filter(person=HERE).update(level="L1", issued_on=date(2020, 5, 20))
    EducationSpell.objects.filter(person=HERE).update(
        school_kind="technician_college",
        class_kind="senior_class",
        graduated=True,
        starts_on=date(2007, 9, 1),
        ends_on=date(2010, 7, 1),
    )


def appointed(page: Page, address: str, look: Looking) -> None:
    """The employer looks at the conditions, then appoints with a paper."""
    page.goto(f"{address}/my-organisation/appointments/")
    look.at("none")
    page.fill("#identity", IDENTITIES[HERE])
    page.check("input[value=special_technician]")
    page.fill("#occupation", "6-18-02-04")
    page.fill("#document", "厂人发〔2025〕3号")
    page.click("#new .button")
    page.wait_for_selector("input[name=confirmed]")
    look.at("conditions")
    page.check("input[name=confirmed]")
    page.set_input_files("#paper", [PAPER])  # type: ignore[list-item]
    page.click("form[action$='/make/'] button")
    page.wait_for_selector("#papers li")
    look.at("appointed")


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1280)])
def test_post_is_given_asked_about_and_seen(
    fresh_database: str, settings: Settings, locale: str, width: int
) -> None:
    laid_out()
    people = [signed_in(role) for role in (AccountRole.EMPLOYER, AccountRole.REVIEW, AccountRole.CITIZEN)]
    with served() as address, browsing() as browser:
        firm, desk, own = (page_of(browser, client, address, locale, width) for client in people)
        looks = [
            Looking(page, f"{name}-{width}")
            for page, name in ((firm, "posts"), (desk, "posts-desk"), (own, "posts-own"))
        ]
        appointed(firm, address, looks[0])
        desk.goto(f"{address}/desk/employment/appointments/")
        looks[1].at("list")
        desk.click("table a >> nth=0")
        desk.fill("#question", "业绩材料在哪里？")
        desk.click("form[action$='/ask/'] button")
        desk.wait_for_selector("form[action*='/settle/']")
        looks[1].at("asked")
        firm.goto(f"{address}/my-organisation/")
        firm.click("main a[href='/my-organisation/appointments/']")
        looks[0].at("list")
        firm.click("table a >> nth=0")
        firm.fill("textarea", "已补充")
        firm.click("form[action$='/answer/'] button")
        looks[0].at("answered")
        own.goto(f"{address}/levels/")
        looks[2].at("levels")
        own.goto(f"{address}/my/")
        looks[2].at("own")

    posts = aside(lambda: list(PostAppointment.objects.filter(superseded_at=FOREVER, person=HERE)))
    assert [(one.post, one.employer_id) for one in posts] == [("special_technician", 801)]
    answered = aside(lambda: AppointmentQuestion.objects.filter(answered_at__isnull=False).count())
    assert answered == 1
