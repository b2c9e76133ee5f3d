"""The second factor: demanded of each role that needs one, set up, given back, and lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.registry.actions.factors import remove_factors
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.permitting import NEEDS_SECOND_FACTOR
from jiyao.registry.queries.factors import has_second_factor
from tests.interfaces.entrance.coming import FAST, browser, code, lands, sign_in, with_password
from tests.registry.places import AT, account_as, lay_out

pytestmark = pytest.mark.django_db
SHUT = ["/", "/measures/", "/mine/", "/desk/", "/desk/records/people/", "/account/sessions/", "/gallery/"]
SECRET = re.compile(r'<span class="secret">([A-Z2-7]+)</span>')
CODE = re.compile(r"<li>(\d{8})</li>")


@pytest.fixture(autouse=True)
def fast(settings: Settings) -> None:
    """Passwords are hashed quickly."""
    settings.PASSWORD_HASHERS = FAST
    lay_out()


def arrived(role: AccountRole) -> tuple[Client, Account]:
    """A browser that somebody without a second factor signed in with."""
    account = with_password(account_as(role, factor=False))
    client = browser()
    sign_in(client, account.username)
    return client, account


def set_up(client: Client) -> str:
    """Sets up an authenticator; the key that it holds."""
    key = SECRET.search(client.get("/account/app/").content.decode())[1]
    assert lands(client.post("/account/app/", {"code": code(key=key)})) == "/account/codes/"
    return key


@pytest.mark.parametrize("role", sorted(NEEDS_SECOND_FACTOR))
def test_role_that_needs_a_second_factor_opens_nothing_without(role: AccountRole) -> None:
    client, account = arrived(role)

    assert [lands(client.get(page)) for page in SHUT] == ["/account/security/"] * len(SHUT)
    assert "您的角色要求第二验证因素" in client.get("/account/security/").content.decode()

    set_up(client)

    assert has_second_factor(account)
    assert [client.get(page).status_code for page in ("/", "/desk/", "/account/sessions/")] == [200] * 3


@pytest.mark.parametrize("role", sorted(set(AccountRole) - NEEDS_SECOND_FACTOR))
def test_other_roles_need_none(role: AccountRole) -> None:
    client, _ = arrived(role)

    assert client.get("/measures/").status_code == 200


def test_who_lost_the_second_factor_finds_the_doors_shut_again() -> None:
    client, account = arrived(AccountRole.REVIEW)
    set_up(client)
    remove_factors(account=account, at=AT, by="account:7")

    assert lands(client.get("/desk/")) == "/account/login/?next=/desk/"
    sign_in(client, account.username)
    assert lands(client.get("/desk/")) == "/account/security/"


def test_authenticator_that_is_removed_is_demanded_anew() -> None:
    client, account = arrived(AccountRole.REVIEW)
    set_up(client)

    assert lands(client.post("/account/app/remove/")) == "/account/security/"

    assert not has_second_factor(account)
    assert lands(client.get("/desk/")) == "/account/security/"


@pytest.mark.parametrize(
    ("english", "said"), [(False, "身份验证器已移除。"), (True, "The authenticator is removed.")]
)
def test_what_was_done_is_said_in_our_words(english: bool, said: str) -> None:
    account = with_password(account_as(AccountRole.EMPLOYER))
    client = browser(english=english)
    sign_in(client, account.username)
    set_up(client)
    client.post("/account/app/remove/")

    assert f'role="status">{said}</p>' in client.get("/account/security/").content.decode()


def test_wrong_code_sets_nothing_up() -> None:
    client, account = arrived(AccountRole.REVIEW)
    client.get("/account/app/")

    page = client.post("/account/app/", {"code": "123"}).content.decode()

    assert ("验证码不正确" in page, has_second_factor(account)) == (True, False)


def test_key_can_be_scanned_and_typed() -> None:
    client, _ = arrived(AccountRole.EMPLOYER)

    page = client.get("/account/app/").content.decode()

    assert re.search(r'<svg class="qr" viewBox="0 0 \d+ \d+"><path d="M[^"]+"/></svg>', page)
    assert "data:" not in page


def test_recovery_code_stands_in_once() -> None:
    client, account = arrived(AccountRole.REVIEW)
    set_up(client)
    codes = CODE.findall(client.get("/account/codes/").content.decode())
    first, second = browser(), browser()
    sign_in(first, account.username)
    sign_in(second, account.username)

    assert lands(first.post("/account/code/", {"code": codes[0]})) == "/desk/"
    assert second.post("/account/code/", {"code": codes[0]}).status_code == 200
    assert len(codes) == 10


def test_recovery_codes_are_taken_along_and_made_anew() -> None:
    client, _ = arrived(AccountRole.REVIEW)
    set_up(client)
    before = CODE.findall(client.get("/account/codes/").content.decode())

    file = client.get("/account/codes/file/")
    client.post("/account/codes/new/")

    assert file.content.decode().split() == before
    assert set(CODE.findall(client.get("/account/codes/").content.decode())) & set(before) == set()


def test_secret_and_codes_are_sealed_where_they_lie() -> None:
    client, _ = arrived(AccountRole.REVIEW)
    key = set_up(client)

    kept = " ".join(str(one.data) for one in Authenticator.objects.all())

    assert key not in kept
    assert "seed" in kept


def test_after_a_while_one_proves_again_who_one_is(settings: Settings) -> None:
    client, _ = arrived(AccountRole.EMPLOYER)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1

    assert lands(client.get("/account/app/")) == "/account/again/?next=%2Faccount%2Fapp%2F"
    assert "确认是您本人" in client.get("/account/again/").content.decode()


def test_somebody_elses_passkey_is_not_there() -> None:
    client, _ = arrived(AccountRole.EMPLOYER)
    other = account_as(AccountRole.SUPERVISE)
    key = Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})

    assert [client.get(f"/account/keys/{key.pk}/{path}").status_code for path in ("", "remove/")] == [404] * 2
    assert client.post(f"/account/keys/{key.pk}/remove/").status_code == 404


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "null", "[1]", '{"id": 1}', '{"response": "x"}', '{"rawId": "AA", "response": {}}', "不是"],
)
def test_passkey_that_is_none_is_refused(credential: str) -> None:
    client, account = arrived(AccountRole.EMPLOYER)
    client.get("/account/keys/add/")

    added = client.post("/account/keys/add/", {"name": "x", "credential": credential})
    tried = browser()
    tried.get("/account/keys/login/", headers={"accept": "application/json"})
    entered = tried.post("/account/keys/login/", {"credential": credential})

    assert (added.status_code, has_second_factor(account)) == (200, False)
    assert lands(entered) == "/account/login/"
