"""Closed lists as DuckDB's ENUM types: told four times faster than texts, and checked faster too.

Parquet holds them as texts all the same.
"""

from collections.abc import Iterable

import duckdb

from jiyao.engine.measures import Outcome, Payable
from jiyao.engine.population.sql import literal, quoted
from jiyao.engine.vocabulary import Vocabulary

OUTCOME, PAYABLE = "outcome", "payable"


def codes_type(list_id: str) -> str:
    """The quoted type of a code list, in the declared order."""
    return quoted(f"codes {list_id}")


def tests_type(name: str) -> str:
    """The quoted type of the ids of a measure's conditions and limits."""
    return quoted(f"tests {name}")


def label(text: str, type_: str) -> str:
    """A label of an ENUM as SQL writes it."""
    return f"{literal(text)}::{type_}"


def create_types(connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> None:
    """The types that every statement uses."""
    create_type(connection, OUTCOME, [outcome.value for outcome in Outcome])
    create_type(connection, PAYABLE, [payable.value for payable in Payable])
    for list_ in vocabulary.codes.values():
        create_type(connection, codes_type(list_.id), list_.codes)


def create_type(connection: duckdb.DuckDBPyConnection, type_: str, labels: Iterable[str]) -> None:
    """One ENUM type; a list without labels has none."""
    listed = ", ".join(literal(text) for text in labels)
    if listed:
        connection.execute(f"CREATE TYPE {type_} AS ENUM ({listed})")
