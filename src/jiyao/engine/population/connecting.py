"""A DuckDB of its own for each run, and the tables that runs share: what was granted, and slots of other subjects."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from jiyao.engine.measures import Pool
from jiyao.engine.population.sources import BadSource, describe
from jiyao.engine.population.sql import literal
from jiyao.engine.problems import nearest
from jiyao.engine.vocabulary import SEPARATOR


@dataclass(frozen=True, slots=True)
class Resources:
    """What DuckDB may use. `memory` as it writes it, such as "300MB"; None leaves it to DuckDB."""

    threads: int | None = None
    memory: str | None = None


UNLIMITED = Resources()


@contextmanager
def connected(resources: Resources) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own, which installs nothing and spills into a folder that goes away."""
    with TemporaryDirectory(prefix="jiyao-") as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": folder,
            "extension_directory": folder,
            "autoinstall_known_extensions": False,
            "preserve_insertion_order": False,
        }
        if resources.threads is not None:
            settings["threads"] = resources.threads
        if resources.memory is not None:
            settings["memory_limit"] = resources.memory
        try:
            connection = duckdb.connect(config=settings)
        except duckdb.Error as error:
            raise BadSource(f"DuckDB does not start: {str(error).splitlines()[0]}") from None
        try:
            yield connection
        except duckdb.OutOfMemoryException:
            raise BadSource(f"needs more memory than {resources.memory}; allow more") from None
        finally:
            connection.close()


def create_grants(
    connection: duckdb.DuckDBPyConnection, grants: Path | None, pools: Mapping[str, Pool]
) -> bool:
    """Counts what was granted before, as table `granted`; whether there is anything.

    raises   BadSource: a column is missing, a pool is unknown, a key has not the parts of its pool
    """
    if grants is None:
        return False
    lacking = {"pool", "key"} - describe(connection, grants).keys()
    if lacking:
        raise BadSource(f"{grants}: has no column {', '.join(sorted(lacking))}")
    connection.execute(
        "CREATE TABLE granted AS SELECT pool, key, count(*) AS n "
        f"FROM read_parquet({literal(str(grants))}) GROUP BY ALL"
    )
    shapes = connection.execute(
        f"SELECT pool, len(string_split(key, {literal(SEPARATOR)})), any_value(key) FROM granted GROUP BY ALL"
    ).fetchall()
    for pool, parts, key in shapes:
        if pool not in pools:
            raise BadSource(f'{grants}: unknown pool "{pool}"{nearest(str(pool), pools)}')
        if parts != len(pools[pool].per):
            per = SEPARATOR.join(pools[pool].per)
            raise BadSource(f'{grants}: key "{key}" of pool "{pool}" must have the parts {per}')
    return True


def create_slots(connection: duckdb.DuckDBPyConnection) -> None:
    """The table of slots that measures of one subject take before those of another."""
    connection.execute(
        "CREATE TABLE slots (measure VARCHAR, pool VARCHAR, key VARCHAR, n BIGINT, next_on DATE)"
    )
