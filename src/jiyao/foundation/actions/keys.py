"""Keys as the database keeps them: wrapped, and opened for use."""

import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from os import urandom

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from jiyao.base.errors import Conflict
from jiyao.foundation.master import BadMasterKey, make_master_key, read_master_key
from jiyao.foundation.models import WrappingKey
from jiyao.foundation.sealed import KEY_BYTES, Bytes, Keyring, Tampered, seal, unseal

HOUSE = 0
"""The owner of what is sealed for no person."""
LOOKUP = -1
"""The owner of the key that look-up hashes are made with."""
AT_ONCE = 10_000
KeptKey = tuple[int, Bytes | None, int, Bytes | None]
"""A data key as it is kept: its owner, the key, the number of its wrapping key, and that key, of one reading."""
STANDING = "SELECT id, wrapped FROM foundation_wrappingkey WHERE retired_at IS NULL ORDER BY id DESC LIMIT 1"
_KEPT = (
    "SELECT k.owner, k.wrapped, k.wrapping_key_id, w.wrapped FROM foundation_datakey k "
    "LEFT JOIN foundation_wrappingkey w ON w.id = k.wrapping_key_id WHERE k.owner "
)
KEPT = {
    "postgresql": f"{_KEPT} = ANY(%s::bigint[])",
    "sqlite": f"{_KEPT} IN (SELECT value FROM json_each(%s))",  # noqa: S608
}
COPY = "COPY foundation_datakey (owner, wrapped, wrapping_key_id) FROM STDIN (FORMAT BINARY)"
INSERT = "INSERT INTO foundation_datakey (owner, wrapped, wrapping_key_id) VALUES (%s, %s, %s)"


class HasKey(Conflict):
    """An owner has a key already, or had one that was deleted."""


def create_keys(owners: Iterable[int]) -> Keyring:
    """New keys for owners, kept and open. Fails with HasKey if one has a key, or had."""
    wanted = list(owners)
    secret = urandom(KEY_BYTES * len(wanted))
    keys = [secret[at : at + KEY_BYTES] for at in range(0, len(secret), KEY_BYTES)]
    with transaction.atomic():
        number, wrapping = current_wrapping_key()
        rows = (
            (owner, seal(wrapping, key, data_key_place(owner)), number)
            for owner, key in zip(wanted, keys, strict=True)
        )
        try:
            with transaction.atomic():
                _insert(rows)
        except IntegrityError:
            raise HasKey(_taken(wanted)) from None
    return Keyring({owner: AESGCM(key) for owner, key in zip(wanted, keys, strict=True)})


def keyring(owners: Iterable[int]) -> Keyring:
    """The keys of owners, open. Owners without one are left out, and told apart when they are used."""
    return opened_keys(_kept(owners))


def opened_keys(kept: Iterable[KeptKey]) -> Keyring:
    """Keys that another statement read, open."""
    ciphers: dict[int, AESGCM] = {}
    erased: set[int] = set()
    opened: dict[int, AESGCM] = {}
    for owner, wrapped, number, wrapping in kept:
        if wrapped is None:
            erased.add(owner)
            continue
        if number not in opened:
            opened[number] = open_wrapping_key(number, wrapping)
        ciphers[owner] = AESGCM(open_data_key(opened[number], owner, wrapped))
    return Keyring(ciphers, frozenset(erased))


def house_keyring() -> Keyring:
    """The installation's own key, made at its first use."""
    found = keyring([HOUSE])
    return found if found.ciphers else _made_once(HOUSE)


def lookup_hash(text: str) -> str:
    """The keyed hash by which a sealed text is found, 64 hexadecimal digits. Equal texts have equal hashes."""
    return lookup_hashes([text])[0]


def lookup_hashes(texts: Iterable[str]) -> list[str]:
    """The keyed hashes of many texts, in their order."""
    key = _lookup_key()
    return [hmac.digest(key, text.encode(), "sha256").hex() for text in texts]


