"""What the head of every page shows of who is signed in."""

from dataclasses import dataclass

from django.http import HttpRequest

from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.permitting import still_to_do
from jiyao.registry.models import Account
from jiyao.registry.permitting import NOBODY

MY_ACCOUNT = {"zh": "我的账号", "en": "My account"}


@dataclass(frozen=True, slots=True)
class Menu:
    """Somebody's menu. `still_to_do`: the address where the sign-in goes on before any other page opens."""

    name: str
    still_to_do: str


def menu(request: HttpRequest) -> dict[str, object]:
    """For every template: the menu of who is signed in, None for others."""
    account = getattr(request, "holder", NOBODY).account
    return {"menu": None if account is None else Menu(_name(account), still_to_do(request))}


def _name(account: Account) -> str:
    """A citizen's name stays sealed, and the name they sign in with tells them nothing."""
    if account.person_id is not None and not account.name:
        return MY_ACCOUNT[language_of_page()]
    return account.name or account.username
