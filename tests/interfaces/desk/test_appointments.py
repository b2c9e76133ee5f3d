"""岗位聘任 at the desk: what lies in one's place, as the rules see it, and questions about it."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.employment.actions.papering import add_paper
from jiyao.employment.models import AppointmentQuestion
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole, HeldCertificate
from jiyao.registry.permitting import holder_of
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened
from tests.interfaces.desk.signing import signed_in
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, COUNTY, DAY, HERE, account_as, lay_out

pytestmark = pytest.mark.django_db
PAGE = "/desk/employment/appointments/"
MINE, OTHERS = 1001, 1002


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.DAY, settings.ATTACHMENTS = DAY, tmp_path
    lay_out()
    load_lists(pack())
    AppointmentQuestion.objects.all().delete()
    HeldCertificate.objects.filter(person=HERE).update(level="L1")


@pytest.fixture
def official() -> Client:
    return signed_in(AccountRole.REVIEW, division=COUNTY)


def test_list_is_of_the_place_and_says_what_is_not_met_today(official: Client) -> None:
    met = official.get(PAGE).text
    HeldCertificate.objects.filter(person=HERE).update(revoked_on=DAY)

    failing = official.get(PAGE).text

    assert ("第801公司" in met, "第802公司" in met) == (True, False)
    assert ("今天不符合 0" in met, "今天不符合 1" in failing) == (True, True)


def test_question_is_asked_and_settled(official: Client) -> None:
    empty = official.post(f"{PAGE}{MINE}/ask/", {"question": " "})
    asked = official.post(f"{PAGE}{MINE}/ask/", {"question": "业绩材料在哪里？"}, follow=True)
    row = AppointmentQuestion.objects.get()
    waiting = official.get(PAGE).text

    settled = official.post(f"{PAGE}{MINE}/settle/{row.pk}/", follow=True)
    again = official.post(f"{PAGE}{MINE}/settle/{row.pk}/")

    assert (empty.status_code, again.status_code) == (422, 422)
    assert "业绩材料在哪里？" in asked.text
    assert "询问未了 1" in waiting
    assert "已了结" in settled.text


def test_paper_is_looked_at_and_that_leaves_an_act(official: Client) -> None:
    employer = Hand(holder_of(account_as(AccountRole.EMPLOYER), DAY), DAY, AT)
    made = add_paper(MINE, BytesIO(b"%PDF-1.4\n%%EOF\n"), "业绩.pdf", employer)

    assert "业绩.pdf" in official.get(f"{PAGE}{MINE}/").text
    taken = official.get(f"{PAGE}{MINE}/papers/{made.pk}/")
    assert b"".join(taken.streaming_content) == b"%PDF-1.4\n%%EOF\n"  # type: ignore[attr-defined]


def test_what_is_elsewhere_is_not_there_and_who_may_not_asks_nothing(official: Client) -> None:
    statuses = [
        official.get(f"{PAGE}{OTHERS}/").status_code,
        official.post(f"{PAGE}{OTHERS}/ask/", {"question": "为什么？"}).status_code,
        official.get(f"{PAGE}{MINE}/papers/9/").status_code,
        signed_in(AccountRole.PAY, division=COUNTY)
        .post(f"{PAGE}{MINE}/ask/", {"question": "为什么？"})
        .status_code,
    ]

    assert statuses == [404, 404, 404, 403]
    assert not AppointmentQuestion.objects.exists()


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_have_no_barriers(official: Client, width: int) -> None:
    answers = {page: official.get(page) for page in (PAGE, f"{PAGE}{MINE}/")}
    with opened(answers, width) as page:
        for address in answers:
            page.goto(HOUSE + address)
            assert barriers(page) == [], address
