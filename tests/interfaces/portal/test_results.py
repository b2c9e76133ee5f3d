"""Results on pages: the body enters a file, closes, publishes, answers and reports; who is on notice; who asks again."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import Candidate, Mark, PartResult, Session, SessionState
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import Account
from tests.evaluation.examined import CANDIDATES, DAY, LEAD, account_of, arranged, office
from tests.evaluation.test_results import mark_everything
from tests.packs.heilongjiang import pack

pytestmark = pytest.mark.django_db
MARKS = "准考证号,技能考核\nT601,60\nT602,70\nT603,缺考\n"


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DEMONSTRATION, settings.DAY = True, DAY
    load_lists(pack())


def client_of(account: Account, *, english: bool = False) -> Client:
    client = Client(headers={"accept-language": "en" if english else "zh-hans"})
    client.force_login(account)
    return client


def address(what: str = "") -> str:
    return f"/my-organisation/results/{Session.objects.get().pk}/{what}"


def text(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def published(settings: Settings) -> Client:
    """The body's browser, with results on notice since this day."""
    arranged("theory practical")
    mark_everything()
    body = client_of(office())
    body.post(address("close/"))
    body.post(address("publish/"))
    return body


def test_body_enters_marks_from_a_file_and_sees_how_far_they_are() -> None:
    arranged()
    body = client_of(office())

    answer = body.post(
        address("load/"), {"file": SimpleUploadedFile("marks.csv", MARKS.encode())}, follow=True
    )

    assert "已录入 3 条成绩" in answer.content.decode()
    shown = text(body, address())
    assert ('data-label="座位">3</td>' in shown, 'data-label="录入不足">3</td>' in shown) == (True, True)


def test_wrong_rows_are_listed_and_nothing_is_taken() -> None:
    arranged()
    body = client_of(office(), english=True)
    wrong = SimpleUploadedFile("marks.csv", (MARKS + "T999,60\nT60x,8O\n").encode())

    answer = body.post(address("load/"), {"file": wrong})

    assert (answer.status_code, "Line 6: “8O” is no mark" in answer.content.decode()) == (400, True)
    assert Mark.objects.count() == 0


def test_file_that_is_no_table_is_refused_with_the_reason() -> None:
    arranged()
    body = client_of(office())

    answer = body.post(address("load/"), {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04no")}, follow=True)

    assert 'class="error" role="alert"' in answer.content.decode()
    assert body.post(address("load/")).status_code == 200


def test_notice_shows_who_passed_and_no_marks(settings: Settings, client: Client) -> None:
    published(settings)
    number = Session.objects.get().pk

    listed, shown = text(client, "/results/"), text(client, f"/results/{number}/")

    assert f"/results/{number}/" in listed
    assert (shown.count("合格</span>"), shown.count("不合格</span>"), "59.9" in shown) == (3, 2, False)
    paper = PdfReader(BytesIO(client.get(f"/results/{number}/notice.pdf").content)).pages[0].extract_text()
    assert ("T601" in paper, paper.count("不合格"), "59.9" in paper) == (True, 2, False)
    settings.DAY = DAY + timedelta(days=30)
    for path in ("", "notice.pdf"):
        assert client.get(f"/results/{number}/{path}").status_code == 404
    assert "现在没有成绩公示" in text(client, "/results/")


def test_results_are_not_there_before_they_are_published(client: Client) -> None:
    arranged()

    assert client.get(f"/results/{Session.objects.get().pk}/").status_code == 404


def test_candidate_asks_and_reads_the_answer(settings: Settings) -> None:
    body = published(settings)
    her = Candidate.objects.get(person=CANDIDATES[1])
    browser = client_of(account_of(her.person_id))
    assert "59.9" in text(browser, f"/my/results/{her.pk}/")

    browser.post(f"/my/results/{her.pk}/", {"part": "practical", "reason": "第三题应得分"})

    assert "第三题应得分" in text(body, address())
    asked = her.re_markings.get().pk
    body.post(address(f"asked/{asked}/"), {"mark": "61", "answer": "漏计 1.1 分"})
    own = text(browser, f"/my/results/{her.pk}/")
    assert "59.9 → 61" in own
    assert "漏计 1.1 分" in own
    assert PartResult.objects.filter(candidate=her, part="practical").count() == 2


def test_results_of_others_are_nobodys(settings: Settings) -> None:
    published(settings)
    her = Candidate.objects.get(person=CANDIDATES[1])
    other = client_of(account_of(CANDIDATES[0]))

    assert other.get(f"/my/results/{her.pk}/").status_code == 404
    assert other.get(address()).status_code == 403
    assert other.post(f"/my/results/{her.pk}/", {"part": "practical", "reason": "x"}).status_code == 404


def test_session_is_reported_once_its_notice_is_over(settings: Settings) -> None:
    body = published(settings)
    early = body.post(address("report/"), follow=True)
    assert "公示至 2025-06-17" in early.content.decode()

    settings.DAY = DAY + timedelta(days=8)
    body.post(address("report/"))

    assert Session.objects.get().state == SessionState.REPORTED
    assert body.post(address("burn/")).status_code == 404


def test_examiner_does_not_close_a_session() -> None:
    arranged()

    assert client_of(account_of(LEAD)).post(address("close/")).status_code == 403


def test_list_asks_as_often_for_three_sessions_as_for_one(settings: Settings) -> None:
    published(settings)
    first = Session.objects.get()
    asked = []
    for copies in (0, 2):
        for number in range(copies):
            Session.objects.create(
                **{
                    field.attname: getattr(first, field.attname)
                    for field in Session._meta.concrete_fields
                    if field.attname not in ("id", "number")
                },
                number=f"another {number}",
            )
        with CaptureQueriesContext(connection) as captured:
            page = text(Client(), "/results/")
        asked.append((page.count('class="clause"'), len(captured)))

    assert [shown for shown, _ in asked] == [1, 3]
    assert asked[0][1] == asked[1][1]
