"""Rows in bulk into the database: indexes and foreign keys come off, the rows go in, and both come back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection
from django.db.backends.utils import CursorWrapper

from jiyao.demo.drawing.columns import NONE, Coded, Column, Numbers
from jiyao.demo.drawing.history import MICROSECONDS

CHUNK = 20_000
_EPOCH_DAY = date(1970, 1, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEYS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)"
)
_INDEXES = (
    "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
    "LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid "
    "WHERE c.oid IS NULL AND i.indrelid::regclass::text = ANY(%s)"
)
_SQLITE_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({})"
)


@contextmanager
def bare(tables: Sequence[str]) -> Iterator[None]:
    """The tables without indexes and foreign keys of their own; afterwards they stand again, checked."""
    with connection.cursor() as cursor:
        again = _bared(cursor, list(tables))
        yield
        for statement in again:
            cursor.execute(statement)


def _bared(cursor: CursorWrapper, tables: list[str]) -> list[str]:
    """The statements that put back what was taken off."""
    if connection.vendor == "sqlite":
        cursor.execute(_SQLITE_INDEXES.format(", ".join(["%s"] * len(tables))), tables)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        return [sql for _, sql in indexes]
    cursor.execute(_KEYS, [tables])
    keys = cursor.fetchall()
    cursor.execute(_INDEXES, [tables])
    indexes = cursor.fetchall()
    for table, name, _ in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    return [
        *(definition for _, definition in indexes),
        *(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, definition in keys),
    ]


def insert(table: str, columns: Sequence[str], values: Sequence[list[Any]]) -> None:
    """Puts columns of plain values into a table."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", list(zip(*values, strict=True))
            )
            return
        lines = map("\t".join, zip(*(_texts(column) for column in values), strict=True))
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            while chunk := [line for _, line in zip(range(CHUNK), lines, strict=False)]:
                copy.write("\n".join(chunk) + "\n")


def _texts(column: list[Any]) -> list[str]:
    """Values as COPY reads them."""
    first = next((value for value in column if value is not None), None)
    if isinstance(first, bytes):
        return [r"\N" if value is None else rf"\\x{value.hex()}" for value in column]
    return [r"\N" if value is None else str(value) for value in column]


def plain(column: Column, kind: str) -> list[Any]:
    """A column as the database takes it: numbers, truths, and days and moments as texts."""
    if isinstance(column, Coded):
        return _over(column.codes, [*column.words, None])
    if kind == "truth":
        return _over(column, [False, True, None], missing=2)
    if kind in ("day", "moment"):
        distinct, places = np.unique(column, return_inverse=True)
        return _over(places, [_written(value, kind) for value in distinct.tolist()])
    values: list[Any] = column.tolist()
    return [None if value == NONE else value for value in values] if (column == NONE).any() else values


def _over(codes: Numbers, words: Sequence[Any], missing: int = -1) -> list[Any]:
    found: list[Any] = np.array(words, dtype=object)[np.where(codes == NONE, missing, codes)].tolist()
    return found


def _written(value: int, kind: str) -> str | None:
    if value == NONE:
        return None
    if kind == "day":
        return (_EPOCH_DAY + timedelta(days=value)).isoformat()
    moment = _EPOCH + timedelta(seconds=value // MICROSECONDS)
    return f"{moment:%Y-%m-%d %H:%M:%S}" + ("+00" if connection.vendor == "postgresql" else "")
