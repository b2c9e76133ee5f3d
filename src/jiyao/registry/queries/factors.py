"""Second factors of accounts: what somebody has beside a password."""

from allauth.mfa.models import Authenticator

from jiyao.registry.models import Account

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes are none: they stand in for one that is lost."""


def has_second_factor(account: Account) -> bool:
    """Whether there is one."""
    held = Authenticator.objects.filter(user=account.pk, type__in=SECOND_FACTORS)
    return bool(held.exists())
