"""Accounts administered on the desk: opened, given roles, helped, closed."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.foundation.models import Act
from jiyao.registry.models import Account, AccountRole, Assignment
from jiyao.registry.queries.factors import has_second_factor
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import COUNTY, DAY, NAMES, account_as, lay_out

pytestmark = pytest.mark.django_db
ERROR = re.compile(r'role="alert">([^<]*)<')
ONCE = re.compile(r'<p class="once">([^<]*)</p>')
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture
def administrator() -> Client:
    """An administrator at the desk."""
    lay_out()
    return signed_in(AccountRole.ADMINISTRATOR)


def address(account: Account, what: str) -> str:
    """Where something is done with an account."""
    return f"/desk/accounts/{account.pk}/{what}/"


def shown(client: Client, account: Account) -> str:
    """The account's page."""
    return client.get(f"/desk/records/accounts/{account.pk}/").content.decode()


def test_account_is_opened_with_a_password_that_is_shown_once(administrator: Client) -> None:
    page = administrator.post("/desk/accounts/open/", {"username": " wang ", "name": "王五"}).content.decode()

    account = Account.objects.get(username="wang")
    assert (account.name, account.check_password(ONCE.search(page)[1]), account.password_is_temporary) == (
        "王五",
        True,
        True,
    )
    assert ONCE.search(shown(administrator, account)) is None


@pytest.mark.parametrize(
    ("username", "status", "complaint"),
    [
        ("", 400, "用户名须为 1 至 64 个字符，首尾不留空格"),
        ("w" * 65, 400, "用户名须为 1 至 64 个字符，首尾不留空格"),
        ("239901199003074513", 400, "不能用公民身份号码作用户名"),
        ("administrator-230102", 409, "用户名“administrator-230102”已被使用，请换一个"),
    ],
)
def test_username_that_would_not_do_is_said(
    administrator: Client, username: str, status: int, complaint: str
) -> None:
    before = Account.objects.count()

    response = administrator.post("/desk/accounts/open/", {"username": username, "name": "王五"})

    assert (response.status_code, ERROR.findall(response.content.decode())) == (status, [complaint])
    assert 'value="王五"' in response.content.decode()
    assert Account.objects.count() == before


@pytest.mark.parametrize(
    ("role", "place", "kept"),
    [
        ("accept", {"division": COUNTY}, (COUNTY, None)),
        ("employer", {"organisation": " 9123801 "}, (None, 801)),
        ("auditor", {}, (None, None)),
    ],
)
def test_role_is_given_at_a_real_place(
    administrator: Client, role: str, place: dict[str, str], kept: tuple[str | None, int | None]
) -> None:
    account = account_as(AccountRole.CITIZEN)
    given = {"role": role, **place, "starts_on": "2025-01-01", "ends_on": "2025-12-31"}

    response = administrator.post(address(account, "roles"), given)

    found = account.assignments.get()
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/desk/records/accounts/{account.pk}/",
    )
    assert (found.role, (found.division_id, found.organisation_id)) == (role, kept)
    assert (found.starts_on, found.ends_on) == (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("given", "status", "complaint"),
    [
        ({"role": ""}, 400, "请选择角色"),
        ({"role": "king"}, 400, "请选择角色"),
        ({"role": "citizen"}, 400, "个人：公务角色须选区划，单位角色须选单位，其他角色都不选"),
        ({"role": "accept"}, 400, "受理：公务角色须选区划，单位角色须选单位，其他角色都不选"),
        ({"role": "accept", "division": "999999"}, 400, "没有代码为“999999”的区划，请写六位代码，如 230102"),
        (
            {"role": "employer", "organisation": "nothing"},
            400,
            "没有统一社会信用代码为“NOTHING”的单位，请先导入",
        ),
        (
            {"role": "pay", "division": COUNTY, "starts_on": "1.2."},
            400,
            "“1.2.”不是日期，请写成 2025-06-30 这样",
        ),
        (
            {"role": "pay", "division": COUNTY, "starts_on": "2025-02-01", "ends_on": "2025-01-01"},
            400,
            "截止日早于起始日",
        ),
        (
            {"role": "approve", "division": COUNTY},
            409,
            "“审批”与“受理”不能由同一账号担任，请先停用其一或另开账号",
        ),
    ],
)
def test_role_that_cannot_be_given_is_refused_with_the_reason(
    administrator: Client, given: dict[str, str], status: int, complaint: str
) -> None:
    account = account_as(AccountRole.ACCEPT)

    response = administrator.post(address(account, "roles"), given)

    assert (response.status_code, ERROR.findall(response.content.decode())) == (status, [complaint])
    assert Assignment.objects.filter(account=account).count() == 1


