"""Reading in one snapshot: what others write meanwhile is not seen, and they are not kept waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

AT_ONCE = 2_000


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything read inside is of one moment. Inside a transaction that has begun, it is that transaction's."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:  # atomic() would take the one writer's place
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def rows(query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query in a stream: not all of them are held at once."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while some := cursor.fetchmany(AT_ONCE):
            yield from some
