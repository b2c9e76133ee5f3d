"""Closed lists as DuckDB's ENUM types: written four times faster than texts.

Parquet holds them as texts all the same.
"""

from collections.abc import Iterable

import duckdb

from jiyao.engine.measures import Outcome, Payable
from jiyao.engine.population.sql import literal, quoted

OUTCOME, PAYABLE = "outcome", "payable"


def tests_type(name: str) -> str:
    """The quoted type of the ids of a measure's conditions and limits."""
    return quoted(f"tests {name}")


def label(text: str, type_: str) -> str:
    """A label of an ENUM as SQL writes it."""
    return f"{literal(text)}::{type_}"


def create_types(connection: duckdb.DuckDBPyConnection) -> None:
    """The types that every statement uses."""
    create_type(connection, OUTCOME, [outcome.value for outcome in Outcome])
    create_type(connection, PAYABLE, [payable.value for payable in Payable])


def create_type(connection: duckdb.DuckDBPyConnection, type_: str, labels: Iterable[str]) -> None:
    """One ENUM type; a list without labels has none."""
    listed = ", ".join(literal(text) for text in labels)
    if listed:
        connection.execute(f"CREATE TYPE {type_} AS ENUM ({listed})")
