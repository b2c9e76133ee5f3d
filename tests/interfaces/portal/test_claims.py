"""An organisation claims for a class on the portal: chooses, sees who is due and why not, confirms, follows it."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings
from xlsxwriter import Workbook

from jiyao.base.money import yuan
from jiyao.casework.actions.accepting import ask_supplement
from jiyao.casework.actions.passing import pass_day
from jiyao.casework.models import Case, Paper
from jiyao.interfaces.ui.official.composing import content_of
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole as R
from jiyao.training.models import Enrolment
from tests.casework.claims import hand
from tests.casework.rosters import (
    BODY,
    MEASURE,
    all_of,
    demonstration,
    lay_out_class,
    lines_of,
    signed,
    states,
)
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
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    assert cells == [
        *("3", "999", "本单位没有这个编号的记录"),
        *("4", str(records[0]), "重复"),
        *("5", "1002", "本单位没有这个编号的记录"),
    ]
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


def test_organisation_and_each_person_get_their_papers(records: list[int]) -> None:
    body = signed_in(R.TRAINING_BODY)
    roster = Case.objects.get(
        pk=int(body.post(f"{CLASS}claim/", {"record": records, **ACCOUNT}).url.split("/")[-2])
    )
    signed(all_of(roster), "accept", hand(R.ACCEPT))
    signed(all_of(roster), "review", hand(R.REVIEW))
    signed(all_of(roster), "approve", hand(R.APPROVE))

    papers = list(Paper.objects.filter(year=2025).order_by("pk"))

    assert [one.kind for one in papers] == ["acceptance"]
    told = content_of(papers[0])
    assert (told.to, told.title) == ("第801公司：", "受理通知书")
    assert told.blocks[0].text == (
        f"你单位于2025年6月30日提出就业重点群体免费职业技能培训补贴申领（单位名册），受理编号{roster.number}。经审查，属于本机关受理范围，现予受理。"
    )
    later = hand(R.ACCEPT, days=30)
    pass_day(Hand(None, later.on, later.at), demonstration())
    decision = Paper.objects.get(kind="decision", case__subject_record=records[0])
    told = content_of(decision)
    assert told.blocks[0].text.startswith(
        "第801公司于2025年6月30日以单位名册为你（公民身份号码：230***********0300）提出"
    )
    assert told.warning == "演示数据，不是正式公文；本件依据演示值作出，规定尚未查到，不产生任何效力"
    assert "支付至第801公司提供的收款账户" in "".join(getattr(one, "text", "") for one in told.blocks)
    assert Paper.objects.filter(kind="decision").count() == len(records)
    page = body.get(f"{HERE}{roster.pk}/").text
    address = f"{HERE}{roster.pk}/papers/{papers[0].pk}"
    assert f'href="{address}/pdf/"' in page
    assert b"".join(body.get(f"{address}/docx/").streaming_content).startswith(b"PK")
    assert body.get(f"{address}/odt/").status_code == 404
    assert body.get(f"{HERE}{roster.pk}/papers/999/pdf/").status_code == 404
