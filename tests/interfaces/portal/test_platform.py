"""报送全国平台 on a body's pages and at the desk: sent, taken, answered, put right."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import SentCertificate, Session
from jiyao.foundation.models import Act
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import Account, AccountRole
from tests.evaluation.certified import CANDIDATES, ISSUED_ON, account_of, issued, pack
from tests.evaluation.platformed import FIRST, HEAD, SECOND, answered, sent
from tests.interfaces.desk.signing import signed_in

pytestmark = pytest.mark.django_db
HERE, DESK = "/my-organisation/platform/", "/desk/evaluation/platform/"


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DEMONSTRATION, settings.DAY = True, ISSUED_ON
    load_lists(pack())
    issued()


def body(*, english: bool = False) -> Client:
    client = Client(headers={"accept-language": "en" if english else "zh-hans"})
    client.force_login(Account.objects.get(username="office"))
    return client


def text(client: Client, where: str = HERE) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def receipt(*rows: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("回执.csv", "\r\n".join((HEAD, *rows)).encode("gb18030"))}


def test_body_sends_what_waits_and_takes_the_file() -> None:
    client = body()
    assert "2 本证书" in text(client)

    page = client.post(f"{HERE}send/", follow=True).content.decode()

    number = SentCertificate.objects.values_list("file", flat=True)[0]
    assert "已生成报送文件：2 本证书" in page
    assert "待回执 2" in text(client)
    csv = client.post(f"{HERE}{number}/csv/")
    assert (csv.headers["Content-Type"], FIRST in csv.content.decode("utf-8-sig")) == ("text/csv", True)
    assert client.post(f"{HERE}{number}/xlsx/").content[:2] == b"PK"
    assert Act.objects.filter(kind="take-platform-file").count() == 2
    assert "没有待报送的内容" in client.post(f"{HERE}send/", follow=True).content.decode()


def test_what_came_back_stands_with_its_reason_and_is_sent_again() -> None:
    sent()
    client = body(english=True)

    page = client.post(
        f"{HERE}answers/", receipt(f"{FIRST},接收,", f"{SECOND},退回,证件号码不符"), follow=True
    )

    assert "1 accepted, 1 refused, 0 known already" in page.content.decode()
    shown = text(client)
    assert ("证件号码不符" in shown, "Came back" in shown, SECOND in shown) == (True, True, False)
    line = SentCertificate.objects.get(state="refused").pk
    assert "a reason is needed" in client.post(f"{HERE}{line}/again/", follow=True).content.decode()
    client.post(f"{HERE}{line}/again/", {"what": "更正了登记的证件号码"})
    assert ("1 certificate" in text(client), "Came back" in text(client)) == (True, False)


def test_wrong_rows_are_listed_and_nothing_is_taken() -> None:
    sent()
    client = body()

    page = client.post(f"{HERE}answers/", receipt(f"{FIRST},接收,", "S999,接收,", f"{FIRST},退回,x"))

    shown = re.sub(r"<[^>]+>", "", page.content.decode())
    assert page.status_code == 422
    assert ("第 3 行：证书 S999 不在您的报送记录中" in shown, "第 4 行" in shown) == (True, True)
    assert set(SentCertificate.objects.values_list("state", flat=True)) == {"sent"}
    assert "请选择平台返回的回执文件" in client.post(f"{HERE}answers/", follow=True).content.decode()
    wrong = {"file": SimpleUploadedFile("x.csv", b"a,b\r\n1,2\r\n")}
    assert "缺少表头“证书编号”" in client.post(f"{HERE}answers/", wrong, follow=True).content.decode()


def test_session_is_taken_as_it_is_now() -> None:
    client, number = body(), Session.objects.get().pk
    assert "批次有变化" in text(client)

    packed = client.post(f"{HERE}sessions/{number}/zip/")

    assert (packed.headers["Content-Type"], packed.content[:2]) == ("application/zip", b"PK")
    assert "批次有变化" not in text(client)
    assert client.post(f"{HERE}sessions/999/zip/").status_code == 404
    assert client.post(f"{HERE}sessions/{number}/pdf/").status_code == 404


def test_candidate_has_no_such_page() -> None:
    client = Client()
    client.force_login(account_of(CANDIDATES[0]))

    assert (client.get(HERE).status_code, client.get(DESK).status_code) == (403, 403)


def test_desk_sees_how_each_body_stands_and_sends_for_all() -> None:
    sent()
    answered(f"{SECOND},退回,证件号码不符")
    desk = signed_in(AccountRole.ACCEPT, "230000")

    shown = text(desk, DESK)

    assert ("演示评价机构0101" in shown, "证件号码不符" in shown) == (True, True)
    assert "没有待报送的内容" in desk.post(f"{DESK}send/", follow=True).content.decode()
    number = SentCertificate.objects.values_list("file", flat=True)[0]
    assert desk.post(f"{DESK}{number}/csv/").status_code == 200
    page = desk.post(f"{DESK}answers/", receipt(f"{FIRST},接收,"), follow=True)
    assert "接收 1 本，退回 0 本" in page.content.decode()


def test_auditor_looks_and_sends_nothing() -> None:
    auditor = signed_in(AccountRole.AUDITOR, "230000")

    assert "由评价机构或受理岗位报送" in text(auditor, DESK)
    assert auditor.post(f"{DESK}send/").status_code == 403
