"""People at the desk, signed in."""

from django.test import Client

from jiyao.registry.models import AccountRole
from tests.registry.places import COUNTY, account_as


def signed_in(role: AccountRole, division: str = COUNTY, *, english: bool = False) -> Client:
    """A browser that somebody with that role is signed in with."""
    client = Client(headers={"accept-language": "en" if english else "zh-hans"})
    client.force_login(account_as(role, division=division))
    return client
