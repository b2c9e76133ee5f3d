"""Facts of a record that is not recorded: what rules would say if it were.

Nothing is written. For the one question the record's table is taken to hold that row alone; everything else is read
as it stands. So there is one text of facts, whether a thing is done already or only thought of.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from jiyao.engine.rules.tree import Value
from jiyao.engine.vocabulary import Vocabulary
from jiyao.foundation.facts import fact_values, facts_sql

POSTGRESQL = "postgresql"


def proposed_facts(
    subject: str, rows: Sequence[models.Model], *, on: date, known_at: datetime, vocabulary: Vocabulary
) -> list[dict[str, Value | None] | None]:
    """The facts of each row that is thought of, without its owner's; None where it has none on the day.

    rows   unsaved rows of the subject's table, each with `recorded_at` no later than `known_at`
    """
    return [_facts(subject, row, on, known_at, vocabulary) for row in rows]


def _facts(
    subject: str, row: models.Model, on: date, known_at: datetime, vocabulary: Vocabulary
) -> dict[str, Value | None] | None:
    select = facts_sql(subject, on, known_at, connection.vendor).replace("%", "%%")
    columns, values = _as_columns(row)
    table = connection.ops.quote_name(row._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {table} AS (SELECT {columns}) SELECT * FROM ({select}) facts", values)  # noqa: S608
        found = cursor.fetchone()
        names = [description[0] for description in cursor.description]
    return None if found is None else fact_values(dict(zip(names, found, strict=True)), vocabulary)


def _as_columns(row: models.Model) -> tuple[str, list[Any]]:
    """The columns of a row, each with a place for its value, and the values.

    PostgreSQL must be told their types; SQLite would turn a day into a number if it were.
    """
    fields = row._meta.concrete_fields
    columns = [f"{_place(field)} AS {connection.ops.quote_name(str(field.column))}" for field in fields]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    return ", ".join(columns), values


def _place(field: models.Field[Any, Any]) -> str:
    return f"CAST(%s AS {field.db_type(connection)})" if connection.vendor == POSTGRESQL else "%s"
