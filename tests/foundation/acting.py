"""Acts for tests, and hands that reach past the triggers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from jiyao.foundation.actions.acting import append_act, append_bulk_act
from jiyao.foundation.models import Act

AT = datetime(2025, 6, 30, 9, tzinfo=UTC)
TABLES = ["act", "actpayload", "actmanifest", "actbasis", "actchain"]


def append(n: int = 0, **changed: Any) -> Act:
    """An act of no consequence."""
    given = {
        "kind": "unmask",
        "actor": f"account:{n}",
        "subject": f"person:{n}",
        "at": AT + timedelta(hours=n),
    }
    return append_act(**given | {"codes": {"n": n}, "payload": {"n": n}} | changed)


def append_some(count: int) -> list[Act]:
    """Acts that rest on each other, the third in bulk, all on one chain."""
    acts: list[Act] = []
    for n in range(count):
        if n == 2:
            lines = [(record, 1, "a") for record in range(9)]
            acts.append(
                append_bulk_act(
                    kind="unmask", actor="system", subject="import:1", at=AT, lines=lines, rests_on=acts
                )
            )
        else:
            acts.append(append(n, rests_on=acts[-1:]))
    return acts


class TakenBack(Exception):
    """Ends a transaction that shall leave nothing."""


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done inside is undone."""
    try:
        with transaction.atomic():
            yield
            raise TakenBack
    except TakenBack:
        pass


@contextmanager
def past_the_triggers() -> Iterator[Any]:
    """A cursor for which nothing is refused, as for a superuser."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SET session_replication_role = replica")
            yield cursor
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'foundation_%'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            yield cursor
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def change(query: str, *values: Any) -> None:
    """Changes rows by hand."""
    with past_the_triggers() as cursor:
        cursor.execute(query, values)
