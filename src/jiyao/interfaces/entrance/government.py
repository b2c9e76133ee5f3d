"""The government identity provider: OpenID Connect, of which nothing is kept but a hash.

Beyond what allauth does: the ID token's signature is always verified, its nonce must be ours, what the provider tells
of the subject must agree, and neither the subject nor a claim is stored in the clear.
"""

from secrets import token_urlsafe
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from jiyao.foundation.actions.keys import lookup_hash

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that only the provider has."""
LEEWAY_SECONDS = 60
"""How far the provider's clock may be from ours."""
SUBJECT = "subject "
"""Before the subject when it is hashed: its hash is no hash of an identity number, even where it is one."""


class Untrusted(OAuth2Error):
    """What came from the provider is not what it signed for us."""


class Asking(OpenIDConnectOAuth2Adapter):
    """Asks the provider, and checks what it answers."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who signs in. raises OAuth2Error"""
        response = kwargs["response"]
        if "id_token" not in response:
            raise Untrusted("the provider gave no ID token")
        claims = self._decode_id_token(app, response["id_token"])
        if "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims.get("sub"):
                raise Untrusted("the provider tells of another subject")
            claims = {**told, **claims}
        return self.get_provider().sociallogin_from_response(request, claims)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(id_token)
            if header.get("alg") not in ALGORITHMS:
                raise Untrusted("the ID token bears no signature that we know")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(header.get("kid")),
                algorithms=[header["alg"]],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise Untrusted("the ID token cannot be read") from error
        return claims

    def _key(self, wanted: str | None) -> Any:
        """The published key of that name; without a name the only one that there is."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        published = jwt.PyJWKSet.from_dict(answer.json()).keys
        named = [key for key in published if wanted is None or key.key_id == wanted]
        if len(named) != 1:
            raise Untrusted("the ID token names no key that the provider publishes")
        return named[0].key


class Government(OpenIDConnectProvider):
    """The provider as allauth knows it."""

    oauth2_adapter_class = Asking

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """What goes with the request: nothing that an address could add, and a nonce that must come back."""
        asked: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        nonce = token_urlsafe()
        return {**asked, "scope": self.get_scope(), "auth_params": {"nonce": nonce}, "nonce": nonce}

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The subject's keyed hash."""
        return lookup_hash(SUBJECT + str(data["sub"]))

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is kept."""
        return {}

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        """Who signs in, with the keyed hash of the identity number, which nobody is there to see after this."""
        number = response.get(self.app.settings["identity_claim"])
        if not isinstance(number, str) or not number.strip():
            raise Untrusted("the provider gave no identity number")
        found = super().sociallogin_from_response(request, response)
        found.identity_hash = lookup_hash(number.replace(" ", "").upper())
        found.nonce = response.get("nonce")
        return found


def check_nonce(login: SocialLogin) -> None:
    """Refuses a token that was made for another sign-in. raises Untrusted"""
    if not login.nonce or login.nonce != login.state.get("nonce"):
        raise Untrusted("the ID token was made for another sign-in")


def offered() -> list[dict[str, str]]:
    """The providers to choose from on the page of signing in: name and address."""
    applications = settings.SOCIALACCOUNT_PROVIDERS[Government.id]["APPS"]
    return [
        {"name": one["name"], "address": reverse("openid_connect_login", args=[one["provider_id"]])}
        for one in applications
    ]
