"""The same facts from the database, from Parquet as it is written, and with sub-queries grouped and joined.

On SQLite in the usual run, on PostgreSQL in its own. A few facts are also worked out by hand, in Python.
"""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiyao.engine.rules.types import Kind
from jiyao.foundation.facts import fact_files, facts_sql, person_cases
from jiyao.foundation.lake import export_snapshot, write_facts
from jiyao.foundation.lake.writing import create_views
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import HeldCertificate, InsuranceSpell
from tests.foundation.records import JUNE, MOMENTS, PEOPLE, Rows, records
from tests.packs.heilongjiang import pack

ON = date(2025, 6, 30)
VOCABULARY = pack().vocabulary
LEVELS = list(VOCABULARY.codes["level"].codes)

Table = list[dict[str, Any]]


@pytest.fixture
def database(fresh_database: str) -> str:
    """One for all examples of a test, with the pack's lists."""
    load_lists(pack())
    return fresh_database


def store(rows: Rows) -> None:
    """Makes the database hold these rows and no others."""
    for model in reversed(rows):
        model.objects.all().delete()
    for model, listed in rows.items():
        model.objects.bulk_create(model(**values) for values in listed)


def from_database(subject: str, on: date, known_at: datetime) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({facts_sql(subject, on, known_at, connection.vendor)}) facts")
        names = [column[0] for column in cursor.description]
        return ordered([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])


def from_parquet(select: str, on: duckdb.DuckDBPyConnection) -> Table:
    cursor = on.execute(select)
    names = [column[0] for column in cursor.description]
    return ordered([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])


def ordered(rows: Table) -> Table:
    """The rows with values of their facts' types, in the order of their first column."""
    typed = [{name: value_of(name, value) for name, value in row.items()} for row in rows]
    return sorted(typed, key=lambda row: tuple(map(str, row.values())))


def value_of(name: str, value: Any) -> Any:
    fact = VOCABULARY.facts.get(name)
    if value is None or fact is None:
        return value
    if fact.type.kind is Kind.BOOLEAN:
        return bool(value)
    return date.fromisoformat(value) if fact.type.kind is Kind.DATE and isinstance(value, str) else value


def standing(rows: Rows, model: type, known_at: datetime) -> Table:
    """The versions of a model's records that were known."""
    return [row for row in rows[model] if row["recorded_at"] <= known_at < row["superseded_at"]]


def months_by_hand(rows: Rows, person: int, on: date, known_at: datetime) -> int:
    now = on.year * 12 + on.month
    spells = [spell for spell in standing(rows, InsuranceSpell, known_at) if spell["person_id"] == person]
    paid = {
        month
        for spell in spells
        for month in range(spell["first_month"], min(spell["last_month"] or now, now) + 1)
    }
    return len(paid)


def held_by_hand(rows: Rows, record: int, on: date, known_at: datetime) -> str | None:
    """By trying every value that an open field may have."""
    held = {row["record"]: row for row in standing(rows, HeldCertificate, known_at)}
    own = held.pop(record)
    answers = {0}
    for other in held.values():
        if other["person_id"] != own["person_id"] or (other["revoked_on"] and other["revoked_on"] <= on):
            continue
        ranks = [LEVELS.index(other["level"])] if other["level"] in LEVELS else [0, len(LEVELS) - 1]
        certain = own["occupation"] is not None and own["occupation"] == other["occupation"]
        excluded = other["issued_on"] is not None and other["issued_on"] > on
        excluded = excluded or (None not in (own["occupation"], other["occupation"]) and not certain)
        if excluded:
            continue
        possible = {*ranks} if certain and other["issued_on"] is not None else {0, *ranks}
        answers = {max(one, another) for one in answers for another in possible}
    return LEVELS[answers.pop()] if len(answers) == 1 else None


@given(
    rows=records(),
    on=st.sampled_from([ON, date(2025, 1, 5), date(2025, 7, 1)]),
    known_at=st.sampled_from([*MOMENTS, datetime(2025, 5, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)]),
)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_database_and_parquet_agree(database: str, rows: Rows, on: date, known_at: datetime) -> None:
    store(rows)

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as parquet:
        export_snapshot(Path(folder) / "snapshot")
        write_facts(Path(folder) / "snapshot", Path(folder) / "facts", on=on, known_at=known_at)
        create_views(parquet, Path(folder) / "snapshot")
        for subject in fact_files():
            wanted = from_database(subject, on, known_at)
            assert from_parquet(facts_sql(subject, on, known_at, "duckdb"), parquet) == wanted
            assert from_parquet(f"FROM '{folder}/facts/{subject}.parquet'", parquet) == wanted


@given(rows=records(), known_at=st.sampled_from(MOMENTS))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_facts_are_those_worked_out_by_hand(database: str, rows: Rows, known_at: datetime) -> None:
    store(rows)

    people = from_database("person", ON, known_at)
    certificates = from_database("certificate", ON, known_at)
    results = from_database("contest_result", ON, known_at)

    assert ON.year * 12 + ON.month == JUNE
    assert {row["person_id"]: row["insured_months"] for row in people} == {
        row["person_id"]: months_by_hand(rows, row["person_id"], ON, known_at) for row in people
    }
    assert {row["certificate_id"]: row["highest_level_held"] for row in certificates} == {
        row["certificate_id"]: held_by_hand(rows, row["certificate_id"], ON, known_at) for row in certificates
    }
    works = {row["person_id"]: row["works_in_province"] for row in people}
    assert [
        row
        for row in results
        if row["person_id"] in works and row["stays_in_province"] is not works[row["person_id"]]
    ] == []


@given(rows=records(), known_at=st.sampled_from(MOMENTS))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_person_has_the_facts_that_everybody_has(
    fresh_database: str, rows: Rows, known_at: datetime
) -> None:
    store(rows)

    everybody = {
        (subject, str(row[f"{subject}_id"])): {name: row[name] for name in row if name in VOCABULARY.facts}
        for subject in fact_files()
        if subject in VOCABULARY.subjects
        for row in from_database(subject, ON, known_at)
    }
    one_by_one = {
        (subject, case.id): {
            name: value for name, value in case.facts.items() if subject in VOCABULARY.facts[name].of
        }
        for person in PEOPLE
        for subject, cases in person_cases(person, on=ON, known_at=known_at, vocabulary=VOCABULARY).items()
        for case in cases
    }
    known = {row["person_id"] for row in from_database("person", ON, known_at)}
    assert {key: facts for key, facts in everybody.items() if key in one_by_one} == one_by_one
    assert {key for key in one_by_one if key[0] == "person"} == {("person", str(person)) for person in known}
