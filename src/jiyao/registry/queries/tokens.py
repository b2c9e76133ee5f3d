"""Tokens found by their text, and those of an account."""

from datetime import date

from django.db.models import QuerySet

from jiyao.foundation.actions.keys import lookup_hash
from jiyao.registry.models import Account, ApiToken


def hash_of(text: str) -> str:
    """The keyed hash under which a token is kept; no number of a person has the same."""
    return lookup_hash(f"token:{text}")


def account_of_token(text: str, on: date) -> ApiToken | None:
    """The token of that text with its account, if it holds on a day and the account is open."""
    found = ApiToken.objects.select_related("account").filter(token_hash=hash_of(text)).first()
    return found if found is not None and found.holds(on) and found.account.is_active else None


def tokens_of(account: Account) -> QuerySet[ApiToken]:
    """Every token of the account, the last made first."""
    return ApiToken.objects.filter(account=account).order_by("-pk")
