"""At the counter: an official claims with the person; nothing is claimed without what they signed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, CaseEvidence, CaseState
from jiyao.foundation.models import Act
from jiyao.registry.models import AccountRole
from tests.casework.claims import CERTIFICATE, MEASURE, hand, lay_out_entitled
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY, HERE, OTHER_COUNTY, THERE

pytestmark = pytest.mark.django_db
R = AccountRole
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
        ({}, "请附本人签字的申领表"),
        ({"signed": "text"}, "请附本人签字的申领表"),
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
