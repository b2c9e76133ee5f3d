"""A few people as a folder of facts, as `determine` and `simulate` read it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from jiyao.engine.cases import Case
from jiyao.engine.population.running import check_free
from jiyao.engine.population.sql import SQL_TYPES, literal, quoted
from jiyao.engine.vocabulary import Vocabulary


def write_facts(vocabulary: Vocabulary, people: Iterable[Mapping[str, Sequence[Case]]], folder: Path) -> None:
    """One `<subject>.parquet` for each subject that has rows, its owner's facts beside its own.

    raises   Conflict: the folder holds something already
    """
    check_free(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[Case]] = {}
    for cases in people:
        for subject, listed in cases.items():
            rows.setdefault(subject, []).extend(listed)
    with duckdb.connect() as connection:
        for subject, listed in rows.items():
            if listed:
                _write(connection, vocabulary, subject, listed, folder)


def _write(
    connection: duckdb.DuckDBPyConnection,
    vocabulary: Vocabulary,
    subject: str,
    cases: Sequence[Case],
    folder: Path,
) -> None:
    owner = vocabulary.owner(subject)
    facts = vocabulary.facts_of(subject)
    ids = [f"{subject}_id"] if owner == subject else [f"{subject}_id", f"{owner}_id"]
    columns = [f"{quoted(name)} VARCHAR" for name in ids]
    columns += [f"{quoted(name)} {SQL_TYPES[fact.type.kind]}" for name, fact in facts.items()]
    connection.execute(f"CREATE OR REPLACE TABLE facts ({', '.join(columns)})")
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO facts VALUES ({marks})",
        [
            [*([case.id, case.owner_id][: len(ids)]), *(case.facts.get(name) for name in facts)]
            for case in cases
        ],
    )
    target = literal(str(folder / f"{subject}.parquet"))
    connection.execute(f"COPY facts TO {target} (FORMAT parquet)")
