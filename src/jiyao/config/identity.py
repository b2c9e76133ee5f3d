"""The government identity provider as allauth wants it told."""

import os
from typing import Any

from jiyao.config.environment import BadSetting, secret

Providers = dict[str, dict[str, Any]]
GOVERNMENT = "government"
"""What the provider is called in addresses and acts."""
PROVIDER_CLASS = "jiyao.interfaces.entrance.government.Government"


def identity_providers() -> Providers:
    """The provider that the environment names; none where it names none. raises BadSetting"""
    address, client = os.environ.get("JIYAO_OIDC_URL", ""), os.environ.get("JIYAO_OIDC_CLIENT", "")
    if not address:
        return provided([])
    if not client:
        raise BadSetting(
            "JIYAO_OIDC_CLIENT: nothing is given; write as whom the identity provider knows this installation",
            zh="JIYAO_OIDC_CLIENT：未给出；请写明身份认证平台分配给本系统的客户端标识",
        )
    return provided([_application(address, client)])


def provided(applications: list[dict[str, object]]) -> Providers:
    """Providers of those applications."""
    return {
        "openid_connect": {
            "provider_class": PROVIDER_CLASS,
            "OAUTH_PKCE_ENABLED": True,
            "APPS": applications,
        }
    }


def _application(address: str, client: str) -> dict[str, object]:
    return {
        "provider_id": GOVERNMENT,
        "name": os.environ.get("JIYAO_OIDC_NAME") or "统一身份认证",
        "client_id": client,
        "secret": secret("JIYAO_OIDC_SECRET"),
        "settings": {
            "server_url": address,
            "scope": (os.environ.get("JIYAO_OIDC_SCOPE") or "openid profile").split(),
            "identity_claim": os.environ.get("JIYAO_OIDC_IDENTITY_CLAIM") or "identity_number",
        },
    }
