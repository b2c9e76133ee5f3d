"""Questions to a snapshot: SELECTs of ours over its tables, with values bound to their `$names`."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from jiyao.base.errors import Invalid
from jiyao.engine.population.connecting import UNLIMITED, Resources, connected
from jiyao.foundation.lake.writing import create_views

Value = int | str | date | datetime
_NAME = re.compile(r"\$([a-z_]+)")
_COMMENT = re.compile(r"--[^\n]*")


class BadQuestion(Invalid):
    """A SELECT does not run, or names a value that nobody gives."""


def names_in(select: str) -> frozenset[str]:
    """The names of the values that a SELECT wants."""
    return frozenset(_NAME.findall(_COMMENT.sub("", select)))


def answers(
    snapshot: Path,
    questions: Mapping[str, tuple[str, Mapping[str, Value]]],
    *,
    resources: Resources = UNLIMITED,
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of each question by its name, one question after the other, each row a mapping of its columns.

    questions   a SELECT over the tables of the database, and the values it may name
    raises      BadQuestion
    """
    with connected(resources) as connection:
        create_views(connection, snapshot)
        for name, (select, values) in questions.items():
            yield name, _rows(connection, name, select, values)


def columns_of(select: str, values: Mapping[str, Value]) -> tuple[str, ...]:
    """The columns that a SELECT gives, asked of no records at all. raises BadQuestion"""
    with connected(UNLIMITED) as connection:
        create_views(connection, Path("nowhere"))
        return asked(connection, "a SELECT", select, values)[0]


def _rows(
    connection: duckdb.DuckDBPyConnection, name: str, select: str, values: Mapping[str, Value]
) -> list[dict[str, Any]]:
    columns, rows = asked(connection, name, select, values)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def asked(
    connection: duckdb.DuckDBPyConnection, name: str, select: str, values: Mapping[str, Value]
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The columns and the rows of a SELECT, with the values that it names. raises BadQuestion"""
    wanted = names_in(select)
    missing = wanted - values.keys()
    if missing:
        raise BadQuestion(f"{name}: no value is given for {', '.join(sorted(missing))}")
    try:
        found = connection.execute(select, {key: values[key] for key in wanted})
        return tuple(column[0] for column in found.description or ()), found.fetchall()
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise BadQuestion(f"{name}: {str(error).splitlines()[0]}") from None
