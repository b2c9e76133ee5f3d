"""The three back ends behind one call each: rows in, results by measure and row out."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from jiyao.engine import reference
from jiyao.engine.cases import Case, Grant, Result
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.measures import Outcome, Payable
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.running import determine_population

Rows = dict[str, list[dict[str, Any]]]
Results = dict[str, dict[str, Result]]

_SQL = {bool: "BOOLEAN", int: "BIGINT", date: "DATE", str: "VARCHAR"}


def cases(rows: Rows) -> dict[str, list[Case]]:
    return {
        subject: [
            Case(row["id"], row["owner"], {k: v for k, v in row.items() if k not in ("id", "owner")})
            for row in listed
        ]
        for subject, listed in rows.items()
    }


def by_reference(pack: Pack, rows: Rows, on: date, grants: Sequence[Grant] = ()) -> Results:
    return reference.determine(pack, cases(rows), on, grants)


def by_function(pack: Pack, rows: Rows, on: date, grants: Sequence[Grant] = ()) -> Results:
    found: Results = {name: {} for name in pack.measures}
    for assessment in Assessor(pack).assess(cases(rows), on, grants):
        found[assessment.rule.measure.id][assessment.case.id] = assessment.result
    return found


def by_population(pack: Pack, rows: Rows, on: date, folder: Path, grants: Sequence[Grant] = ()) -> Results:
    facts, out = folder / "facts", folder / "out"
    facts.mkdir(parents=True)
    for subject, listed in rows.items():
        _write(pack, subject, listed, facts / f"{subject}.parquet")
    file = None
    if grants:
        file = folder / "grants.parquet"
        values = ", ".join(f"('{g.pool}', '{'|'.join(g.key)}')" for g in grants)
        duckdb.sql(f"COPY (SELECT * FROM (VALUES {values}) t(pool, key)) TO '{file}'")
    determine_population(pack, facts, out, on, grants=file)
    return {name: _read(pack, name, out) for name in pack.measures}


def _write(pack: Pack, subject: str, rows: list[dict[str, Any]], file: Path) -> None:
    owner = pack.vocabulary.owner(subject)
    names = [name for name in rows[0] if name not in ("id", "owner")]
    types = {"boolean": "BOOLEAN", "integer": "BIGINT", "money": "BIGINT", "ratio": "BIGINT", "date": "DATE"}
    columns = ["id VARCHAR", "owner VARCHAR"]
    columns += [f'"{n}" {types.get(pack.vocabulary.facts[n].type.kind.value, "VARCHAR")}' for n in names]
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(columns)})")
        marks = ", ".join("?" * len(columns))
        connection.executemany(
            f"INSERT INTO t VALUES ({marks})",
            [[row["id"], row["owner"], *(row[name] for name in names)] for row in rows],
        )
        ids = f"id AS {subject}_id" + ("" if owner == subject else f", owner AS {owner}_id")
        connection.execute(f"COPY (SELECT {ids}, * EXCLUDE (id, owner) FROM t) TO '{file}'")


def _read(pack: Pack, measure: str, out: Path) -> dict[str, Result]:
    subject = pack.measures[measure].subject
    is_money = pack.measures[measure].gives_kind == "amount"
    given = "amount_fen" if is_money else "given"
    fields = ["outcome", "payable", given, "first_failed", "first_unknown", "next_change_on"]
    listed = ", ".join(f'"{measure}.{name}"' for name in fields)
    rows = duckdb.sql(f"SELECT {subject}_id, {listed} FROM '{out / subject}.parquet'").fetchall()
    return {
        row[0]: Result(
            outcome=Outcome(row[1]),
            payable=None if row[2] is None else Payable(row[2]),
            amount_fen=row[3] if is_money else None,
            given=None if is_money else row[3],
            first_failed=row[4],
            first_unknown=row[5],
            next_change_on=row[6],
        )
        for row in rows
    }
