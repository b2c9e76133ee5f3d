"""An organisation claims for a class on the portal: chooses, sees who is due and why not, confirms, follows it."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings
from xlsxwriter import Workbook

from jiyao.base.money import yuan
from jiyao.casework.actions.accepting import ask_supplement
from jiyao.casework.models import Case
from jiyao.registry.models import AccountRole as R
from jiyao.training.models import Enrolment
from tests.casework.claims import hand
from tests.casework.rosters import BODY, MEASURE, lay_out_class, lines_of, states
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY

pytestmark = pytest.mark.django_db
HERE = "/my-organisation/claims/"
CLASS = f"{HERE}{BODY}/{MEASURE}/"
ACCOUNT = {"holder": "第801公司", "account": "2305 0167 8901 2345", "bank": "甲银行"}


@pytest.fixture(autouse=True)
def records(settings: Settings, tmp_path: Path) -> list[int]:
    settings.ATTACHMENTS = tmp_path
    settings.DEMONSTRATION, settings.DAY = True, DAY
    return lay_out_class()


def listed(text: str, name: str = "list.csv") -> SimpleUploadedFile:
    """A list of numbers as it is uploaded."""
    return SimpleUploadedFile(name, text.encode())


def test_body_chooses_its_class_sees_who_is_due_and_claims(records: list[int]) -> None:
    Enrolment.objects.filter(record=records[1]).update(passed=False)
    Enrolment.objects.filter(record=records[2]).update(attendance_ratio=None)
    body = signed_in(R.TRAINING_BODY)
    start = body.get(HERE).text
    page = body.get(f"{CLASS}{records[0]}/").text

    made = body.post(f"{CLASS}claim/", {"record": [records[0]], **ACCOUNT})

    assert f'href="{CLASS}{records[0]}/"' in start
    assert page.count('name="record"') == 1
    for words in ("1 人可申领", "不符合：培训合格", "还需知道：出勤率", yuan(150_000), "第801公司"):
        assert words in page, words
    roster = Case.objects.get(kind="roster")
    assert made.headers["Location"] == f"{HERE}{roster.pk}/"
    assert list(lines_of(roster).values_list("subject_record", flat=True)) == [records[0]]
    told = body.get(made.headers["Location"]).text
    assert roster.number in told
    assert "待受理" in told
    assert roster.number in body.get(HERE).text
    again = body.get(f"{CLASS}{records[0]}/").text
    assert "已有办件在办理" in again
    assert "今天没有可以申领的人员" in again


def test_without_an_account_nothing_is_claimed_and_the_page_says_so(records: list[int]) -> None:
    body = signed_in(R.TRAINING_BODY, english=True)

    refused = body.post(f"{CLASS}claim/", {"record": records, "bank": "甲银行"})

    assert refused.status_code == 422
    assert "3 are due" in refused.text
    assert refused.text.count('name="record"') == 3
    assert not Case.objects.filter(kind="roster").exists()


def test_list_of_numbers_is_taken_whole_or_told_row_by_row(records: list[int]) -> None:
    body = signed_in(R.TRAINING_BODY)
    bad = f"记录号\n{records[0]}\n999\n{records[0]}\n1002\n"

    def bring(content: object) -> tuple[int, str]:
        answer = body.post(f"{CLASS}list/", {"list": content} if content else {})
        return answer.status_code, answer.text

    status, page = bring(listed(bad))
    assert (status, page.count("<tr>")) == (422, 4)
    assert '<td class="number">3</td><td>999</td><td>本单位没有这个编号的记录</td>' in page
    assert f'<td class="number">4</td><td>{records[0]}</td><td>重复</td>' in page
    assert "1002</td><td>本单位没有这个编号的记录" in page
    good, page = bring(listed(f"来源编号,备注\nr{records[0]},a\n{records[2]},\n"))
    assert (good, page.count('name="record"')) == (200, 2)
    for wrong in (None, listed(""), listed("记录号\n"), listed("姓名\n张三\n"), listed("PAR1", "x.csv")):
        assert bring(wrong)[0] == 422
    with Workbook(file := BytesIO()) as book:
        book.add_worksheet().write_column(0, 0, ["证书编号", records[1]])
    assert bring(SimpleUploadedFile("l.xlsx", file.getvalue()))[1].count('name="record"') == 1


def test_roster_is_supplemented_and_taken_back(records: list[int]) -> None:
    body = signed_in(R.TRAINING_BODY)
    body.post(f"{CLASS}claim/", {"record": records, **ACCOUNT})
    roster = Case.objects.get(kind="roster")
    ask_supplement(roster.pk, hand(R.ACCEPT), missing="开班备案表")
    asked = body.get(f"{HERE}{roster.pk}/").text
    paper = SimpleUploadedFile("备案.pdf", b"%PDF-1.4\n%%EOF")

    body.post(f"{HERE}{roster.pk}/supplement/", {"reason": "已附", "paper": paper})
    assert "开班备案表" in asked
    assert states(roster)[0] == "claimed"
    body.post(f"{HERE}{roster.pk}/withdraw/")

    assert states(roster) == ("withdrawn", ["lapsed"] * 3)
    assert body.post(f"{HERE}{roster.pk}/withdraw/").status_code == 422
    assert body.post(f"{HERE}{roster.pk}/account/").status_code == 422


def test_what_is_not_the_organisations_is_not_there(records: list[int]) -> None:
    body, citizen = signed_in(R.TRAINING_BODY), signed_in(R.CITIZEN)
    body.post(f"{CLASS}claim/", {"record": records, **ACCOUNT})
    roster = Case.objects.get(kind="roster")
    line = lines_of(roster)[0]

    def status(client: Client, address: str) -> int:
        return client.get(address).status_code

    assert status(body, f"{HERE}802/{MEASURE}/1002/") == 404
    assert status(body, f"{CLASS}1002/") == 404
    assert status(body, f"{HERE}{BODY}/national-master-studio/1/") == 404
    assert status(body, f"{HERE}{line.pk}/") == 404
    assert status(body, f"/desk/cases/{line.pk}/") == 404
    assert status(citizen, HERE) == 403
