"""allauth's forms, where they are to do something else."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django.http import HttpRequest, HttpResponse

from jiyao.interfaces.entrance.adapters import end_in_time

NO_ANSWER = (AttributeError, KeyError, TypeError, ValueError, InvalidSignature)
"""What comes of an answer that no passkey gave. allauth minds some of them only."""


class SignIn(LoginForm):
    """With a session that ends when it should: allauth would let it go on with every change."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """What comes next."""
        response: HttpResponse = super().login(request, redirect_url)
        end_in_time(request)
        return response


class AddKey(AddWebAuthnForm):
    """A passkey to be added."""

    def clean(self) -> dict[str, Any]:
        """What was given. raises ValidationError"""
        try:
            cleaned: dict[str, Any] = super().clean()
        except NO_ANSWER:
            raise get_adapter().validation_error("no_passkey") from None
        return cleaned


class _ByKey:
    """A form that takes a passkey's answer."""

    def clean_credential(self) -> Authenticator:
        """The passkey that answered. raises ValidationError"""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NO_ANSWER:
            raise get_adapter().validation_error("no_passkey") from None


class EnterByKey(_ByKey, LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class ProveByKey(_ByKey, AuthenticateWebAuthnForm):
    """A passkey as the second factor."""


class ProveAgainByKey(_ByKey, ReauthenticateWebAuthnForm):
    """A passkey to prove once more who one is."""
