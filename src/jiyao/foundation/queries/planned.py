"""Statements that are asked again and again: PostgreSQL plans such a one once a connection, not each time."""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection


class PlannedOnce(psycopg.Cursor[tuple[Any, ...]]):
    """A cursor of PostgreSQL whose statements stay prepared."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> "PlannedOnce":
        """The statement, run by its plan, values in the form of the wire."""
        return super().execute(query, params, prepare=True, binary=True)


def planned_rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a SELECT. Its text is always the same: only the values vary."""
    with _cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _cursor() -> Any:
    """A cursor that plans once; an ordinary one where queries are logged, since a log wants their text with values."""
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    raw: Any = PlannedOnce(connection.connection)
    return connection.make_cursor(raw)
