"""Taking the head of a chain: one that nobody holds, so that writers do not wait for each other."""

import os

from django.db import connection

from jiyao.base.errors import Conflict
from jiyao.foundation.models import CHAINS, ActChain

HEAD = "SELECT chain, length, hash FROM foundation_actchain"


class NoChains(Conflict):
    """The table of chains is empty."""


def take_head() -> ActChain:
    """The head of a free chain, held until the transaction ends. Only where all are held it waits for one."""
    usual = os.getpid() % CHAINS
    if connection.vendor != "postgresql":
        return _head(f"{HEAD} WHERE chain = %s", 0)
    return (
        _head_if_any(f"{HEAD} WHERE chain = %s FOR UPDATE SKIP LOCKED", usual)
        or _head_if_any(f"{HEAD} WHERE chain >= %s LIMIT 1 FOR UPDATE SKIP LOCKED", 0)
        or _head(f"{HEAD} WHERE chain = %s FOR UPDATE", usual)
    )


def move_head(head: ActChain, *, length: int, last: bytes) -> None:
    """Makes the head say that its chain has grown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE foundation_actchain SET length = %s, hash = %s WHERE chain = %s",
            [length, last, head.chain],
        )


def _head(query: str, chain: int) -> ActChain:
    found = _head_if_any(query, chain)
    if found is None:
        raise NoChains("there are no chains of acts; run `jiyao prepare`")
    return found


def _head_if_any(query: str, chain: int) -> ActChain | None:
    with connection.cursor() as cursor:
        cursor.execute(query, [chain])
        row = cursor.fetchone()
    return None if row is None else ActChain(chain=row[0], length=row[1], hash=bytes(row[2]))
