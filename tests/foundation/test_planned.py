"""Statements that are planned once: the same rows on both databases, counted like any other, prepared on PostgreSQL."""

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from jiyao.foundation.queries.planned import planned_rows

pytestmark = pytest.mark.django_db
SUM = "SELECT %s + 1, CAST(%s AS text)"


def test_rows_of_each_asking_are_its_own() -> None:
    with CaptureQueriesContext(connection) as captured:
        found = [planned_rows(SUM, [number, "焊工"]) for number in (1, 2)]

    assert (found, len(captured)) == ([[(2, "焊工")], [(3, "焊工")]], 2)


def test_statement_is_prepared_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans in microseconds")
    for number in (1, 2, 3):
        planned_rows("SELECT %s + 40", [number])

    kept = planned_rows(
        "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["SELECT $1 + 40"]
    )

    assert kept == [(1,)]


def test_error_is_one_of_the_database() -> None:
    with pytest.raises(DatabaseError):
        planned_rows("SELECT nothing FROM nowhere WHERE %s", [1])
