"""Signing in and out, passwords and sessions."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as installation
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from jiyao.foundation.models import Act
from jiyao.registry.actions.accounts import close_account
from jiyao.registry.actions.passwords import issue_password
from jiyao.registry.models import AccountRole
from tests.interfaces.entrance.coming import CHOSEN, FAST, browser, code, lands, sign_in, with_password
from tests.registry.places import AT, account_as, lay_out

pytestmark = pytest.mark.django_db
ERROR = re.compile(r'role="alert">([^<]*)<')
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture(autouse=True)
def fast(settings: Settings) -> None:
    """Passwords are hashed quickly."""
    settings.PASSWORD_HASHERS = FAST
    lay_out()


def employer() -> str:
    """The username of an employer that has chosen a password."""
    return with_password(account_as(AccountRole.EMPLOYER)).username


def official() -> str:
    """The username of an official who has chosen a password, and has an authenticator."""
    return with_password(account_as(AccountRole.ACCEPT)).username


def complaints(client: Client, username: str, password: str) -> list[str]:
    """What the form of signing in complains of."""
    return ERROR.findall(sign_in(client, username, password).content.decode())


def test_employer_signs_in_and_arrives_at_the_first_page() -> None:
    client, username = browser(), employer()

    assert lands(sign_in(client, username)) == "/"
    assert f"<summary>{username}</summary>" in client.get("/").content.decode()


def test_official_gives_a_code_and_arrives_at_the_desk() -> None:
    client, username = browser(), official()

    assert lands(sign_in(client, username)) == "/account/code/"
    assert lands(client.get("/desk/")) == "/account/login/?next=/desk/"
    assert lands(client.post("/account/code/", {"code": code()})) == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_citizen_arrives_at_what_is_her_own_or_at_the_first_page() -> None:
    with_password(account_as(AccountRole.CITIZEN))
    try:
        own = reverse("own")
    except NoReverseMatch:
        own = "/"
    client = browser()

    assert lands(sign_in(client, "citizen")) == own
    assert "<summary>我的账号</summary>" in client.get("/account/security/").content.decode()


def test_page_that_was_asked_for_is_where_one_arrives() -> None:
    client, username = browser(), official()
    sign_in(client, username, next="/desk/records/people/")

    assert lands(client.post("/account/code/", {"code": code()})) == "/desk/records/people/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(elsewhere: str) -> None:
    assert lands(sign_in(browser(), employer(), next=elsewhere)) == "/"


@pytest.mark.parametrize("code_given", ["000000", "", "12345678901234567890", "不是数字"])
def test_wrong_code_is_refused(code_given: str) -> None:
    client, username = browser(), official()
    sign_in(client, username)

    response = client.post("/account/code/", {"code": code_given})

    said = {"": "这个字段是必填项。"}.get(code_given, "验证码不正确，请输入应用里最新的 6 位数字。")
    assert (response.status_code, ERROR.findall(response.content.decode())[:1]) == (200, [said])
    assert lands(client.get("/desk/")).startswith("/account/login/")


def test_code_is_used_once() -> None:
    first, second, username, shown = browser(), browser(), official(), code()
    sign_in(first, username)
    sign_in(second, username)
    first.post("/account/code/", {"code": shown})

    assert second.post("/account/code/", {"code": shown}).status_code == 200


@pytest.mark.parametrize(("username", "password"), [("employer-230102", "wrong"), ("nobody", CHOSEN)])
def test_wrong_password_and_unknown_name_are_told_alike(username: str, password: str) -> None:
    employer()

    assert complaints(browser(), username, password) == ["用户名或密码不正确。"]


def test_form_that_is_empty_says_so() -> None:
    assert complaints(browser(), "", "") == ["这个字段是必填项。"] * 2


def test_who_tries_passwords_is_locked_out_for_a_while_whatever_comes_next() -> None:
    username = employer()
    for _ in range(5):
        complaints(browser(), username, "wrong")

    assert complaints(browser(), username, CHOSEN) == [
        "登录失败次数过多，请过一刻钟再试；忘记密码，请联系系统管理员。"
    ]
    assert complaints(browser(), "someone else", "wrong") == ["用户名或密码不正确。"]


def test_who_asks_too_often_is_told_to_wait(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    client = browser()
    for _ in range(2):
        sign_in(client, "x", "y")

    response = sign_in(client, "x", "y")

    assert response.status_code == 429
    assert "请求太多，请稍候再试" in response.content.decode()


def test_closed_account_is_told_so_and_signs_in_no_more() -> None:
    account, client = with_password(account_as(AccountRole.EMPLOYER)), browser()
    sign_in(client, account.username)
    close_account(account=account, at=AT, by="account:7")

    assert "登录</a>" in client.get("/").content.decode()
    assert lands(sign_in(client, account.username)) == "/account/closed/"
    assert "账号已停用" in client.get("/account/closed/").content.decode()


def test_one_time_password_opens_nothing_but_the_choice_of_another() -> None:
    account, client = account_as(AccountRole.EMPLOYER), browser()
    once = issue_password(account=account, at=AT, by="account:7")
    sign_in(client, account.username, once)

    assert [lands(client.get(page)) for page in ("/", "/measures/", "/account/sessions/")] == [
        "/account/password/"
    ] * 3
    assert "您用的是一次性密码" in client.get("/account/password/").content.decode()

    new = {"oldpassword": once, "password1": CHOSEN, "password2": CHOSEN}
    assert lands(client.post("/account/password/", new)) == "/account/security/"
    assert "密码已修改，其他会话已退出。" in client.get("/account/security/").content.decode()
    assert client.get("/").status_code == 200
    assert Act.objects.filter(kind="choose-password", actor=account.party).count() == 1
    assert complaints(browser(), account.username, once) != []


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"oldpassword": "wrong"}, "现在的密码不正确。"),
        ({"password2": "another one 12"}, "每次输入的密码必须相同。"),
        ({"password1": "zq7x", "password2": "zq7x"}, "密码太短，至少要 10 个字符。"),
        ({"password1": "83649173640", "password2": "83649173640"}, "密码只包含数字。"),
        ({"password1": "employer-230102", "password2": "employer-230102"}, "密码跟 用户名 太相似了。"),
        ({"password1": "passwordpassword", "password2": "passwordpassword"}, None),
    ],
)
def test_password_that_would_not_do_is_refused(given: dict[str, str], complaint: str | None) -> None:
    client, username = browser(), employer()
    sign_in(client, username)

    asked = {"oldpassword": CHOSEN, "password1": "new and long 1", "password2": "new and long 1", **given}
    response = client.post("/account/password/", asked)

    said = ERROR.findall(response.content.decode())
    assert (said == [complaint]) if complaint else (response.status_code == 302)


def test_changing_the_password_ends_other_sessions() -> None:
    here, there, username = browser(), browser(), employer()
    sign_in(here, username)
    sign_in(there, username)
    new = {"oldpassword": CHOSEN, "password1": "new and long 1", "password2": "new and long 1"}

    here.post("/account/password/", new)

    assert here.get("/account/sessions/").status_code == 200
    assert there.get("/account/sessions/").status_code == 302


def test_sessions_are_listed_and_the_others_ended() -> None:
    here, there, username = browser(), browser(), employer()
    sign_in(here, username)
    sign_in(there, username)

    assert here.get("/account/sessions/").content.decode().count("127.0.0.1") == 2
    here.post("/account/sessions/")

    assert there.get("/account/sessions/").status_code == 302
    assert here.get("/account/sessions/").content.decode().count("127.0.0.1") == 1


@pytest.mark.parametrize("who", ["employer", "official"])
def test_session_ends_in_time_whatever_is_done_in_it(who: str) -> None:
    client = browser()
    if who == "employer":
        sign_in(client, employer())
    else:
        sign_in(client, official())
        client.post("/account/code/", {"code": code()})
    ends = client.session["_session_expiry"]

    client.get("/account/app/")
    session = Session.objects.get(session_key=client.session.session_key)

    assert session.get_decoded()["_session_expiry"] == ends
    left = session.expire_date - timezone.now()
    assert timedelta(hours=7, minutes=59) < left <= installation.SESSION_ENDS_AFTER


def test_who_leaves_has_left() -> None:
    client = browser()
    sign_in(client, employer())

    assert "要退出登录吗？" in client.get("/account/logout/").content.decode()
    assert lands(client.post("/account/logout/")) == "/"
    assert "登录</a>" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "password/reset/", "password/set/", "social/", "oidc/other/login/", "login/code/"],
)
def test_nobody_signs_up_and_nothing_goes_by_mail(path: str) -> None:
    assert browser().get(f"/account/{path}").status_code == 404


PAGES = [
    "login",
    "closed",
    "logout",
    "password",
    "password/none",
    "sessions",
    "security",
    "app",
    "codes/new",
    "keys",
    "keys/add",
]


@pytest.mark.parametrize("page", PAGES)
def test_english_pages_hold_no_chinese(page: str) -> None:
    client = browser(english=True)
    if page not in ("login", "closed"):
        sign_in(client, employer())

    found = client.get(f"/account/{page}/")

    assert found.status_code == 200
    assert set(HAN.findall(found.content.decode())) - {"技耀", "中文"} == set()


@pytest.mark.parametrize("page", PAGES)
def test_pages_hold_no_inline_script_or_style(page: str) -> None:
    client = browser()
    if page not in ("login", "closed"):
        sign_in(client, employer())

    text = client.get(f"/account/{page}/").content.decode()

    kinds = re.findall(r"<script([^>]*)>", text)
    assert [one for one in kinds if "src=" not in one and 'type="application/json"' not in one] == []
    assert re.findall(r"<style|style=|onclick=|javascript:", text) == []
