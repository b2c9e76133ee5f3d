"""The treasury's file against the lines: what differs is told, and nothing changes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from jiyao.foundation.models import Act
from jiyao.funds.models import BudgetLine, PaymentOrder
from jiyao.registry.models import AccountRole
from tests.funds.money import Hands, committed, filed, load, ordered, pots, results
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.desk.test_funds import rows
from tests.registry.places import CITY, COUNTY, DAY, lay_out

pytestmark = pytest.mark.django_db
HEAD = "资金,区划代码,年度,累计支出"


@pytest.fixture
def line(settings: Settings, tmp_path) -> BudgetLine:
    """The county's line, with 1,500 yuan paid."""
    settings.DAY, settings.ATTACHMENTS = DAY, tmp_path
    lay_out()
    hands = Hands()
    found = hands.county_line()
    ordered(committed(found))
    batch = filed(found, hands.pays.account)
    [order] = PaymentOrder.objects.filter(batch=batch)
    load(batch, results(batch, [(str(order.pk), "1500.00", "成功", "", "")]))
    return found


def compared(*told: str, english: bool = False):
    """The answer to a file with these rows."""
    client = signed_in(AccountRole.PAY, CITY, english=english)
    content = "\r\n".join((HEAD, *told)).encode("gb18030")
    return client.post("/desk/funds/treasury/", {"file": SimpleUploadedFile("caizheng.csv", content)})


def test_file_that_agrees_says_so_and_is_recorded(line: BudgetLine) -> None:
    page = compared(f"失业保险基金,{COUNTY},2025,1500.00", f"失业保险基金,{CITY},2025,0").content.decode()

    assert "文件与本账一致" in page
    act = Act.objects.get(kind="reconcile-treasury")
    assert (act.codes["agree"], act.codes["unequal"]) == (2, 0)


def test_each_difference_is_told_with_its_row_and_nothing_changes(line: BudgetLine) -> None:
    before = pots(line)

    page = compared(
        f"失业保险基金,{COUNTY},2025,1600.50",
        f"就业补助资金,{COUNTY},2025,7",
        f"失业保险基金,{CITY},2025,abc",
    ).content.decode()

    assert rows(page) == [
        ["4", "失业保险基金", "甲市", "2025", "", "0", "", "金额无法识别"],
        ["2", "失业保险基金", "甲县", "2025", "1,600.50", "1,500", "+100.50", "金额不同"],
        ["3", "就业补助资金", "甲县", "2025", "7", "", "", "账内没有这条额度"],
    ]
    assert pots(line) == before


def test_line_that_the_file_leaves_out_is_told(line: BudgetLine) -> None:
    page = compared(f"unemployment-insurance,{CITY},2025,0", english=True).content.decode()

    assert rows(page) == [
        ["—", "unemployment-insurance fund", COUNTY, "2025", "", "1,500", "", "the file does not have it"]
    ]


@pytest.mark.parametrize("content", [b"", b"a,b\r\n1,2", b"\x00\x01"])
def test_file_that_is_none_is_refused(line: BudgetLine, content: bytes) -> None:
    client = signed_in(AccountRole.PAY, CITY)

    response = client.post("/desk/funds/treasury/", {"file": SimpleUploadedFile("x.csv", content)})

    assert response.status_code == 422
    assert Act.objects.filter(kind="reconcile-treasury").count() == 0