def test_role_is_ended(administrator: Client) -> None:
    account = account_as(AccountRole.ACCEPT)
    assignment = account.assignments.get()

    response = administrator.post(address(account, f"roles/{assignment.pk}"))

    assignment.refresh_from_db()
    assert response.status_code == 302
    assert assignment.ends_on is not None
    assert Act.objects.filter(kind="end-role", subject=account.party).count() == 1


def test_role_of_another_account_is_not_there(administrator: Client) -> None:
    account, other = account_as(AccountRole.ACCEPT), account_as(AccountRole.REVIEW)

    response = administrator.post(address(account, f"roles/{other.assignments.get().pk}"))

    assert response.status_code == 404


def test_password_is_issued_and_shown_once(administrator: Client) -> None:
    account = account_as(AccountRole.ACCEPT)

    page = administrator.post(address(account, "password")).content.decode()

    account.refresh_from_db()
    assert account.check_password(ONCE.search(page)[1])
    assert "一次性密码尚未使用" in shown(administrator, account)


def test_lost_second_factor_is_removed(administrator: Client) -> None:
    account = account_as(AccountRole.ACCEPT)

    first = administrator.post(address(account, "factors"))
    second = administrator.post(address(account, "factors"))

    assert (first.status_code, has_second_factor(account)) == (302, False)
    assert (second.status_code, ERROR.findall(second.content.decode())) == (409, ["该账号没有第二验证因素"])


def test_account_is_closed_and_offers_nothing_more(administrator: Client) -> None:
    account = account_as(AccountRole.ACCEPT)

    administrator.post(address(account, "close"))

    account.refresh_from_db()
    assert not account.is_active
    page = shown(administrator, account)
    assert ("停用账号" in page.partition("administration")[2], "授予角色</h2>" in page) == (False, False)
    refused = administrator.post(address(account, "password"))
    assert (refused.status_code, ERROR.findall(refused.content.decode())) == (409, ["账号已停用，请另开账号"])


@pytest.mark.parametrize("what", ["password", "factors", "close", "roles"])
def test_own_account_is_left_to_another(administrator: Client, what: str) -> None:
    account = Account.objects.get(username="administrator-230102")

    response = administrator.post(address(account, what), {"role": "auditor"})

    assert (response.status_code, ERROR.findall(response.content.decode())) == (
        403,
        ["这是您自己的账号，须由另一位系统管理员办理"],
    )


@pytest.mark.parametrize("what", ["password", "factors", "close", "roles", "roles/1"])
def test_account_that_is_none_is_not_there(administrator: Client, what: str) -> None:
    assert administrator.post(f"/desk/accounts/999999/{what}/", {"role": "auditor"}).status_code == 404


@pytest.mark.parametrize("role", [role for role in AccountRole if role is not AccountRole.ADMINISTRATOR])
def test_nobody_else_administers(role: AccountRole) -> None:
    lay_out()
    account, client = account_as(AccountRole.EXAMINER), signed_in_once(role)

    statuses = [
        client.post(address(account, what)).status_code
        for what in ("password", "factors", "close", "roles", "roles/1")
    ]

    assert [*statuses, client.post("/desk/accounts/open/").status_code] == [403] * 6
    assert not Act.objects.filter(kind__in=("issue-password", "close-account")).exists()


def signed_in_once(role: AccountRole) -> Client:
    """Somebody with that role; the examiner is there already."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(
        Account.objects.get(username="examiner-230102") if role is AccountRole.EXAMINER else account_as(role)
    )
    return client


def test_auditor_sees_roles_and_no_forms() -> None:
    lay_out()
    account = account_as(AccountRole.ACCEPT)

    page = shown(signed_in(AccountRole.AUDITOR), account).partition("administration")[2]

    assert ("甲县" in page, "<form" in page.partition("</section>")[0]) == (True, False)


def test_administrator_sees_nothing_personal(administrator: Client) -> None:
    account = account_as(AccountRole.CITIZEN)

    page = shown(administrator, account)
    listing = administrator.get("/desk/accounts/").content.decode()

    assert [name for name in NAMES.values() if name in page + listing] == []
    assert administrator.get("/desk/people/1/").status_code == 403


def test_english_pages_hold_chinese_in_data_only() -> None:
    lay_out()
    account, client = account_as(AccountRole.ACCEPT), signed_in(AccountRole.ADMINISTRATOR, english=True)

    text = shown(client, account) + client.get("/desk/accounts/open/").content.decode()

    assert set(HAN.findall(text)) - {"技耀", "中文"} == set()


def test_role_that_is_to_come_or_over_is_told(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out()
    account = account_as(AccountRole.ACCEPT)
    account.assignments.update(ends_on=date(2020, 6, 1))
    account.assignments.create(role="supervise", division_id=COUNTY, starts_on=date(2025, 7, 1))

    page = shown(signed_in(AccountRole.AUDITOR), account)

    assert ("已结束" in page, "尚未开始" in page) == (True, True)
