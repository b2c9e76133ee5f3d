"""Verifying on the portal: five answers in both languages, a list, and not too often."""

from io import BytesIO

import pytest
import xlsxwriter
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from jiyao.evaluation.actions.standing import Decided, revoke_certificate
from jiyao.evaluation.models import CertificatePaper, IssuedCertificate
from jiyao.registry.models import Account
from tests.evaluation.certified import issued, issuing, last_act

pytestmark = pytest.mark.django_db
NAME = "张三丰"


@pytest.fixture(autouse=True)
def uncounted() -> None:
    caches["memory"].clear()


@pytest.fixture
def certificate() -> IssuedCertificate:
    return issued()[0]


def revoked(certificate: IssuedCertificate) -> None:
    revoke_certificate(
        certificate.pk,
        Decided(issuing(Account.objects.get(username="office")), "考试替考，已查实", last_act()),
    )


def asked(number: str, name: str = NAME, **headers: str) -> str:
    response = Client(headers=headers).post("/verify/", {"number": number, "name": name})
    assert response.status_code == 200
    return response.content.decode()


def test_valid_by_number_and_name(certificate: IssuedCertificate) -> None:
    page = asked(certificate.number)

    assert ('mark-yes">有效' in page, "张**" in page, NAME in page, "焊工" in page) == (
        True,
        True,
        False,
        True,
    )


def test_by_the_code_of_the_qr_in_english(certificate: IssuedCertificate) -> None:
    code = CertificatePaper.objects.get(certificate=certificate).code

    page = Client(headers={"accept-language": "en"}).get(f"/verify/{code}/").content.decode()

    assert ('mark-yes">Valid' in page, certificate.number in page, "Level 3" in page) == (True, True, True)


def test_revoked_says_why(certificate: IssuedCertificate) -> None:
    revoked(certificate)

    page = asked(certificate.number)

    assert ('mark-no">已撤销' in page, "考试替考，已查实" in page) == (True, True)


def test_wrong_name_and_unknown_number_have_the_same_page(certificate: IssuedCertificate) -> None:
    def told(number: str, name: str) -> str:
        return asked(number, name).split("<main", 1)[1].split("csrfmiddlewaretoken", 1)[0]

    assert told(certificate.number, "李四") == told("S000023000001253999999", NAME)
    assert "本省登记中未查到" in told(certificate.number, "李四")


def test_unknown_code_and_a_list_that_is_none() -> None:
    client = Client()

    assert "本省登记中未查到" in client.get("/verify/nothing/").content.decode()
    for content in (b"", b"a,b\n1,2\n", "证书编号,姓名\n".encode()):
        file = SimpleUploadedFile("list.csv", content)
        assert client.post("/verify/list/", {"file": file}).status_code == 422
    assert client.post("/verify/list/").status_code == 422


def test_a_list_comes_back_with_an_answer_on_each_line(certificate: IssuedCertificate) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["单位名单"])
        sheet.write_row(1, 0, ["序号", "姓名", "证书编号"])
        sheet.write_row(2, 0, [1, NAME, certificate.number])
        sheet.write_row(3, 0, [2, "李四", "=1+1"])

    response = Client().post("/verify/list/", {"file": SimpleUploadedFile("名单.xlsx", content.getvalue())})

    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    lines = [row[:5] for row in rows if row[0] not in ("演示数据", "")]
    assert lines[:2] == [
        ["证书编号", "姓名", "核验结果", "职业", "等级"],
        [certificate.number, NAME, "有效", "焊工", "三级/高级工"],
    ]
    assert lines[2][2] == "本省登记中未查到"


def test_who_asks_too_often_waits(settings: Settings) -> None:
    settings.VERIFICATIONS_A_MINUTE = 2
    settings.VERIFICATION_LISTS_AN_HOUR = 0
    client, given = Client(), {"number": "1", "name": "张"}

    answers = [client.post("/verify/", given).status_code for _ in range(3)]

    assert answers == [200, 200, 429]
    assert client.get("/verify/nothing/").status_code == 429
    assert client.post("/verify/list/").status_code == 429
    assert client.get("/verify/").status_code == 200
