"""Where allauth asks us: where a sign-in leads and for how long, how secrets are kept, whom an identity stands for."""

from base64 import b64decode, b64encode
from time import time
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiyao.foundation.actions.keys import HOUSE, house_keyring
from jiyao.interfaces.entrance.government import check_nonce, offered
from jiyao.interfaces.ui.context import now, today
from jiyao.interfaces.ui.templatetags.ui import say
from jiyao.registry.actions.identities import UnknownPerson, account_of_identity
from jiyao.registry.actions.passwords import choose_password
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.permitting import Holder, holder_of

SAID = lazy(say, str)
"""Words that are chosen when the page is made."""
FACTOR = "second factor"
"""The field under which secrets of second factors are sealed."""
OWN_PAGE = "own"
AT_THE_PORTAL = {AccountRole.CITIZEN, AccountRole.EMPLOYER}
"""Roles for whom the portal is made."""


def end_in_time(request: HttpRequest) -> None:
    """The session ends so many hours from now, whatever is done in it."""
    request.session.set_expiry(settings.SESSION_ENDS_AFTER)


def first_page(holder: Holder) -> str:
    """Where somebody arrives: officials and bodies at the desk, people at their own page, employers at the first."""
    if holder.may("desk", "see") and not holder.roles <= AT_THE_PORTAL:
        return reverse("desk")
    if holder.may("own", "see"):
        try:
            return reverse(OWN_PAGE)
        except NoReverseMatch:
            return reverse("home")
    return reverse("home")


class Accounts(DefaultAccountAdapter):
    """Accounts are opened by administrators, or at the first sign-in through an identity provider."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": SAID(
            "用户名或密码不正确。", "The username or the password is not correct."
        ),
        "too_many_login_attempts": SAID(
            "登录失败次数过多，请过一刻钟再试；忘记密码，请联系系统管理员。",
            "Too many sign-ins have failed. Try again in a quarter of an hour, or ask for a new password.",
        ),
        "incorrect_password": SAID("密码不正确。", "The password is not correct."),
        "enter_current_password": SAID("现在的密码不正确。", "The present password is not correct."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        """Signs in, until the session's end."""
        super().login(request, user)
        end_in_time(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where they arrive who asked for no page."""
        account: Account = request.user  # type: ignore[assignment]
        return first_page(holder_of(account, today()))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The page that says what else there is to do."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not where somebody proved who they are a moment ago."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time() - records[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """The ways to prove it again; the identity provider's, where there is no other."""
        return super().get_reauthentication_methods(user) or [
            {"id": "identity", "description": one["name"], "url": one["address"]} for one in offered()
        ]

    def set_password(self, user: Account, password: str) -> None:
        """The password that somebody chose."""
        choose_password(account=user, password=password, at=now(), by=user.party)


class Factors(DefaultMFAAdapter):
    """Second factors: their secrets are sealed, and the picture of one needs no inline style."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": SAID(
            "验证码不正确，请输入应用里最新的 6 位数字。",
            "The code is not correct. Write the six digits that the app shows now.",
        ),
        "no_passkey": SAID(
            "通行密钥没有通过核对，请再试一次。", "The passkey could not be verified. Try again."
        ),
    }

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's
        """What a passkey is called where nobody names it."""
        held = Authenticator.objects.filter(user=user.pk, type=type).count()
        return say(f"通行密钥 {held + 1}", f"Passkey {held + 1}")

    def encrypt(self, text: str) -> str:
        """The secret, sealed."""
        return b64encode(house_keyring().seal(HOUSE, FACTOR, text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret."""
        return house_keyring().unseal(HOUSE, FACTOR, b64decode(encrypted_text))

    def build_totp_svg(self, url: str) -> SafeString:
        """The address as a picture to be taken by a telephone."""
        code = qrcode.QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        dark = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
        )
        side = len(rows)
        return format_html('<svg class="qr" viewBox="0 0 {} {}"><path d="{}"/></svg>', side, side, dark)


class Identities(DefaultSocialAccountAdapter):
    """Who comes from an identity provider is the person with that identity number, or nobody."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Account:
        """Nothing of what the provider tells is taken over."""
        account: Account = sociallogin.user
        return account

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The account of the person, opened at the first sign-in. raises ImmediateHttpResponse for who is unknown"""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise PermissionDenied
        check_nonce(sociallogin)
        if sociallogin.is_existing:
            return
        try:
            account = account_of_identity(
                identity_hash=sociallogin.identity_hash,
                at=now(),
                by=f"identity:{sociallogin.account.provider}",
            )
        except UnknownPerson:
            raise ImmediateHttpResponse(render(request, "entrance/unknown.html", status=403)) from None
        sociallogin.connect(request, account)