def current_wrapping_key() -> tuple[int, AESGCM]:
    """Number and key that new data keys are wrapped by; held against retirement until the transaction ends."""
    found = _standing_wrapping_key()
    if found is None:
        _make_first_wrapping_key()
        found = _standing_wrapping_key()
    if found is None:
        raise Conflict("every wrapping key is retired; restore the table of wrapping keys from a backup")
    return found[0], open_wrapping_key(*found)


def add_wrapping_key(number: int) -> None:
    """A new wrapping key of that number, unless another process was faster."""
    master = read_master_key(settings.MASTER_KEY)
    wrapped = seal(master, urandom(KEY_BYTES), _wrapping_key_place(number))
    WrappingKey.objects.bulk_create([WrappingKey(id=number, wrapped=wrapped)], ignore_conflicts=True)


def open_wrapping_key(number: int, wrapped: Bytes | None) -> AESGCM:
    """A wrapping key, opened with the master key."""
    master = read_master_key(settings.MASTER_KEY)
    try:
        return AESGCM(unseal(master, wrapped or b"", _wrapping_key_place(number)))
    except Tampered:
        raise BadMasterKey(
            f"{settings.MASTER_KEY}: this master key does not open wrapping key {number}; "
            "put back the file that belongs to this database",
            zh=f"{settings.MASTER_KEY}：主密钥打不开第 {number} 号封装密钥；请放回属于本数据库的文件",
        ) from None


def open_data_key(wrapping: AESGCM, owner: int, wrapped: Bytes | None) -> bytes:
    """The bytes of a data key."""
    return unseal(wrapping, wrapped or b"", data_key_place(owner))


def data_key_place(owner: int) -> str:
    """What a wrapped data key is bound to."""
    return f"data key {owner}"


def _wrapping_key_place(number: int) -> str:
    return f"wrapping key {number}"


def _standing_wrapping_key() -> tuple[int, bytes] | None:
    with connection.cursor() as cursor:
        cursor.execute(STANDING + (" FOR KEY SHARE" if connection.vendor == "postgresql" else ""))
        row = cursor.fetchone()
    return None if row is None else (row[0], bytes(row[1]))


def _make_first_wrapping_key() -> None:
    """Only an installation without keys gets a master key: a lost one must be missed, not replaced."""
    if not WrappingKey.objects.exists():
        make_master_key(settings.MASTER_KEY)
        add_wrapping_key(1)


def _lookup_key() -> bytes:
    for owner, wrapped, number, wrapping in _kept([LOOKUP]):
        if wrapped is not None:
            return open_data_key(open_wrapping_key(number, wrapping), owner, wrapped)
    _made_once(LOOKUP)
    return _lookup_key()


def _made_once(owner: int) -> Keyring:
    with suppress(HasKey):  # another process may have made it in the meantime
        create_keys([owner])
    return keyring([owner])


def _kept(owners: Iterable[int]) -> Iterator[KeptKey]:
    """Keys as they are kept, each with its wrapping key: read together, so that no rotation comes between."""
    for some in _batches(owners):
        with connection.cursor() as cursor:
            cursor.execute(
                KEPT[connection.vendor], [some if connection.vendor == "postgresql" else json.dumps(some)]
            )
            yield from cursor.fetchall()


def _batches(owners: Iterable[int]) -> Iterator[list[int]]:
    left = iter(owners)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _insert(rows: Iterable[tuple[int, bytes, int]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = cursor.copy(COPY)
            with connection.wrap_database_errors, copying as copy:
                copy.set_types(["int8", "bytea", "int4"])
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(INSERT, list(rows))


def _taken(wanted: Sequence[int]) -> str:
    if len(set(wanted)) < len(wanted):
        return "an owner was named twice; name each once"
    owners = [owner for owner, *_ in _kept(wanted)][:3]
    return f"there are keys already, or were, of owners {', '.join(map(str, owners))}; open them with keyring"
