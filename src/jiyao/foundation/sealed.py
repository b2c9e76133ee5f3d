"""Sealing with AES-GCM. What is sealed is bound to its owner and field: moved elsewhere, it does not open."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import urandom

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jiyao.base.errors import Conflict, Invalid

Bytes = bytes | memoryview
"""As databases give them."""

KEY_BYTES = 32
NONCE_BYTES = 12
FORM = b"\x01"
"""The first byte of everything sealed: which way it was done."""


class Erased(Conflict):
    """The key was deleted, and with it what it sealed."""


class NoKey(Conflict):
    """No key was ever made for this owner."""


class Tampered(Invalid):
    """What was sealed does not open: altered, or put in another place."""


def seal(cipher: AESGCM, content: bytes, place: str) -> bytes:
    """The content sealed for a place."""
    nonce = urandom(NONCE_BYTES)
    return FORM + nonce + cipher.encrypt(nonce, content, place.encode())


def unseal(cipher: AESGCM, sealed: Bytes, place: str) -> bytes:
    """The content. Fails with Tampered if it was not sealed so, for this place."""
    sealed = bytes(sealed)
    if sealed[:1] != FORM:
        raise Tampered(f"{place}: this is nothing that was sealed here; restore it from a backup")
    nonce, content = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return cipher.decrypt(nonce, content, place.encode())
    except (InvalidTag, ValueError):
        raise Tampered(
            f"{place}: the sealed value was altered or belongs elsewhere; restore it from a backup"
        ) from None


@dataclass(frozen=True)
class Keyring:
    """Open keys by owner. Owners without one are those asked for in vain.

    erased    owners whose key was deleted
    """

    ciphers: Mapping[int, AESGCM]
    erased: frozenset[int] = frozenset()

    def seal(self, owner: int, field: str, text: str) -> bytes:
        """The text sealed under the owner's key, for this field."""
        return seal(self._cipher(owner), _bytes(text), _place(owner, field))

    def unseal(self, owner: int, field: str, sealed: Bytes) -> str:
        """The text. Fails with Erased if the key was deleted, with Tampered if it does not verify."""
        return unseal(self._cipher(owner), sealed, _place(owner, field)).decode()

    def _cipher(self, owner: int) -> AESGCM:
        found = self.ciphers.get(owner)
        if found is not None:
            return found
        if owner in self.erased:
            raise Erased(
                f"the data of owner {owner} were anonymised: their key is deleted, nothing opens them",
                zh=f"人员 {owner} 已匿名化：密钥已销毁，资料无法再打开",
            )
        raise NoKey(
            f"nobody has the number {owner}, or no key was made for them",
            zh=f"没有编号 {owner} 的人员，或未为其生成密钥",
        )


def _place(owner: int, field: str) -> str:
    return f"{owner} {field}"


def _bytes(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise Invalid("a text with half a character cannot be sealed; write it again") from None
