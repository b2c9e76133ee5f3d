"""Objecting, appealing and complaining on the portal: who finds the way there, and what each sees of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, Recommendation
from jiyao.registry.hand import Hand
from tests.casework.claims import hand, lay_out_entitled
from tests.casework.contests import R, concluded, contested, noticed, refused, stranger
from tests.registry.places import DAY, HERE, NAMES, THERE

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])
HELD_UP = {"zh-hans": "有异议正在核查，公示顺延", "en": "an objection is examined; the notice goes on"}


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()


def browser(who: Hand, language: str = "zh-hans") -> Client:
    """Somebody's browser."""
    assert who.account is not None
    client = Client(headers={"accept-language": language})
    client.force_login(who.account)
    return client


def text(client: Client, address: str) -> str:
    """The page of an address."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@BOTH
def test_anybody_by_name_objects_from_the_page_of_notices_and_follows_it(language: str) -> None:
    case, client = noticed(), browser(stranger(), language)
    address = f"/notices/{case.pk}/object/"
    assert f'href="{address}"' in text(client, "/notices/")
    assert case.number in text(client, address)

    paper = SimpleUploadedFile("岗位.pdf", b"%PDF-1.4 ", "application/pdf")
    answer = client.post(address, {"reason": "不在该岗位", "paper": paper})

    objection = Case.objects.get(kind="objection")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/my/cases/{objection.pk}/")
    assert (objection.person_id, objection.evidence.count()) == (THERE, 1)
    followed = text(client, f"/my/cases/{objection.pk}/")
    assert "不在该岗位" in followed
    assert f"/my/cases/{case.pk}/" not in followed
    assert f"/my/cases/{objection.pk}/withdraw/" in followed
    public = text(Client(headers={"accept-language": language}), "/notices/")
    assert HELD_UP[language] in public
    assert "不在该岗位" not in public
    assert NAMES[THERE][0] not in public


@BOTH
def test_whom_it_is_about_sees_that_the_notice_goes_on_and_not_who_objected(language: str) -> None:
    case = noticed()
    objection = contested(case, "objection", stranger())
    client = browser(hand(R.CITIZEN), language)

    seen = text(client, f"/my/cases/{case.pk}/")

    told = {"zh-hans": "公示顺延至异议办结", "en": "While that is examined, the notice goes on"}
    assert told[language] in seen
    assert objection.number not in seen
    assert client.get(f"/my/cases/{objection.pk}/").status_code == 404


@BOTH
def test_refusal_is_appealed_against_and_each_step_is_seen(language: str) -> None:
    case, client = refused(), browser(hand(R.CITIZEN), language)
    own = text(client, f"/my/cases/{case.pk}/")
    assert f'href="/my/cases/{case.pk}/appeal/"' in own
    assert f'href="/my/cases/{case.pk}/complain/"' in own
    text(client, f"/my/cases/{case.pk}/appeal/")

    empty = client.post(f"/my/cases/{case.pk}/appeal/", {"reason": " "})
    made = client.post(f"/my/cases/{case.pk}/appeal/", {"reason": "职业相符"})
    again = client.post(f"/my/cases/{case.pk}/appeal/", {"reason": "职业相符"})

    appeal = Case.objects.get(kind="appeal")
    assert (empty.status_code, made.status_code, again.status_code) == (422, 302, 422)
    assert f"/my/cases/{appeal.pk}/" in text(client, f"/my/cases/{case.pk}/")
    assert f"/my/cases/{appeal.pk}/" in text(client, "/my/")
    concluded(appeal, Recommendation.GRANT)
    upheld = text(client, f"/my/cases/{appeal.pk}/")
    words = {"zh-hans": ("成立，已办结", "已核实"), "en": ("upheld", "已核实")}
    assert all(one in upheld for one in words[language])
    assert f'href="/my/cases/{case.pk}/"' in upheld


@BOTH
def test_complaint_is_filed_about_ones_own_case_alone(language: str) -> None:
    case, client = noticed(), browser(hand(R.CITIZEN), language)
    text(client, f"/my/cases/{case.pk}/complain/")

    made = client.post(f"/my/cases/{case.pk}/complain/", {"reason": "等候过久"})
    others = [
        browser(stranger()).post(f"/my/cases/{case.pk}/{form}/", {"reason": "等"}).status_code
        for form in ("appeal", "complain")
    ]

    assert (made.status_code, others) == (302, [404, 404])
    assert [one.person_id for one in Case.objects.filter(kind="complaint")] == [HERE]


def test_what_is_not_on_notice_or_not_there_cannot_be_objected_to() -> None:
    case, client = refused(), browser(stranger())

    answers = [client.post(f"/notices/{number}/object/", {"reason": "无"}) for number in (case.pk, 999999)]

    assert [answer.status_code for answer in answers] == [404, 404]
