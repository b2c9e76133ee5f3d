"""Certificates at the desk: what is proposed on the page of one, decided by another, told in English too."""

import re

import pytest
from django.test import Client

from jiyao.casework.models import Case
from jiyao.evaluation.models import IssuedCertificate, Standing
from jiyao.policy.models import Grant
from jiyao.registry.models import AccountRole
from tests.casework.claims import lay_out_entitled
from tests.casework.test_certificates import WHY, issue_here
from tests.interfaces.desk.signing import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate() -> IssuedCertificate:
    lay_out_entitled()
    Grant.objects.filter(measure="subsidy").delete()
    return issue_here()


def proposed(client: Client, number: int, **changed: str):
    given = {"change": "revoke", "since": "", "reason": WHY, **changed}
    return client.post(f"/desk/certificates/{number}/propose/", given)


def test_revoked_by_two(certificate: IssuedCertificate) -> None:
    first, second = signed_in(AccountRole.ACCEPT), signed_in(AccountRole.REVIEW)
    row = first.get(f"/desk/records/issued-certificates/{certificate.pk}/").content.decode()
    form = first.get(f"/desk/certificates/{certificate.pk}/propose/").content.decode()

    case = Case.objects.get(pk=int(re.findall(r"\d+", proposed(first, certificate.pk).url)[0]))
    page = second.get(f"/desk/cases/{case.pk}/").content.decode()
    done = second.post(f"/desk/cases/{case.pk}/move/", {"do": "change-certificate", "reason": ""})

    certificate.refresh_from_db()
    assert f"/desk/certificates/{certificate.pk}/propose/" in row
    assert ("暂停证书" in form, "恢复已撤销的证书" in form) == (True, False)
    assert (WHY in page, "撤销证书" in page, "自何日起无效" in page) == (True, True, True)
    assert (done.status_code, certificate.standing) == (302, Standing.REVOKED)


def test_left_as_it_is_needs_words(certificate: IssuedCertificate) -> None:
    case = re.findall(r"\d+", proposed(signed_in(AccountRole.ACCEPT), certificate.pk).url)[0]
    second = signed_in(AccountRole.REVIEW)

    refused = second.post(f"/desk/cases/{case}/move/", {"do": "leave-certificate", "reason": ""})
    left = second.post(f"/desk/cases/{case}/move/", {"do": "leave-certificate", "reason": "证据不足"})

    certificate.refresh_from_db()
    assert (refused.status_code, left.status_code, certificate.standing) == (422, 302, Standing.VALID)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"reason": ""}, "请用一句话写明理由"),
        ({"since": "前天"}, "请填写日期"),
        ({"since": "2019-01-01"}, "撤销起始日须在核发日与"),
        ({"change": "resume"}, "不能办理这一项"),
    ],
)
def test_form_says_what_is_wrong(
    certificate: IssuedCertificate, changed: dict[str, str], complaint: str
) -> None:
    response = proposed(signed_in(AccountRole.ACCEPT), certificate.pk, **changed)

    assert (response.status_code, complaint in response.content.decode()) == (422, True)
    assert Case.objects.filter(kind="certificate-standing").count() == 0


def test_nobody_proposes_without_the_right(certificate: IssuedCertificate) -> None:
    address = f"/desk/certificates/{certificate.pk}/propose/"

    assert signed_in(AccountRole.PAY).get(address).status_code == 403
