"""Corrections at the desk: asked for on a record's page, found in the queue, decided."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiyao.casework.models import Correction, State
from jiyao.casework.sealing import said_by
from jiyao.registry.models import FOREVER, AccountRole, HeldCertificate
from tests.casework.asking import ask, holder
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import OTHER_COUNTY, PROVINCE, lay_out

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u4e00-\u9fff]+")
FORM = "/desk/records/certificates/1001/correct/issued_on/"
ISSUED = {"version": "1", "value": "2025-02-03", "reason": "证书上写的是 3 日"}


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out()


def standing() -> HeldCertificate:
    return HeldCertificate.objects.get(record=1001, superseded_at=FOREVER)


def decided(client: Client, number: int, do: str, **given: str):
    return client.post(f"/desk/corrections/{number}/decide/", {"do": do, **given})


def test_official_asks_from_the_page_of_a_record() -> None:
    client = signed_in(AccountRole.ACCEPT)
    page = client.get("/desk/records/certificates/1001/").content.decode()
    which = client.get("/desk/records/certificates/1001/correct/").content.decode()
    form = client.get(FORM).content.decode()

    asked = client.post(FORM, ISSUED)

    assert 'href="/desk/records/certificates/1001/correct/"' in page
    assert FORM in which
    assert 'type="date"' in form
    assert "2025-02-01" in form
    made = Correction.objects.get(column="issued_on")
    assert asked.url == f"/desk/corrections/{made.pk}/"
    assert said_by([made])[made.pk].claimed == "2025-02-03"


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"value": "前天"}, "核发日期：不是日期"),
        ({"value": "2025-02-01"}, "记录中已经是这个值"),
        ({"reason": ""}, "请用一句话写明理由"),
        ({"version": "7"}, "这条记录已被更正"),
        ({"version": "x" * 9}, "这条记录已被更正"),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_written(changed: dict[str, str], complaint: str) -> None:
    response = signed_in(AccountRole.ACCEPT).post(FORM, ISSUED | changed)

    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in page
    assert (ISSUED | changed)["reason"] in page
    assert Correction.objects.filter(column="issued_on").count() == 0


@pytest.mark.parametrize(
    "address",
    [
        "/desk/records/certificates/1002/correct/",
        "/desk/records/certificates/9999/correct/issued_on/",
        "/desk/records/certificates/1001/correct/person/",
        "/desk/records/certificates/1001/correct/nothing/",
        "/desk/corrections/1002/",
        "/desk/corrections/99999999/",
    ],
)
def test_what_is_out_of_reach_is_not_there(address: str) -> None:
    assert signed_in(AccountRole.ACCEPT).get(address).status_code == 404


@pytest.mark.parametrize(
    ("table", "key", "column", "shown"),
    [
        ("certificates", 1001, "level", "三级/高级工"),
        ("certificates", 1001, "found_in_lookup", "<option"),
        ("certificates", 1001, "issuer", "写单位全称或统一社会信用代码"),
        ("certificates", 1001, "occupation", "写职业编码"),
        ("insurance", 1001, "last_month", "写作 2024-05；留空表示“没有”"),
        ("organisation-roles", 5801, "role", "用人单位"),
        ("organisations", 801, "name", 'type="text"'),
        ("enrolments", 1001, "fee_charged_fen", "以元为单位"),
        ("enrolments", 1001, "attended_days", 'inputmode="numeric"'),
    ],
)
def test_field_is_of_the_column(table: str, key: int, column: str, shown: str) -> None:
    client = signed_in(AccountRole.ACCEPT, PROVINCE)

    assert shown in client.get(f"/desk/records/{table}/{key}/correct/{column}/").content.decode()


def test_queue_holds_the_open_requests_in_reach_the_oldest_first() -> None:
    number = ask(holder(AccountRole.CITIZEN)).pk

    page = signed_in(AccountRole.REVIEW).get("/desk/corrections/").content.decode()
    elsewhere = signed_in(AccountRole.REVIEW, OTHER_COUNTY).get("/desk/corrections/").content.decode()

    rows = re.findall(r'href="/desk/corrections/(\d+)/" data-row', page)
    assert rows == ["1001", str(number)]
    assert "本人" in page
    assert "former" in page
    assert re.findall(r'href="/desk/corrections/(\d+)/" data-row', elsewhere) == ["1002"]


def test_queue_is_empty_and_says_so() -> None:
    Correction.objects.all().delete()

    assert "没有待决定的更正申请" in signed_in(AccountRole.REVIEW).get("/desk/corrections/").content.decode()


def test_queries_of_the_queue_do_not_grow_with_requests() -> None:
    client = signed_in(AccountRole.REVIEW)
    client.get("/desk/corrections/")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/corrections/")
    one = Correction.objects.get(pk=1001)
    case = one.case
    for number in range(20):
        case.pk, case.subject_record, case._state.adding = 5000 + number, 7000 + number, True
        case.save(force_insert=True)
        one.pk, one.record, one._state.adding, one.case = 5000 + number, 7000 + number, True, case
        one.save(force_insert=True)

    with CaptureQueriesContext(connection) as many:
        page = client.get("/desk/corrections/").content.decode()

    assert page.count("data-row") == 21
    assert len(many) == len(few)


def test_desk_says_how_many_wait() -> None:
    page = signed_in(AccountRole.REVIEW).get("/desk/").content.decode()

    assert "<b>1</b> 件更正申请待决定" in page


def test_request_shows_what_stands_beside_what_is_claimed() -> None:
    number = ask(holder(AccountRole.CITIZEN)).pk

    page = signed_in(AccountRole.REVIEW).get(f"/desk/corrections/{number}/").content.decode()

    assert "<del>2025-02-01</del>" in page
    assert "<ins>2025-02-03</ins>" in page
    assert "证书上写的是 3 日" in page
    assert page.count('name="do"') == 3


def test_hotline_sees_how_it_stands_and_not_what_it_says() -> None:
    number = ask(holder(AccountRole.CITIZEN)).pk

    page = signed_in(AccountRole.HOTLINE).get(f"/desk/corrections/{number}/").content.decode()

    assert "您能看办理情况，不能看内容" in page
    assert ("2025-02-03" in page, "证书上写的是 3 日" in page, 'name="do"' in page) == (False,) * 3


def test_reviewer_corrects_as_asked_and_sees_what_rests_on_it() -> None:
    number = ask(holder(AccountRole.CITIZEN)).pk
    client = signed_in(AccountRole.REVIEW)

    response = decided(client, number, "correct")

    page = client.get(response.url).content.decode()
    assert standing().issued_on.isoformat() == "2025-02-03"
    assert "已更正" in page
    assert 'name="do"' not in page
    assert re.search(r"以这条记录为依据的给付.*subsidy.*1,500", page, re.DOTALL)


def test_reviewer_corrects_to_another_value() -> None:
    number = ask(holder(AccountRole.CITIZEN)).pk

    decided(signed_in(AccountRole.REVIEW), number, "other", value="2025-02-02", answer="档案为 2 日")

    assert standing().issued_on.isoformat() == "2025-02-02"


def test_reviewer_keeps_the_record_and_must_say_why() -> None:
    number = ask(holder(AccountRole.CITIZEN)).pk
    client = signed_in(AccountRole.REVIEW)

    refused = decided(client, number, "keep")
    kept = decided(client, number, "keep", answer="与档案一致")

    assert (refused.status_code, "请用一句话写明理由" in refused.content.decode()) == (422, True)
    assert kept.status_code == 302
    assert Correction.objects.get(pk=number).state == State.KEPT


def test_second_reviewer_is_told() -> None:
    number = ask(holder(AccountRole.CITIZEN)).pk
    decided(signed_in(AccountRole.REVIEW), number, "correct")

    late = decided(signed_in(AccountRole.REVIEW, PROVINCE), number, "keep", answer="一致")

    assert (late.status_code, f"{number} 号申请已经办结：已更正" in late.content.decode()) == (409, True)


def test_record_that_moved_is_told_with_both_values_and_can_only_be_kept() -> None:
    number = ask(holder(AccountRole.CITIZEN)).pk
    HeldCertificate.objects.filter(record=1001).update(version=2, issued_on="2025-02-09")
    row = standing()
    row.pk, row.version, row.issued_on = None, 1, "2025-02-01"
    row.recorded_at, row.superseded_at = "2024-12-31T00:00Z", row.recorded_at
    row.save(force_insert=True)
    client = signed_in(AccountRole.REVIEW)

    page = client.get(f"/desk/corrections/{number}/").content.decode()
    refused = decided(client, number, "correct")

    assert ("现在的记录" in page, page.count('name="do"')) == (True, 1)
    assert refused.status_code == 409
    assert "申请时为 2025-02-01，现为 2025-02-09" in refused.content.decode()


def test_unknown_button_decides_nothing() -> None:
    assert decided(signed_in(AccountRole.REVIEW), 1001, "burn").status_code == 302
    assert Correction.objects.get(pk=1001).state == State.OPEN


def test_who_asked_withdraws_at_the_desk_and_nobody_else() -> None:
    client = signed_in(AccountRole.ACCEPT)
    client.post(FORM, ISSUED)
    number = Correction.objects.get(column="issued_on").pk

    other = signed_in(AccountRole.REVIEW).post(f"/desk/corrections/{number}/withdraw/")
    client.post(f"/desk/corrections/{number}/withdraw/")
    again = client.post(f"/desk/corrections/{number}/withdraw/")

    assert (other.status_code, again.status_code) == (403, 409)
    assert Correction.objects.get(pk=number).state == State.WITHDRAWN


@pytest.mark.parametrize(
    "address",
    [
        "/desk/corrections/",
        "/desk/corrections/1001/",
        "/desk/records/corrections/",
        "/desk/records/corrections/1001/",
        "/desk/records/certificates/1001/",
    ],
)
def test_english_page_holds_no_chinese_but_data(address: str) -> None:
    page = signed_in(AccountRole.REVIEW, english=True).get(address).content.decode()

    body = page.partition("<main")[2].partition("</main>")[0]
    assert set(HAN.findall(body)) <= {"张", "第", "公司", "证书上写的是三级"}
