"""Lists, details, histories and exports of records, made from the tables alone."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from jiyao.foundation.models import Act
from jiyao.registry.actions.correcting import correct_record
from jiyao.registry.models import AccountRole, HeldCertificate, Person
from jiyao.registry.permitting import PERMISSIONS
from jiyao.registry.tabling import TABLES
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import AT, HERE, PROVINCE, kept, lay_out

pytestmark = pytest.mark.django_db
CELL = re.compile(r"<td[^>]*>(?:<a[^>]*>)?([^<]*)(?:</a>)?</td>")
HAN = re.compile(r"[\u4e00-\u9fff]+")


def rows_on(page: str) -> list[list[str]]:
    """The texts of the rows of the list."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [CELL.findall(row) for row in body.split("</tr>") if "<td" in row]


@pytest.mark.parametrize("table", [name for name in TABLES if (name, "see") in PERMISSIONS])
def test_every_table_has_its_list_detail_and_workbook(table: str) -> None:
    lay_out()
    client = signed_in(AccountRole.AUDITOR)

    listing = client.get(f"/desk/records/{table}/")
    found = re.search(rf"/desk/(records/|funds/)?({table}|lines)/(\d+)/", listing.content.decode())
    workbook = client.get(f"/desk/records/{table}/rows.xlsx")

    assert (listing.status_code, workbook.status_code) == (200, 200)
    if found:
        assert client.get(found[0], follow=True).status_code == 200
    else:
        assert table == "runs" or TABLES[table].standing().count() == 0


def test_list_shows_words_and_masks() -> None:
    lay_out()

    page = signed_in(AccountRole.AUDITOR).get("/desk/records/certificates/").content.decode()

    assert rows_on(page)[0] == [
        "李* 4514",
        "S00***************0002",
        "",
        "6-18-02-04",
        "四级/中级工",
        "2025-02-01",
        "第802公司",
    ]
    assert "239902199003074514" not in page


def test_list_holds_what_is_in_reach_and_no_more() -> None:
    lay_out()

    page = signed_in(AccountRole.REVIEW).get("/desk/records/certificates/").content.decode()

    assert [row[0] for row in rows_on(page)] == ["张* 4513"]


@pytest.mark.parametrize(("asked", "first"), [("sort=issued_on", "李*"), ("sort=-issued_on", "张*")])
def test_list_is_sorted_both_ways(asked: str, first: str) -> None:
    lay_out()
    HeldCertificate.objects.filter(person=HERE).update(issued_on="2025-03-01")

    page = signed_in(AccountRole.AUDITOR).get(f"/desk/records/certificates/?{asked}").content.decode()

    assert rows_on(page)[0][0].startswith(first)


@pytest.mark.parametrize(
    ("table", "asked", "count"),
    [
        ("certificates", "level=L4", 2),
        ("certificates", "level=L3", 0),
        ("certificates", "from.issued_on=2025-02-01&to.issued_on=2025-02-01", 2),
        ("certificates", "from.issued_on=2025-02-02", 0),
        ("certificates", "person=1", 1),
        ("organisations", "q=第801", 1),
        ("organisations", "q=9123802", 1),
        ("organisations", "is_enterprise=yes", 2),
        ("organisations", "is_enterprise=no", 0),
    ],
)
def test_list_is_searched_and_narrowed(table: str, asked: str, count: int) -> None:
    lay_out()

    page = signed_in(AccountRole.AUDITOR).get(f"/desk/records/{table}/?{asked}").content.decode()

    assert len(rows_on(page)) == count


