"""Bytes as text: multibase in base 58 (Bitcoin) and base 64 (URL), and Ed25519 keys as Multikey."""

import base64
import binascii

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PUBLIC = b"\xed\x01"
LONGEST = 200
"""Characters of base 58 that are read at most: the time for reading grows with their square."""


def in_base58(content: bytes) -> str:
    """The bytes as multibase text `z…`."""
    number, text = int.from_bytes(content), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + ALPHABET[0] * zeros + text


def in_base64(content: bytes) -> str:
    """The bytes as multibase text `u…`, without padding."""
    return "u" + base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def from_multibase(text: str) -> bytes:
    """The bytes of a multibase text. Only the one way to write them is read.

    raises   ValueError for another base, a character outside it, or bits left over
    """
    if text[:1] == "z":
        return _from_base58(text[1:])
    if text[:1] == "u":
        return _from_base64(text[1:])
    raise ValueError("multibase text begins with z (base 58) or u (base 64)")


def _from_base58(text: str) -> bytes:
    if len(text) > LONGEST:
        raise ValueError(f"more than {LONGEST} characters of base 58")
    number = 0
    for sign in text:
        number = number * 58 + ALPHABET.index(sign)
    zeros = len(text) - len(text.lstrip(ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def _from_base64(text: str) -> bytes:
    try:
        read = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError(str(error)) from None
    if in_base64(read)[1:] != text:
        raise ValueError("bits are left over")
    return read


def as_multikey(public: bytes) -> str:
    """An Ed25519 public key of 32 bytes as a Multikey `z6Mk…`."""
    return in_base58(ED25519_PUBLIC + public)


def from_multikey(text: str) -> bytes:
    """The 32 bytes of an Ed25519 public key.

    raises   ValueError for another kind of key
    """
    read = from_multibase(text)
    if not read.startswith(ED25519_PUBLIC) or len(read) != len(ED25519_PUBLIC) + 32:
        raise ValueError("not an Ed25519 key")
    return read[len(ED25519_PUBLIC) :]
