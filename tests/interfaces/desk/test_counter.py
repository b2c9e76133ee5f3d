"""At the counter: an official claims with the person; nothing is claimed without what they signed."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.confirming import WrongCode, check_code, make_code
from jiyao.casework.models import Case, CaseEvidence, CaseState
from jiyao.foundation.models import Act
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import holder_of
from tests.casework.claims import CERTIFICATE, MEASURE, hand, lay_out_entitled
from tests.casework.offers import standing_offer
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY, HERE, OTHER_COUNTY, THERE, account_as

pytestmark = pytest.mark.django_db
R = AccountRole
NOW = datetime(2025, 6, 30, 1, tzinfo=UTC)
CLAIM = f"/desk/people/{HERE}/claim/{CERTIFICATE}/{MEASURE}/"
ACCOUNT = {"holder": "张三", "account": "6228 4800 0000 0000 123", "bank": "甲银行"}


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path) -> None:
    settings.DAY, settings.ATTACHMENTS = DAY, tmp_path
    lay_out_entitled()


def scan(content: bytes = b"%PDF-1.7 signed") -> SimpleUploadedFile:
    """A scan of what was signed."""
    return SimpleUploadedFile("签字.pdf", content, "application/pdf")


def test_official_claims_with_the_person_and_keeps_what_was_signed() -> None:
    client = signed_in(R.ACCEPT)
    assert f'href="{CLAIM}"' in client.get(f"/desk/people/{HERE}/").content.decode()
    assert "签字" in client.get(CLAIM).content.decode()

    answer = client.post(CLAIM, {**ACCOUNT, "signed": scan()})

    case = Case.objects.get(measure=MEASURE)
    assert answer.url == f"/desk/cases/{case.pk}/"
    assert (case.state, case.channel, case.person_id) == (CaseState.CLAIMED, "counter", HERE)
    [paper] = CaseEvidence.objects.filter(case=case)
    assert paper.file.kind == "pdf"
    assert "本人签字的申领表" in client.get(answer.url).content.decode()


def test_looking_at_a_paper_leaves_an_act_and_is_for_whom_the_case_is() -> None:
    client = signed_in(R.ACCEPT)
    client.post(CLAIM, {**ACCOUNT, "signed": scan()})
    paper = CaseEvidence.objects.get()
    address = f"/desk/cases/{paper.case_id}/papers/{paper.pk}/"

    seen = client.post(address)
    elsewhere = signed_in(R.REVIEW, OTHER_COUNTY).post(address)

    assert b"".join(seen.streaming_content) == b"%PDF-1.7 signed"
    assert elsewhere.status_code == 404
    assert Act.objects.filter(kind="take-evidence", subject=f"case:{paper.case_id}").count() == 1


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({}, "请填写本人的办事码，或附本人签字的申领表"),
        ({"signed": "text"}, "请填写本人的办事码，或附本人签字的申领表"),
        ({"code": "12345678"}, "办事码不对或已失效"),
        ({"signed": b"no paper at all"}, "请用"),
        ({"signed": b"%PDF-1.7", "account": "12"}, "账号应为 6 至 32 位数字"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_claimed(given: dict[str, object], complaint: str) -> None:
    signed = given.get("signed")
    files = {"signed": scan(signed)} if isinstance(signed, bytes) else given

    answer = signed_in(R.ACCEPT).post(CLAIM, {**ACCOUNT, **given, **files})

    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert not Case.objects.filter(measure=MEASURE).exists()


def test_person_elsewhere_is_out_of_reach() -> None:
    address = f"/desk/people/{THERE}/claim/{1000 + THERE}/{MEASURE}/"

    assert signed_in(R.ACCEPT).get(address).status_code == 404


def test_paper_that_was_missing_is_put_in_with_the_supplement() -> None:
    client = signed_in(R.ACCEPT)
    client.post(CLAIM, {**ACCOUNT, "signed": scan()})
    case = Case.objects.get(measure=MEASURE)
    client.post(f"/desk/cases/{case.pk}/move/", {"do": "ask-supplement", "reason": "请补银行卡复印件"})
    person = Client()
    person.force_login(hand(R.CITIZEN).account)

    person.post(f"/my/cases/{case.pk}/supplement/", {"reason": "见附件", "paper": scan(b"%PDF-1.7 card")})

    case.refresh_from_db()
    assert (case.state, case.evidence.count()) == (CaseState.CLAIMED, 2)


def code_of(person: Client) -> str:
    """The code that a person has made on her own page."""
    page = person.post("/my/code/").content.decode()
    [found] = re.findall(r"\b(\d{4} \d{4})\b", page)
    return found


def test_person_confirms_by_code_and_the_code_is_good_once() -> None:
    hers, helper = signed_in(R.CITIZEN), signed_in(R.HELPER)
    assert 'href="/my/code/"' in hers.get("/my/").content.decode()
    assert f'href="{CLAIM}"' in helper.get(f"/desk/people/{HERE}/").content.decode()
    code = code_of(hers)

    answer = helper.post(CLAIM, {**ACCOUNT, "code": code})
    again = helper.post(CLAIM, {**ACCOUNT, "code": code})

    case = Case.objects.get(measure=MEASURE)
    assert (answer.url, again.status_code) == (f"/desk/cases/{case.pk}/", 422)
    assert "本人以办事码确认" in helper.get(answer.url).content.decode()
    confirmed = Act.objects.get(kind="confirm-by-code")
    assert (confirmed.subject, CaseEvidence.objects.filter(case=case).count()) == (f"case:{case.pk}", 0)


def test_code_is_over_after_ten_minutes_another_code_and_five_wrong_ones() -> None:
    hers = Hand(holder_of(account_as(R.CITIZEN), DAY), DAY, NOW)
    first, until = make_code(hers)
    second, _ = make_code(hers)

    def good(code: str, at: datetime) -> bool:
        try:
            return check_code(HERE, code, replace(hers, at=at)).case is None
        except WrongCode:
            return False

    in_time = [good(first, NOW), good(second, until), good(second, until + timedelta(seconds=1))]
    wrong = [good(first, NOW) for _ in range(4)]

    assert (in_time, wrong, good(second, NOW)) == ([False, True, False], [False] * 4, False)


def test_claim_that_fails_leaves_the_code_good() -> None:
    code, helper = code_of(signed_in(R.CITIZEN)), signed_in(R.HELPER)

    failed = helper.post(CLAIM, {**ACCOUNT, "account": "12", "code": code})

    assert failed.status_code == 422
    assert helper.post(CLAIM, {**ACCOUNT, "code": code}).status_code == 302


def test_helper_sees_the_cases_that_they_opened_and_no_others() -> None:
    helper = signed_in(R.HELPER)
    helper.post(CLAIM, {**ACCOUNT, "signed": scan()})
    mine = Case.objects.get(measure=MEASURE)
    other = Case.objects.exclude(pk=mine.pk).get(person=HERE, kind="person-claim")

    page = helper.get("/desk/records/cases/").content.decode()

    assert helper.get(f"/desk/cases/{mine.pk}/").status_code == 200
    assert helper.get(f"/desk/cases/{other.pk}/").status_code == 404
    assert (f"/desk/cases/{mine.pk}/" in page, f"/desk/cases/{other.pk}/" in page) == (True, False)


def test_hotline_finds_the_case_with_its_steps_and_what_the_rules_say() -> None:
    signed_in(R.ACCEPT).post(CLAIM, {**ACCOUNT, "signed": scan()})
    case = Case.objects.get(measure=MEASURE)
    hotline = signed_in(R.HOTLINE)

    person, page = (
        hotline.get(address).content.decode()
        for address in (f"/desk/people/{HERE}/", f"/desk/cases/{case.pk}/")
    )

    assert f'href="/desk/cases/{case.pk}/"' in person
    shown = ("待受理" in page, "按今天的资料和规则" in page, "1,500" in page)
    assert (shown, 'name="do"' in page, "6228" in page) == ((True, True, True), False, False)


def test_offer_that_is_over_lapses_when_the_counter_says_yes_to_it() -> None:
    offer = standing_offer(amount_fen=1)

    answer = signed_in(R.ACCEPT).post(CLAIM, {**ACCOUNT, "signed": scan()})

    offer.refresh_from_db()
    assert (answer.status_code, offer.state) == (422, CaseState.LAPSED)
    assert "这项推送已不成立" in answer.content.decode()
    assert not CaseEvidence.objects.exists()
