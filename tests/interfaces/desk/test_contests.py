"""Objections, appeals and complaints at the desk: the queue of who may look into them, the page, and its buttons."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, CaseState
from jiyao.registry.hand import Hand
from tests.casework.claims import hand, lay_out_entitled
from tests.casework.contests import R, by, contested, noticed, stranger
from tests.registry.places import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()


def browser(who: Hand, language: str = "zh-hans") -> Client:
    """An official's browser."""
    assert who.account is not None
    client = Client(headers={"accept-language": language})
    client.force_login(who.account)
    return client


def moved(client: Client, case: Case, **given: str) -> int:
    """The answer to a button of its page."""
    return client.post(f"/desk/cases/{case.pk}/move/", given).status_code


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_objection_is_accepted_examined_and_decided_on_the_pages(language: str) -> None:
    case = noticed()
    objection = contested(case, "objection", stranger())
    address = f"/desk/cases/{objection.pk}/"
    county, accepting = browser(hand(R.ACCEPT)), browser(by(R.ACCEPT), language)
    reviewing, approving = browser(by(R.REVIEW), language), browser(by(R.APPROVE), language)
    waits = [client.get("/desk/cases/?duty=accept").content.decode() for client in (county, accepting)]
    assert [address in page for page in waits] == [False, True]
    assert moved(county, objection, do="accept") == 422

    assert moved(accepting, objection, do="accept") == 302
    page = reviewing.get(address).content.decode()
    assert (f'href="/desk/cases/{case.pk}/"' in page, "与事实不符" in page) == (True, True)
    assert moved(reviewing, objection, do="uphold", reason=" ") == 422
    assert moved(reviewing, objection, do="uphold", reason="已核实") == 302
    claim = approving.get(f"/desk/cases/{case.pk}/").content.decode()
    told = {"zh-hans": "有异议正在核查，公示顺延", "en": "an objection is examined; the notice goes on"}
    assert (told[language] in claim, address in claim) == (True, True)
    assert moved(approving, objection, do="conclude") == 302

    states = {one.pk: one.state for one in Case.objects.filter(pk__in=[case.pk, objection.pk])}
    assert states == {case.pk: CaseState.ACCEPTED, objection.pk: CaseState.CLOSED}
    assert approving.get(address).status_code == 200


def test_complaint_that_is_not_right_is_sent_back_and_dismissed() -> None:
    complaint = contested(noticed(), "complaint", hand(R.CITIZEN))
    moved(browser(by(R.ACCEPT)), complaint, do="accept")
    reviewing, approving = browser(by(R.REVIEW)), browser(by(R.APPROVE))
    moved(reviewing, complaint, do="dismiss", reason="按时办理")

    assert moved(approving, complaint, do="send-back", reason="请写明日期") == 302
    assert moved(reviewing, complaint, do="dismiss", reason="均在时限内办理") == 302
    assert moved(approving, complaint, do="conclude", reason="投诉不成立") == 302

    complaint.refresh_from_db()
    assert complaint.state == CaseState.REFUSED
    assert "不成立" in approving.get(f"/desk/cases/{complaint.pk}/").content.decode()
