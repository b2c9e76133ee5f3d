"""The pages of tokens: a list, a form, a token that is shown once, and an end."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.registry.models import Account, AccountRole, ApiToken
from jiyao.registry.queries.tokens import account_of_token
from tests.interfaces.api.calling import token_of
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened
from tests.interfaces.entrance.coming import FAST, browser, code, lands, sign_in, with_password
from tests.registry.places import AT, DAY, account_as, lay_out

pytestmark = pytest.mark.django_db
TEXT = re.compile(r'<p class="secret">([^<]+)</p>')
HAN = re.compile(r"[\u4e00-\u9fff]+")
GIVEN = {"name": "人事系统", "days": "30", "reach": "read"}


@pytest.fixture(autouse=True)
def fast(settings: Settings) -> None:
    """The small world, on its day; passwords are hashed quickly."""
    settings.PASSWORD_HASHERS = FAST
    settings.DAY = DAY
    lay_out()


def arrived(role: AccountRole, *, english: bool = False) -> tuple[Client, Account]:
    """A browser that somebody signed in with, by a second factor where the role needs one."""
    account = with_password(account_as(role))
    client = browser(english=english)
    if lands(sign_in(client, account.username)) == "/account/code/":
        client.post("/account/code/", {"code": code()})
    return client, account


def made(client: Client, **more: str) -> HttpResponse:
    """The answer to the form."""
    return client.post("/account/tokens/new/", GIVEN | more)


@pytest.mark.parametrize("role", [AccountRole.EMPLOYER, AccountRole.REVIEW])
def test_token_is_made_and_shown_once(role: AccountRole) -> None:
    client, account = arrived(role)

    page = made(client).content.decode()

    text = TEXT.search(page)[1]  # type: ignore[index]
    token = ApiToken.objects.get()
    assert account_of_token(text, DAY) == token
    assert (token.account, token.name, token.is_read_only, token.by_two_factors, str(token.expires_on)) == (
        account,
        "人事系统",
        True,
        role is AccountRole.REVIEW,
        "2025-07-29",
    )
    listed = client.get("/account/tokens/").content.decode()
    assert (text in listed, token.begins in listed, "有效至 2025-07-29 · 没有用过" in listed) == (
        False,
        True,
        True,
    )


def test_token_that_may_write_is_asked_for() -> None:
    client, _ = arrived(AccountRole.EMPLOYER)

    made(client, reach="write")
    made(client, reach="everything")

    assert list(ApiToken.objects.order_by("pk").values_list("is_read_only", flat=True)) == [False, True]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"name": " "}, "名称须为 1 至 60 个字，写明用途，不能含公民身份号码"),
        ({"days": "366"}, "有效期须为 1 至 365 天"),
        ({"days": "两天"}, "有效期须为 1 至 365 天"),
        ({"days": "9" * 50}, "有效期须为 1 至 365 天"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(given: dict[str, str], complaint: str) -> None:
    client, _ = arrived(AccountRole.EMPLOYER)

    response = made(client, **given)

    page = response.content.decode()
    assert (response.status_code, f'role="alert">{complaint}<' in page, ApiToken.objects.count()) == (
        422,
        True,
        0,
    )


def test_token_is_ended_after_a_question() -> None:
    client, account = arrived(AccountRole.EMPLOYER)
    text = token_of(account)
    address = f"/account/tokens/{ApiToken.objects.get().pk}/end/"

    asked = client.get(address).content.decode()
    before = account_of_token(text, DAY)

    assert ("要停用这个令牌吗？" in asked, before is not None) == (True, True)
    assert lands(client.post(address)) == "/account/tokens/"
    assert account_of_token(text, DAY) is None
    assert "已停用" in client.get("/account/tokens/").content.decode()
    assert client.post(address).status_code == 404


def test_tokens_of_others_are_not_there() -> None:
    client, _ = arrived(AccountRole.EMPLOYER)
    token_of(account_as(AccountRole.REVIEW), name="别人的令牌")
    address = f"/account/tokens/{ApiToken.objects.get().pk}/end/"

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert "别人的令牌" not in client.get("/account/tokens/").content.decode()
    assert ApiToken.objects.get().ended_at is None


def test_after_a_while_one_proves_again_who_one_is(settings: Settings) -> None:
    client, _ = arrived(AccountRole.EMPLOYER)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1

    assert lands(client.get("/account/tokens/new/")) == "/account/again/?next=%2Faccount%2Ftokens%2Fnew%2F"
    assert lands(made(client)).startswith("/account/again/")
    assert ApiToken.objects.count() == 0


def test_official_without_a_second_factor_comes_to_no_form() -> None:
    account = with_password(account_as(AccountRole.REVIEW, factor=False))
    client = browser()
    sign_in(client, account.username)

    assert lands(made(client)) == "/account/security/"


@pytest.mark.parametrize("address", ["/account/tokens/", "/account/tokens/new/", "/account/tokens/1/end/"])
def test_who_did_not_sign_in_is_asked_to(address: str) -> None:
    assert lands(browser().get(address)) == f"/account/login/?next={address}"


def test_security_leads_to_the_tokens() -> None:
    client, _ = arrived(AccountRole.EMPLOYER)

    assert '<a href="/account/tokens/">管理</a>' in client.get("/account/security/").content.decode()


def test_english_pages_hold_no_chinese_but_names() -> None:
    client, _ = arrived(AccountRole.EMPLOYER, english=True)
    pages = [made(client, name="x").content.decode(), made(client, name="x", days="0").content.decode()]
    ended = ApiToken.objects.get()
    addresses = ("/account/tokens/", f"/account/tokens/{ended.pk}/end/")
    pages += [client.get(address).content.decode() for address in addresses]
    ApiToken.objects.update(ended_at=AT)
    pages += [client.get("/account/tokens/").content.decode()]

    assert set(HAN.findall("".join(pages))) - {"技耀", "中文"} == set()


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_bars_people_from_the_pages(width: int) -> None:
    client, _ = arrived(AccountRole.EMPLOYER)
    pages = {
        "/made": made(client),
        "/wrong": made(client, name=""),
        "/account/tokens/new/": client.get("/account/tokens/new/"),
        "/account/tokens/": client.get("/account/tokens/"),
        "/end": client.get(f"/account/tokens/{ApiToken.objects.get().pk}/end/"),
    }
    with opened(pages, width) as page:
        for address in pages:
            page.goto(f"{HOUSE}{address}")

            assert (address, barriers(page), page.evaluate("document.documentElement.scrollWidth")) == (
                address,
                [],
                width,
            )
