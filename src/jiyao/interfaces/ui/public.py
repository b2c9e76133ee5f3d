"""Under which address this installation is known to everybody."""

from django.conf import settings

from jiyao.base.errors import Conflict


class NoAddress(Conflict):
    """Nobody said under which address this installation is reached, and something is to name it for good."""


def public_address() -> str:
    """The address, without a slash at its end. raises NoAddress"""
    if not settings.ADDRESS:
        raise NoAddress(
            "JIYAO_ADDRESS is not set; credentials name it for good, so choose an address that lasts",
            zh="未设置 JIYAO_ADDRESS；凭证会长期载明该网址，请设置长期有效的网址",
        )
    address: str = settings.ADDRESS
    return address
