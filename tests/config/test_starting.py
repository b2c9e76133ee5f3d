"""What the product does not start with."""

import sys
from importlib import import_module

import pytest
from pytest_django.fixtures import Settings

from jiyao.config.identity import identity_providers
from jiyao.interfaces.ui.safety import UnsafeKey, refuse_unsafe_key


def test_web_server_does_not_start_with_the_key_that_everybody_knows(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "jiyao.config.wsgi", raising=False)
    settings.SECRET_KEY, settings.DEMONSTRATION = settings.UNSAFE_KEY, False

    with pytest.raises(UnsafeKey, match="give JIYAO_SECRET_KEY a long random text"):
        import_module("jiyao.config.wsgi")


@pytest.mark.parametrize(("key", "demonstration"), [("my own", False), ("only for demonstrations", True)])
def test_own_key_or_a_demonstration_may_start(settings: Settings, key: str, demonstration: bool) -> None:
    settings.SECRET_KEY, settings.DEMONSTRATION = key, demonstration

    refuse_unsafe_key()


def test_identity_provider_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "URL": "https://id.example",
        "CLIENT": "jiyao",
        "SECRET": "quite secret",
        "NAME": "龙江认证",
        "SCOPE": "openid identity",
        "IDENTITY_CLAIM": "sfzh",
    }.items():
        monkeypatch.setenv(f"JIYAO_OIDC_{name}", value)

    assert identity_providers()["openid_connect"]["APPS"] == [
        {
            "provider_id": "government",
            "name": "龙江认证",
            "client_id": "jiyao",
            "secret": "quite secret",
            "settings": {
                "server_url": "https://id.example",
                "scope": ["openid", "identity"],
                "identity_claim": "sfzh",
            },
        }
    ]


def test_without_an_address_there_is_no_identity_provider() -> None:
    assert identity_providers()["openid_connect"]["APPS"] == []


def test_identity_provider_that_does_not_know_us_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYAO_OIDC_URL", "https://id.example")

    with pytest.raises(Exception, match="JIYAO_OIDC_CLIENT: nothing is given"):
        identity_providers()
