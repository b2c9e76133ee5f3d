"""An official comes in with a password and a code, sees where she is signed in, and leaves."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from jiyao.registry.actions.passwords import issue_password
from jiyao.registry.models import AccountRole
from tests.interfaces.entrance.coming import CHOSEN, FAST, code, with_password
from tests.journeys.browser import Looking, browsing, comes_in, served
from tests.registry.places import AT, account_as, lay_out

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.enable_socket


@pytest.fixture(autouse=True)
def demonstration(settings: Settings, fresh_database: str) -> None:
    """A demonstration, in which cookies go over plain HTTP."""
    settings.PACK, settings.DEMONSTRATION = ROOT / "packs/heilongjiang", True
    settings.DAY, settings.ALLOWED_HOSTS = date(2025, 6, 30), ["127.0.0.1", "localhost"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.PASSWORD_HASHERS = FAST
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    lay_out()


@pytest.mark.parametrize(("width", "language"), [(390, "zh-CN"), (1280, "zh-CN"), (1280, "en")])
def test_official_signs_in_with_a_code_lists_sessions_and_leaves(width: int, language: str) -> None:
    account = with_password(account_as(AccountRole.REVIEW))
    with served() as address, browsing() as browser:
        context = browser.new_context(viewport={"width": width, "height": 844}, locale=language)
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text))
        looking = Looking(page, f"entrance-{language}-{width}")
        page.goto(f"{address}/account/login/")
        looking.at("login")
        comes_in(page, address, account.username, CHOSEN)
        looking.at("code")
        page.fill("#id_code", code())
        page.press("#id_code", "Enter")
        page.wait_for_url(f"{address}/desk/")
        page.click(".menu summary")
        page.click(".menu a[href='/account/security/']")
        looking.at("security")
        page.click("a[href='/account/sessions/']")
        looking.at("sessions")
        rows = page.locator("tbody tr").count()
        page.click(".menu summary")
        looking.at("menu")
        page.click("#leaving button")
        page.wait_for_url(f"{address}/")
        page.goto(f"{address}/desk/")
        where = page.url

    assert (rows, where) == (1, f"{address}/account/login/?next=/desk/")
    assert complaints == []


def test_official_sets_up_what_the_role_demands_without_scripts() -> None:
    account = account_as(AccountRole.REVIEW, factor=False)
    once = issue_password(account=account, at=AT, by="account:999999999")
    with served() as address, browsing() as browser:
        context = browser.new_context(
            java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="zh-CN"
        )
        page = context.new_page()
        comes_in(page, address, account.username, once)
        page.fill("#id_oldpassword", once)
        page.fill("#id_password1", CHOSEN)
        page.fill("#id_password2", CHOSEN)
        page.press("#id_password2", "Enter")
        page.goto(f"{address}/desk/")
        demanded = page.inner_text(".note")
        page.click("a[href='/account/app/']")
        key = page.inner_text(".secret")
        page.fill("#id_code", code(key=key))
        page.press("#id_code", "Enter")
        codes = page.locator(".codes li").count()
        page.click(".actions .button")
        page.wait_for_url(f"{address}/desk/")

    assert demanded.startswith("您的角色要求第二验证因素")
    assert codes == 10


def test_passkey_is_added_and_signs_in() -> None:
    account = with_password(account_as(AccountRole.EMPLOYER))
    with served() as address, browsing() as browser:
        address = address.replace("127.0.0.1", "localhost")
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text))
        with_authenticator(page)
        looking = Looking(page, "entrance-passkey")
        comes_in(page, address, account.username, CHOSEN)
        page.goto(f"{address}/account/keys/add/")
        looking.at("add")
        page.fill("#id_name", "办公室电脑")
        page.check("#id_passwordless")
        page.click("#mfa_webauthn_add")
        page.wait_for_url(f"{address}/account/codes/")
        looking.at("codes")
        page.goto(f"{address}/account/keys/")
        looking.at("keys")
        named = page.inner_text(".safe h2")
        page.goto(f"{address}/account/logout/")
        page.click("main .button")
        page.goto(f"{address}/account/login/")
        looking.at("login")
        page.click("#passkey_login")
        page.wait_for_url(f"{address}/")
        signed_in = page.inner_text(".menu summary")

    assert (named, signed_in, complaints) == ("办公室电脑", account.username, [])


def with_authenticator(page: Page) -> None:
    """Gives the browser a device that answers for its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