def test_columns_can_be_chosen() -> None:
    lay_out()

    page = signed_in(AccountRole.AUDITOR).get("/desk/records/certificates/?columns=level&columns=issued_on")

    assert rows_on(page.content.decode()) == [["四级/中级工", "2025-02-01"]] * 2


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ("sort=levle", "证书没有“levle”这一栏，是否为“level”？"),
        ("levle=L4", "证书没有“levle”这一栏，是否为“level”？"),
        ("columns=nothing", "证书没有“nothing”这一栏"),
        ("certificate_number=S0", "不能按“证书编号”筛选"),
        ("from.level=L4", "“等级”不是日期"),
        ("from.issued_on=2025-13-01", "“核发日期”：“2025-13-01”不是日期，请写成 2025-06-30 这样"),
        ("person=x", "“人员”应填数字，“x”不是"),
        ("q=239901199003074513", "公民身份号码不能写在网址里，请到“查人”页面查找"),
    ],
)
def test_what_cannot_be_asked_is_said_and_the_list_stands(asked: str, complaint: str) -> None:
    lay_out()

    response = signed_in(AccountRole.AUDITOR).get(f"/desk/records/certificates/?{asked}")

    page = response.content.decode()
    assert response.status_code == 400
    assert complaint in page
    assert len(rows_on(page)) == 2


def test_number_of_queries_does_not_grow_with_rows() -> None:
    lay_out()
    client = signed_in(AccountRole.AUDITOR)
    client.get("/desk/records/certificates/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/desk/records/certificates/")
    for number in range(3, 40):
        Person.objects.create(id=number)
        kept(HeldCertificate, 2000 + number, person_id=number, level="L4", issuer_id=801)

    with CaptureQueriesContext(connection) as many:
        page = client.get("/desk/records/certificates/").content.decode()

    assert len(rows_on(page)) == 39
    assert len(many) == len(few)


def test_pages_are_turned_and_a_page_too_far_is_the_last() -> None:
    lay_out()
    for number in range(3, 140):
        kept(HeldCertificate, 2000 + number, person_id=HERE, level="L4")
    client = signed_in(AccountRole.AUDITOR)

    pages = [client.get(f"/desk/records/certificates/?page={n}").content.decode() for n in (1, 3, 99)]

    assert [len(rows_on(page)) for page in pages] == [50, 39, 39]
    assert "139 行" in pages[0]


def test_detail_shows_the_history_and_the_acts() -> None:
    lay_out()
    correct_record(
        model=HeldCertificate,
        record=1001,
        changes={"level": "L3"},
        at=AT + timedelta(days=1),
        by="account:9",
        reason="看错了",
    )

    page = signed_in(AccountRole.REVIEW).get("/desk/records/certificates/1001/").content.decode()

    assert "<b>2</b> 2025-01-02 16:00<br>等级：<del>四级/中级工</del> → <ins>三级/高级工</ins>" in page
    assert "更正 · account:9 · 2025-01-02 16:00" in page


@pytest.mark.parametrize("key", ["1002", "99999", "x", "-1", "9" * 30])
def test_row_out_of_reach_is_not_there(key: str) -> None:
    lay_out()

    assert signed_in(AccountRole.REVIEW).get(f"/desk/records/certificates/{key}/").status_code == 404


def test_workbook_holds_what_the_list_does_and_an_act_says_who_took_it() -> None:
    lay_out()

    content = signed_in(AccountRole.REVIEW).get("/desk/records/certificates/rows.xlsx?level=L4").content

    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert sheet[0][:3] == ["人员", "证书编号", "证书种类"]
    assert sheet[1:] == [
        ["张* 4513", "S00***************0001", "", "6-18-02-04", "四级/中级工", "2025-02-01", "第801公司"]
    ]
    act = Act.objects.get(kind="export")
    assert (act.subject, act.codes["rows"]) == ("table:certificates", 1)


def test_english_lists_hold_chinese_in_data_only() -> None:
    lay_out()

    page = (
        signed_in(AccountRole.AUDITOR, PROVINCE, english=True)
        .get("/desk/records/certificates/")
        .content.decode()
    )

    assert set(HAN.findall(page)) - {"技耀", "中文", "张", "李", "第", "公司"} == set()
