"""At the counter an official files for the person who stands before them, who confirms by a code or a signature."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from jiyao.casework.actions.confirming import make_code
from jiyao.casework.models import Case
from jiyao.registry.models import AccountRole as R
from tests.casework.claims import hand, lay_out_entitled
from tests.casework.contests import noticed, refused
from tests.registry.places import DAY, HERE, THERE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS, settings.DAY = tmp_path, DAY
    lay_out_entitled()


def browser(role: R, division: str = "230102", language: str = "zh-hans") -> Client:
    """An official's browser."""
    account = hand(role, division).account
    assert account is not None
    client = Client(headers={"accept-language": language})
    client.force_login(account)
    return client


def signature() -> SimpleUploadedFile:
    return SimpleUploadedFile("签字.pdf", b"%PDF-1.4 ", "application/pdf")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_appeal_is_filed_with_a_signature(language: str) -> None:
    case = refused()
    client = browser(R.ACCEPT, language=language)
    address = f"/desk/people/{HERE}/contest/{case.pk}/appeal/"
    assert address in client.get(f"/desk/cases/{case.pk}/").text
    assert case.number in client.get(address).text

    unconfirmed = client.post(address, {"reason": "职业相符"})
    wrong = client.post(address, {"reason": "职业相符", "code": "1"})
    made = client.post(address, {"reason": "职业相符", "signed": signature()})

    appeal = Case.objects.get(kind="appeal")
    assert [one.status_code for one in (unconfirmed, wrong, made)] == [422, 422, 302]
    assert (appeal.person_id, appeal.channel, appeal.evidence.count()) == (HERE, "counter", 1)
    assert "签字" in client.get(f"/desk/cases/{appeal.pk}/").text


def test_objection_is_filed_with_a_code_by_the_number_on_the_notice() -> None:
    case = noticed()
    client, person = browser(R.ACCEPT), hand(R.CITIZEN)
    code, _ = make_code(replace(person, at=timezone.now()))
    assert "公示的受理编号" in client.get(f"/desk/people/{HERE}/").text

    found = client.get(f"/desk/people/{HERE}/objection/", {"case": case.number})
    none = client.get(f"/desk/people/{HERE}/objection/", {"case": "12"})
    made = client.post(found.headers["Location"], {"reason": "金额有误", "code": code})

    assert (found.status_code, none.status_code, made.status_code) == (302, 404, 302)
    assert Case.objects.get(kind="objection").counter_code is not None


def test_nobody_files_for_who_is_out_of_reach_or_about_anothers_case() -> None:
    case = refused()

    answers = [
        browser(role).get(f"/desk/people/{person}/contest/{case.pk}/{form}/").status_code
        for role, person, form in (
            (R.ACCEPT, THERE, "appeal"),
            (R.ACCEPT, HERE, "praise"),
            (R.REVIEW, HERE, "appeal"),
        )
    ]

    assert answers == [404, 404, 403]
