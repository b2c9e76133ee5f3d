"""Money at the desk: lines within reach, an allocation proposed by one and confirmed by another."""

import re

import pytest
from django.test import Client

from jiyao.funds.models import Allocation, BudgetLine
from jiyao.registry.models import AccountRole
from tests.funds.money import FUND, Hands, committed
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import CITY, COUNTY, DAY, OTHER_COUNTY, PROVINCE, lay_out

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "allocate",
    "fund": FUND,
    "division": PROVINCE,
    "year": "2025",
    "amount": "10,000.50",
    "basis": "演示〔2025〕1号",
}
CELL = re.compile(r"<t[dh][^>]*>(?:<a[^>]*>|<b>)?([^<]*)")


def rows(page: str) -> list[list[str]]:
    """The cells of each row of the first table."""
    body = page.partition("<tbody>")[2].partition("</table>")[0]
    return [CELL.findall(row) for row in body.split("</tr>") if "<t" in row]


@pytest.fixture(autouse=True)
def world(settings) -> None:
    """Two counties, on a settled day."""
    settings.DAY = DAY
    lay_out()


def test_allocation_is_proposed_by_one_and_confirmed_by_another() -> None:
    pays, approves = signed_in(AccountRole.PAY, PROVINCE), signed_in(AccountRole.APPROVE, PROVINCE)

    proposed = pays.post("/desk/funds/allocations/make/", FORM)
    made = Allocation.objects.get(fund=FUND)
    waiting = approves.get("/desk/funds/allocations/").content.decode()
    own = pays.post(f"/desk/funds/allocations/{made.pk}/decide/", {"do": "confirm"})
    confirmed = approves.post(f"/desk/funds/allocations/{made.pk}/decide/", {"do": "confirm"})

    assert (proposed.status_code, proposed.url) == (302, f"/desk/funds/allocations/{made.pk}/")
    assert {row[0]: row[5] for row in rows(waiting)}[str(made.pk)] == "10,000.50"
    assert (own.status_code, confirmed.status_code) == (403, 302)
    assert BudgetLine.objects.get(fund=FUND).available_fen == 1_000_050
    page = approves.get(f"/desk/funds/allocations/{made.pk}/").content.decode()
    assert "已确认" in page
    assert 'name="do"' not in page


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("kind", "give", "请选择种类"),
        ("fund", "invented", "请选择资金"),
        ("year", "25", "请填年度"),
        ("amount", "-3", "请填大于零的金额"),
        ("amount", "1.234", "请填大于零的金额"),
        ("amount", "0", "请填大于零的金额"),
        ("basis", " ", "请写明依据文件"),
        ("division", "999999", "没有区划 999999"),
    ],
)
def test_field_that_is_wrong_is_named_and_the_rest_kept(name: str, value: str, complaint: str) -> None:
    response = signed_in(AccountRole.PAY, PROVINCE).post(
        "/desk/funds/allocations/make/", {**FORM, name: value}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in page
    assert name == "basis" or 'value="演示〔2025〕1号"' in page
    assert Allocation.objects.filter(fund=FUND).count() == 0


def test_sum_that_is_not_there_is_refused_with_the_line() -> None:
    hands = Hands()
    hands.allocate(amount_fen=500)
    client = Client()
    client.force_login(hands.pays.account)
    client.post("/desk/funds/allocations/make/", {**FORM, "division": CITY, "amount": "6"})
    made = Allocation.objects.get(fund=FUND, division=CITY)
    client.force_login(hands.approves.account)

    response = client.post(f"/desk/funds/allocations/{made.pk}/decide/", {"do": "confirm"})

    assert response.status_code == 409
    assert "省 2025 年：可用只有 5 元，要动用 6 元" in response.content.decode()


def test_proposal_is_given_back_with_a_reason_or_taken_back() -> None:
    pays, approves = signed_in(AccountRole.PAY, PROVINCE), signed_in(AccountRole.APPROVE, PROVINCE)
    for _ in range(2):
        pays.post("/desk/funds/allocations/make/", FORM)
    first, second = Allocation.objects.filter(fund=FUND).order_by("pk")

    without = approves.post(f"/desk/funds/allocations/{first.pk}/decide/", {"do": "return"})
    given_back = approves.post(
        f"/desk/funds/allocations/{first.pk}/decide/", {"do": "return", "answer": "文号有误"}
    )
    taken_back = pays.post(f"/desk/funds/allocations/{second.pk}/withdraw/")

    assert [r.status_code for r in (without, given_back, taken_back)] == [422, 302, 302]
    assert [one.state for one in Allocation.objects.filter(fund=FUND).order_by("pk")] == [
        "returned",
        "withdrawn",
    ]
    assert "文号有误" in pays.get(f"/desk/funds/allocations/{first.pk}/").content.decode()


def test_lines_are_told_by_fund_with_what_is_left() -> None:
    line = Hands().county_line(1_000_000)
    committed(line, 150_000)

    page = signed_in(AccountRole.SUPERVISE, PROVINCE).get("/desk/funds/").content.decode()

    assert rows(page) == [
        ["省", "0", "0", "0", "0", ""],
        ["甲市", "0", "0", "0", "0", ""],
        ["甲县", "10,000", "0", "1,500", "8,500", ""],
        ["合计", "10,000", "0", "1,500", "8,500", ""],
    ]
    assert '<rect class="funds-committed" x="0.00" y="0" width="15.00" height="8"/>' in page


def test_county_sees_its_own_lines_and_nobody_elses() -> None:
    line = Hands().county_line()
    here, there = signed_in(AccountRole.REVIEW, COUNTY), signed_in(AccountRole.REVIEW, OTHER_COUNTY)

    assert "甲县" in here.get("/desk/funds/").content.decode()
    assert here.get(f"/desk/funds/lines/{line.pk}/").status_code == 200
    assert there.get(f"/desk/funds/lines/{line.pk}/").status_code == 404
    assert there.get("/desk/funds/?year=2025").content.decode().count("甲县") == 0


def test_line_leads_from_a_transfer_to_what_it_is_for() -> None:
    line = Hands().county_line()
    committed(line, 150_000)

    page = signed_in(AccountRole.REVIEW, COUNTY).get(f"/desk/funds/lines/{line.pk}/").content.decode()

    told = rows(page)
    assert [row[1:] for row in told] == [
        ["承诺", "1,500", "可用", "已承诺", "case:12"],
        [
            "下达",
            "10,000",
            "甲市",
            "可用",
            f"allocation:{Allocation.objects.get(division=COUNTY, fund=FUND).pk}",
        ],
    ]
    assert 'href="/desk/funds/allocations/' in page


def test_pages_speak_english() -> None:
    line = Hands().county_line()
    client = signed_in(AccountRole.AUDITOR, english=True)
    addresses = ["/desk/funds/", f"/desk/funds/lines/{line.pk}/"]

    pages = [client.get(address).content.decode() for address in addresses]

    assert ["nemployment-insurance fund" in page for page in pages] == [True, True]
    assert "Allocations to confirm" in client.get("/desk/funds/allocations/").content.decode()


def test_more_lines_take_no_more_queries(django_assert_num_queries) -> None:
    hands = Hands()
    hands.allocate()
    client = signed_in(AccountRole.SUPERVISE, PROVINCE)
    client.get("/desk/funds/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get("/desk/funds/")
    for division in (CITY, COUNTY):
        hands.allocate(division=division, amount_fen=10)
    with django_assert_num_queries(len(one)):
        client.get("/desk/funds/")
