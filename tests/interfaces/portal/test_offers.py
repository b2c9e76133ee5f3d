"""An offer through the pages: the person says yes once, or no; the desk counts both."""

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, CaseState
from jiyao.registry.models import AccountRole, HeldCertificate
from tests.casework.claims import CERTIFICATE, MEASURE, lay_out_entitled
from tests.casework.offers import offered
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import COUNTY, DAY, OTHER_COUNTY

R = AccountRole
HAN = re.compile(r"[一-鿿]+")
YES = {"consent": "yes", "holder": "王小明", "account": "6222021234567890", "bank": "工商银行"}


@pytest.fixture
def offer(fresh_database: str, settings: Settings) -> Case:
    """The offer to the person here."""
    settings.DAY = DAY
    lay_out_entitled()
    return offered()


def text(client: Client, address: str) -> str:
    """What stands on a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_own_page_shows_the_offer_first_with_its_sum(offer: Case) -> None:
    page = text(signed_in(R.CITIZEN), "/my/")

    part = page[page.index('id="offers"') : page.index("</section>", page.index('id="offers"'))]
    assert "可领取" in part
    assert "1,500" in part
    assert f'href="/my/cases/{offer.pk}/"' in part
    assert page.count(f"/my/cases/{offer.pk}/") == part.count(f"/my/cases/{offer.pk}/")


def test_one_confirmation_of_account_and_consent_claims_it(offer: Case) -> None:
    person = signed_in(R.CITIZEN)
    assert f'action="/my/cases/{offer.pk}/accept/"' in text(person, f"/my/cases/{offer.pk}/")

    answer = person.post(f"/my/cases/{offer.pk}/accept/", YES)

    offer.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, f"/my/cases/{offer.pk}/")
    assert offer.state == CaseState.CLAIMED
    assert offer.account_sealed is not None
    page = text(person, "/my/")
    assert 'id="offers"' not in page
    assert f'href="/my/cases/{offer.pk}/"' in page[page.index('id="my-cases"') :]
    assert f'href="/desk/cases/{offer.pk}/"' in text(signed_in(R.ACCEPT), "/desk/cases/")


def test_without_consent_nothing_is_claimed(offer: Case) -> None:
    answer = signed_in(R.CITIZEN).post(f"/my/cases/{offer.pk}/accept/", {**YES, "consent": ""})

    offer.refresh_from_db()
    assert (answer.status_code, offer.state) == (422, CaseState.OFFERED)
    assert "请勾选同意" in answer.content.decode()


def test_bad_account_says_so_and_the_offer_stands(offer: Case) -> None:
    answer = signed_in(R.CITIZEN).post(f"/my/cases/{offer.pk}/accept/", {**YES, "account": "1"})

    offer.refresh_from_db()
    assert (answer.status_code, offer.state) == (422, CaseState.OFFERED)


def test_yes_too_late_says_so_on_the_page(offer: Case) -> None:
    HeldCertificate.objects.filter(record=CERTIFICATE).update(found_in_lookup=False)

    answer = signed_in(R.CITIZEN).post(f"/my/cases/{offer.pk}/accept/", YES)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已不成立" in page
    assert "已失效" in page
    assert f'action="/my/cases/{offer.pk}/accept/"' not in page


def test_no_is_one_button(offer: Case) -> None:
    person = signed_in(R.CITIZEN)

    person.post(f"/my/cases/{offer.pk}/withdraw/")

    offer.refresh_from_db()
    assert offer.state == CaseState.WITHDRAWN
    assert 'id="offers"' not in text(person, "/my/")


def test_page_of_the_measure_leads_to_the_offer(offer: Case) -> None:
    page = text(signed_in(R.CITIZEN), f"/my/measures/{CERTIFICATE}/{MEASURE}/")

    assert f'href="/my/cases/{offer.pk}/">去领取' in page
    assert "/claim/" not in page


def test_pages_speak_english(offer: Case) -> None:
    person, official = signed_in(R.CITIZEN, english=True), signed_in(R.ACCEPT, english=True)

    part = text(person, f"/my/cases/{offer.pk}/")
    desk = text(official, "/desk/offers/")

    assert "Say yes" in part
    assert "Offers" in desk
    main = desk[desk.index("<main") : desk.index("</main>")]
    assert set(HAN.findall(re.sub(r'lang="zh[^"]*"[^<]*', "", main))) <= {"甲县", "乙县"}


def test_desk_counts_offers_in_reach_by_measure_and_place(offer: Case) -> None:
    here, elsewhere = signed_in(R.ACCEPT, COUNTY), signed_in(R.REVIEW, OTHER_COUNTY)

    mine, theirs = text(here, "/desk/offers/"), text(elsewhere, "/desk/offers/")

    assert f"?state=offered&amp;measure={MEASURE}&amp;division={COUNTY}" in mine
    assert '<td class="number">1</td><td class="number">1,500</td>' in mine
    assert "还没有推送" in theirs
    listed = text(here, f"/desk/records/cases/?state=offered&measure={MEASURE}&division={COUNTY}")
    assert f"/desk/cases/{offer.pk}/" in listed or f"/desk/records/cases/{offer.pk}/" in listed
