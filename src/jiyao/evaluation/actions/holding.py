"""One at a time for each body: what draws numbers, places or keys of a body holds it until its transaction ends."""

from jiyao.base.errors import Invalid
from jiyao.registry.models import Organisation


class NoSuchOrganisation(Invalid):
    """There is no organisation of that number."""


def hold_body(organisation: int) -> None:
    """Nothing, once no other transaction holds the body. raises NoSuchOrganisation"""
    if not Organisation.objects.select_for_update(no_key=True).filter(pk=organisation).first():
        raise NoSuchOrganisation(
            f"there is no organisation {organisation}; look at its number again",
            zh=f"没有编号为 {organisation} 的单位，请核对",
        )
