"""Texts that people write, sealed under the key of whom they are about, or the installation's where that is nobody."""

from jiyao.foundation.actions.keys import HOUSE, house_keyring, keyring
from jiyao.foundation.sealed import Bytes, Erased


def seal_text(owner: int | None, field: str, text: str) -> bytes:
    """The text sealed for a field. raises Erased where the person was anonymised"""
    keys = house_keyring() if owner is None else keyring([owner])
    return keys.seal(HOUSE if owner is None else owner, field, text)


def unseal_text(owner: int | None, field: str, sealed: Bytes) -> str:
    """The text again. raises Erased where the person was anonymised"""
    keys = house_keyring() if owner is None else keyring([owner])
    return keys.unseal(HOUSE if owner is None else owner, field, sealed)


def text_left(owner: int | None, field: str, sealed: Bytes | None) -> str:
    """The text again; empty where there is none, or the person was anonymised."""
    try:
        return "" if sealed is None else unseal_text(owner, field, sealed)
    except Erased:
        return ""
