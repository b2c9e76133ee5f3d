"""The texts of facts: portable SQL over an area's own tables and those to its right, named and typed by the pack."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
import sqlglot
from django.apps import apps
from sqlglot import exp

from jiyao.engine.population.sql import SQL_TYPES
from jiyao.foundation.facts import SLOTS, NoFacts, fact_files, facts_sql
from jiyao.foundation.lake.joining import joined
from jiyao.foundation.lake.writing import create_views
from tests.architecture.tree import ROOT
from tests.packs.heilongjiang import pack

ON, KNOWN_AT = date(2025, 6, 30), datetime(2025, 7, 1, tzinfo=UTC)
VOCABULARY = pack().vocabulary
FILES = fact_files()
SUBJECTS = [subject for subject in FILES if subject != SLOTS]
DIALECTS = {"sqlite": "sqlite", "postgresql": "postgres", "duckdb": "duckdb"}
PORTABLE = {
    exp.Select, exp.From, exp.Join, exp.Where, exp.Table, exp.TableAlias, exp.Subquery, exp.Alias, exp.Column,
    exp.Identifier, exp.Star, exp.Literal, exp.Boolean, exp.Null, exp.Paren,
    exp.And, exp.Or, exp.Not, exp.Is, exp.In, exp.Exists,
    exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Add, exp.Sub, exp.Mul, exp.Mod,
    exp.Case, exp.If, exp.Coalesce, exp.Cast, exp.DataType, exp.Substring,
    exp.Count, exp.Sum, exp.Min, exp.Max,
}  # fmt: skip
"""What agreed on SQLite, PostgreSQL and DuckDB. Not among it: extract, LEAST, division, date literals, GROUP BY."""


def parsed(subject: str, dialect: str = "postgresql") -> exp.Expression:
    return sqlglot.parse_one(facts_sql(subject, ON, KNOWN_AT, dialect), dialect=DIALECTS[dialect])


def columns(subject: str) -> list[str]:
    return [column.alias_or_name for column in parsed(subject).expressions]


def areas_to_the_right(area: str) -> set[str]:
    """The area itself and those that it may name."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [[name.strip("() ") for name in layer.split("|")] for layer in contracts[0]["layers"]]
    [own] = [number for number, layer in enumerate(layers) if area in layer]
    return {area, *(name for layer in layers[own + 1 :] for name in layer)}


