"""Signing in through an identity provider: a real one on this machine, over HTTP, with real signatures."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.sessions.models import Session
from django.test import Client
from oidc_provider_mock import User, run_server_in_thread
from pytest_django.fixtures import Settings

from jiyao.config.identity import provided
from jiyao.foundation.models import Act
from jiyao.interfaces.entrance.government import Asking
from jiyao.registry.actions.accounts import close_account, open_account
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.permitting import holder_of
from tests.interfaces.entrance.coming import browser, lands
from tests.registry.places import AT, DAY, HERE, IDENTITIES, account_as, lay_out

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the provider's own, of its library
]
LOGIN = "/account/oidc/government/login/"
NUMBER = IDENTITIES[HERE]
KNOWN, STRANGER, NAMELESS = "subject-1", "subject-2", "subject-3"
PEOPLE = [
    User(sub=KNOWN, claims={"sfzh": NUMBER, "name": "张三"}),
    User(sub=STRANGER, claims={"sfzh": "239901199003079999"}),
    User(sub=NAMELESS, claims={}),
    User(sub=NUMBER, claims={"sfzh": NUMBER}),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The provider's address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with run_server_in_thread(user_claims=PEOPLE) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def installation(settings: Settings, provider: str) -> None:
    """An installation that knows the provider, and two people."""
    application = {
        "provider_id": "government",
        "name": "龙江认证",
        "client_id": "jiyao",
        "secret": "quite secret",
        "settings": {"server_url": provider, "scope": ["openid", "profile"], "identity_claim": "sfzh"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = provided([application])
    lay_out()


def asked(client: Client) -> str:
    """The address at the provider to which the browser is sent."""
    return lands(client.get(LOGIN))


def answered(address: str, subject: str) -> str:
    """Where the provider sends the browser once somebody has signed in there: our path with its query."""
    response = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
    return urlunsplit(("", "", *urlsplit(response.headers["Location"])[2:]))


def signed_in(subject: str) -> tuple[Client, Any]:
    """A browser in which somebody signed in at the provider, and our answer."""
    client = browser()
    return client, client.get(answered(asked(client), subject))


def heading(response: Any) -> str:
    """What a page is called."""
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


def kept_of(subject: str) -> str:
    """Everything that was stored of somebody."""
    accounts = [vars(one) for one in (*SocialAccount.objects.all(), *Account.objects.all())]
    sessions = [one.get_decoded() for one in Session.objects.all()]
    acts = [(act.actor, act.subject, act.codes) for act in Act.objects.all()]
    return str((accounts, sessions, acts, list(SocialToken.objects.all())))


def test_page_of_signing_in_offers_the_provider() -> None:
    page = browser().get("/account/login/").content.decode()

    assert f'href="{LOGIN}"' in page
    assert "龙江认证" in page


def test_request_bears_what_must_come_back() -> None:
    query = parse_qs(urlsplit(asked(browser())).query)

    assert query["client_id"] == ["jiyao"]
    assert set(query["scope"][0].split()) == {"openid", "profile"}
    assert query["redirect_uri"] == ["https://testserver/account/oidc/government/answer/"]
    assert query["code_challenge_method"] == ["S256"]
    assert [len(query[name][0]) >= length for name, length in (("nonce", 30), ("state", 16))] == [True, True]


def test_address_adds_nothing_to_the_request() -> None:
    address = lands(browser().get(LOGIN, {"auth_params": "nonce=mine&prompt=none", "scope": "email"}))

    query = parse_qs(urlsplit(address).query)
    assert set(query["scope"][0].split()) == {"openid", "profile"}
    assert ("prompt" in query, query["nonce"] == ["mine"]) == (False, False)


def test_first_sign_in_opens_an_account_for_the_person() -> None:
    client, response = signed_in(KNOWN)

    account = Account.objects.get(person=HERE)
    assert lands(response).startswith("/")
    assert holder_of(account, DAY).roles == {AccountRole.CITIZEN}
    assert (account.has_usable_password(), account.name) == (False, "")
    assert "我的账号" in client.get("/account/security/").content.decode()
    assert [act.actor for act in Act.objects.filter(subject=account.party)] == ["identity:government"] * 2


def test_second_sign_in_finds_it_again() -> None:
    signed_in(KNOWN)
    signed_in(KNOWN)

    assert (Account.objects.filter(person=HERE).count(), SocialAccount.objects.count()) == (1, 1)


def test_account_that_the_counter_opened_is_found() -> None:
    account = open_account(username="zhang", person=HERE, at=AT, by="account:7")

    signed_in(KNOWN)

    assert SocialAccount.objects.get().user == account


@pytest.mark.parametrize("subject", [KNOWN, NUMBER])
def test_number_and_name_are_stored_nowhere(subject: str) -> None:
    signed_in(subject)

    kept = kept_of(subject)
    assert [text for text in (NUMBER, "张三", "subject-1") if text in kept] == []
    assert SocialAccount.objects.get().extra_data == {}


def test_who_is_not_in_the_registry_is_told_what_to_do() -> None:
    client, response = signed_in(STRANGER)

    assert (response.status_code, heading(response)) == (403, "登记库里还没有您的信息")
    assert (Account.objects.filter(person__isnull=False).count(), SocialAccount.objects.count()) == (0, 0)
    assert client.get("/account/security/").status_code == 302


def test_who_has_no_number_there_is_not_signed_in() -> None:
    _, response = signed_in(NAMELESS)

    assert heading(response) == "没有登录成功"
    assert SocialAccount.objects.count() == 0


def test_closed_account_stays_closed() -> None:
    signed_in(KNOWN)
    close_account(account=Account.objects.get(person=HERE), at=AT, by="account:7")

    _, response = signed_in(KNOWN)

    assert lands(response) == "/account/closed/"


def test_who_refuses_at_the_provider_is_told_so() -> None:
    client = browser()
    address = asked(client)
    refused = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=10)

    answer = urlunsplit(("", "", *urlsplit(refused.headers["Location"])[2:]))
    state = parse_qs(urlsplit(address).query)["state"][0]
    response = client.get(f"{answer.partition('?')[0]}?error=access_denied&state={state}")

    assert lands(response) == "/account/oidc/cancelled/"
    assert heading(client.get("/account/oidc/cancelled/")) == "登录已取消"


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=y", "?error=server_error"])
def test_answer_to_nothing_that_was_asked_is_refused(query: str) -> None:
    response = browser().get(f"/account/oidc/government/answer/{query}")

    assert (heading(response), Account.objects.filter(person=HERE).exists()) == ("没有登录成功", False)


def test_answer_meant_for_another_browser_is_refused() -> None:
    answer = answered(asked(browser()), KNOWN)

    assert heading(browser().get(answer)) == "没有登录成功"


def test_answer_is_taken_once() -> None:
    client = browser()
    answer = answered(asked(client), KNOWN)
    client.get(answer)
    client.post("/account/logout/")

    assert heading(client.get(answer)) == "没有登录成功"


def test_account_is_never_bound_from_within() -> None:
    client = browser()
    client.force_login(account_as(AccountRole.EMPLOYER))
    address = lands(client.get(LOGIN, {"process": "connect"}))

    response = client.get(answered(address, KNOWN))

    assert heading(response) == "没有登录成功"
    assert SocialAccount.objects.count() == 0


def forged(original: str, **changes: Any) -> str:
    """The token with other claims, signed by somebody else under the provider's name for its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    claims = {**jwt.decode(original, options={"verify_signature": False}), **changes}
    return jwt.encode(claims, key, "RS256")