@pytest.mark.parametrize("subject", FILES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_text_uses_only_what_is_portable(subject: str, dialect: str) -> None:
    used = {type(node) for node in parsed(subject, dialect).walk()}

    assert used - PORTABLE == set()


@pytest.mark.parametrize("subject", FILES)
def test_casts_are_to_types_of_one_name_everywhere(subject: str) -> None:
    types = {cast.to.sql("duckdb") for cast in parsed(subject, "duckdb").find_all(exp.Cast)}

    assert types <= {"INT", "BIGINT", "TEXT"}


@pytest.mark.parametrize("subject", FILES)
def test_text_names_tables_of_its_own_area_and_to_the_right(subject: str) -> None:
    area = FILES[subject].parent.parent.name
    owners = {model._meta.db_table: model._meta.app_label for model in apps.get_models()}

    named = {owners[table.name] for table in parsed(subject).find_all(exp.Table)}

    assert named <= areas_to_the_right(area)


@pytest.mark.parametrize("subject", FILES)
def test_subject_stands_in_the_lowest_area_that_sees_its_tables(subject: str) -> None:
    area = FILES[subject].parent.parent.name
    owners = {model._meta.db_table: model._meta.app_label for model in apps.get_models()}

    assert area in {owners[table.name] for table in parsed(subject).find_all(exp.Table)}


@pytest.mark.parametrize("subject", FILES)
def test_every_column_says_of_which_table(subject: str) -> None:
    assert [column.sql() for column in parsed(subject).find_all(exp.Column) if not column.table] == []


@pytest.mark.parametrize("subject", FILES)
def test_every_version_is_asked_as_known_at_the_moment(subject: str) -> None:
    """Each table that keeps versions is asked for those that stood at the moment."""
    versioned = {
        model._meta.db_table
        for model in apps.get_models()
        if "superseded_at" in {field.name for field in model._meta.fields}
    }
    for table in parsed(subject).find_all(exp.Table):
        if table.name in versioned:
            around = table.find_ancestor(exp.Select).sql()
            assert f"{table.alias}.recorded_at <= " in around
            assert f"{table.alias}.superseded_at > " in around


@pytest.mark.parametrize("subject", SUBJECTS)
def test_columns_are_ids_and_every_fact_of_the_subject(subject: str) -> None:
    ids = list(dict.fromkeys([f"{subject}_id", f"{VOCABULARY.owner(subject)}_id"]))
    facts = {name for name, fact in VOCABULARY.facts.items() if subject in fact.of}

    assert columns(subject)[: len(ids)] == ids
    assert set(columns(subject)[len(ids) :]) == facts
    assert len(columns(subject)) == len(ids) + len(facts)


def test_subjects_without_records_are_those_that_the_document_names() -> None:
    missing = sorted(VOCABULARY.subjects.keys() - FILES.keys())
    document = (ROOT / "docs/reference/facts.md").read_text("utf-8")

    assert missing == ["nomination", "organisation", "project"]
    assert [subject for subject in missing if f"`{subject}`" not in document] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_document_has_a_row_for_every_fact(subject: str) -> None:
    document = (ROOT / "docs/reference/facts.md").read_text("utf-8")
    section = document.partition(f"\n## {subject}\n")[2].partition("\n## ")[0]
    facts = [name for name, fact in VOCABULARY.facts.items() if subject in fact.of]

    assert [fact for fact in facts if f"\n| `{fact}` |" not in section] == []


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("grouped", [False, True])
def test_columns_have_the_types_of_their_facts(subject: str, grouped: bool, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        create_views(connection, tmp_path)
        select = facts_sql(subject, ON, KNOWN_AT, "duckdb")
        described = connection.execute(
            f"DESCRIBE {joined(connection, select) if grouped else select}"
        ).fetchall()

    types = {name: type_ for name, type_, *_ in described}
    assert types == {
        name: SQL_TYPES[VOCABULARY.facts[name].type.kind] if name in VOCABULARY.facts else "BIGINT"
        for name in columns(subject)
    }


@pytest.mark.parametrize("subject", FILES)
def test_codes_in_a_text_are_codes_of_the_pack(subject: str) -> None:
    codes = {code for codes in VOCABULARY.codes.values() for code in codes.codes}
    texts = {literal.this for literal in parsed(subject).find_all(exp.Literal) if literal.is_string}

    assert texts - codes - {"2025-06-30", "2025-07-01 00:00:00+00:00"} == set()


def test_subject_that_no_record_tells_of_is_refused() -> None:
    with pytest.raises(
        NoFacts, match="no record tells of nomination; records tell of apprenticeship, candidacy, certificate"
    ):
        facts_sql("nomination", ON, KNOWN_AT, "sqlite")


@pytest.mark.parametrize(
    ("dialect", "moment"),
    [
        ("sqlite", "2025-06-30 16:00:00"),
        ("postgresql", "2025-06-30 16:00:00+00:00"),
        ("duckdb", "2025-06-30 16:00:00+00:00"),
    ],
)
def test_moment_is_bound_in_utc_as_the_database_writes_it(dialect: str, moment: str) -> None:
    shanghai = datetime.fromisoformat("2025-07-01T00:00:00+08:00")

    text = facts_sql("person", ON, shanghai, dialect)

    assert f"p.recorded_at <= '{moment}'" in text
    assert ":on" not in text
    assert ":known_at" not in text