def by_no_such_key(original: str) -> str:
    """The token, as if it were signed with a key that the provider does not publish."""
    _, rest = original.split(".", 1)
    header = {**jwt.get_unverified_header(original), "kid": "another"}
    return f"{urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip('=')}.{rest}"


def unsigned(original: str) -> str:
    """The token without a signature."""
    return jwt.encode(jwt.decode(original, options={"verify_signature": False}), "", "none")


def by_our_secret(original: str) -> str:
    """The token signed with what both sides know, instead of with the provider's key."""
    claims = jwt.decode(original, options={"verify_signature": False})
    return jwt.encode(claims, "quite secret and quite long enough for this", "HS256")


@pytest.mark.parametrize(
    "forge",
    [
        forged,
        by_no_such_key,
        unsigned,
        by_our_secret,
        lambda token: token[:-8] + "AAAAAAAA",
        lambda _: "x.y.z",
    ],
)
def test_token_that_the_provider_did_not_sign_is_refused(monkeypatch: pytest.MonkeyPatch, forge: Any) -> None:
    told(monkeypatch, lambda response: {**response, "id_token": forge(response["id_token"])})

    client, response = signed_in(KNOWN)

    assert (heading(response), Account.objects.filter(person=HERE).exists()) == ("没有登录成功", False)
    assert client.get("/account/security/").status_code == 302


def test_answer_without_a_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, lambda response: {key: value for key, value in response.items() if key != "id_token"})

    _, response = signed_in(KNOWN)

    assert heading(response) == "没有登录成功"


def test_token_made_for_another_sign_in_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    other: list[str] = []
    told(monkeypatch, lambda response: other.append(response["id_token"]) or response)
    signed_in(KNOWN)
    Account.objects.filter(person=HERE).update(person=None)
    SocialAccount.objects.all().delete()
    told(monkeypatch, lambda response: {**response, "id_token": other[0]})

    _, response = signed_in(KNOWN)

    assert (heading(response), SocialAccount.objects.count()) == ("没有登录成功", 0)


def test_token_for_another_installation_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    client = browser()
    address = asked(client).replace("client_id=jiyao", "client_id=other")

    response = client.get(answered(address, KNOWN))

    assert heading(response) == "没有登录成功"


def test_provider_that_tells_of_another_subject_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Asking, "_fetch_user_info", lambda self, token: {"sub": "somebody else", "sfzh": NUMBER}
    )

    _, response = signed_in(KNOWN)

    assert heading(response) == "没有登录成功"


def told(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    """Has the provider's answer changed on its way."""
    fetch = Asking.__mro__[2].get_access_token_data

    def changed(self: Asking, *args: Any, **kwargs: Any) -> Any:
        return change(fetch(self, *args, **kwargs))

    monkeypatch.setattr(Asking, "get_access_token_data", changed, raising=False)
