"""The statements that turn a batch of rows into versions. They work on sets, and are the same on both databases.

A batch lies in a temporary table: `record` where its number is known before, `reference`, and the columns given. What
a row does not give stays as it stands; in a new record it is the field's default.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from jiyao.registry.actions.numbering import numbered
from jiyao.registry.models import FOREVER, Organisation, OrganisationVersion, Person, PersonVersion, Record
from jiyao.registry.queries.standing import as_kept

INCOMING, FRESH, CHANGED = "incoming_rows", "fresh_rows", "changed_rows"
IDENTITIES: Mapping[type[Record], tuple[type[models.Model], str]] = {
    PersonVersion: (Person, "person_id"),
    OrganisationVersion: (Organisation, "organisation_id"),
}
"""Records whose number is that of an identity, which a new record makes first."""
KEPT = ("record", "version", "reference", "recorded_at", "superseded_at")
AT_A_TIME = 10_000
MANY = 1_000

Written = list[tuple[int, int]]
"""Versions that were written, as record and version."""


class Batch:
    """The rows of one batch, laid beside the table they belong to."""

    def __init__(self, cursor: CursorWrapper, model: type[Record], columns: Sequence[str]) -> None:
        self.cursor = cursor
        self.model = model
        self.table = quoted([model._meta.db_table])
        self.given = [name for name in columns if name not in ("record", "reference")]
        self.identity = [IDENTITIES[model][1]] if model in IDENTITIES else []
        said = {*KEPT, "id", *self.identity, *self.given}
        self.others = [field for field in model._meta.concrete_fields if field.attname not in said]
        self.forever = as_kept(FOREVER)

    def load(self, rows: Iterable[Mapping[str, object]]) -> int:
        """Lays the rows into the temporary table; how many there are."""
        columns = ["record", "reference", *self.given]
        self.drop()
        self.cursor.execute(
            f"CREATE TEMPORARY TABLE {INCOMING} AS SELECT {quoted(columns)} FROM {self.table} LIMIT 0"
        )
        tuples = ([row.get("record"), *(row[name] for name in columns[1:])] for row in rows)
        count = copy_rows(self.cursor, INCOMING, columns, tuples)
        if connection.vendor == "postgresql" and count >= MANY:
            self.cursor.execute(f"ANALYZE {INCOMING}")
        return count

    def twice(self) -> str | None:
        """A reference that stands twice in the batch, if one does."""
        return self._first(
            f"SELECT min(reference) FROM {INCOMING} GROUP BY reference HAVING count(*) > 1 LIMIT 1"
        )

    def split(self) -> None:
        """Finds what is new, with its number, and what stands with other content."""
        stands = f"{self.table} s ON s.reference = i.reference AND s.superseded_at = %s"
        self.cursor.execute(
            f"CREATE TEMPORARY TABLE {FRESH} AS SELECT i.record, i.reference FROM {INCOMING} i"
            f" LEFT JOIN {stands} WHERE s.id IS NULL",
            [self.forever],
        )
        self._number()
        differs = " OR ".join(f"i.{quoted([n])} IS DISTINCT FROM s.{quoted([n])}" for n in self.given)
        self.cursor.execute(
            f"CREATE TEMPORARY TABLE {CHANGED} AS SELECT s.id, s.recorded_at, i.reference FROM {INCOMING} i"
            f" JOIN {stands} WHERE {differs or '1 = 0'}",
            [self.forever],
        )

    def recorded_later(self, at: datetime) -> str | None:
        """The reference of a changed row that was recorded at the moment or after it, if there is one."""
        return self._first(f"SELECT min(reference) FROM {CHANGED} WHERE recorded_at >= %s", [as_kept(at)])

    def supersede(self, at: datetime) -> None:
        """Ends the versions whose content is another now."""
        self.cursor.execute(
            f"UPDATE {self.table} SET superseded_at = %s WHERE id IN (SELECT id FROM {CHANGED})",
            [as_kept(at)],
        )

    def follow(self, at: datetime) -> Written:
        """The versions that follow the ended ones."""
        others = [*(field.attname for field in self.others), *self.identity]
        values = [*_each("i", self.given), *_each("s", others)]
        return self._insert(
            [*self.given, *others],
            f"SELECT {_listed('s.record', 's.version + 1', 's.reference', '%s', '%s', *values)}"
            f" FROM {CHANGED} c JOIN {self.table} s ON s.id = c.id"
            f" JOIN {INCOMING} i ON i.reference = c.reference",
            [as_kept(at), self.forever],
        )

    def begin(self, at: datetime) -> Written:
        """The first versions of what is new, under identities of the same number where there are such."""
        if self.identity:
            identities = quoted([IDENTITIES[self.model][0]._meta.db_table])
            self.cursor.execute(f"INSERT INTO {identities} (id) SELECT record FROM {FRESH}")
        others = [field.attname for field in self.others]
        values = [*_each("i", self.given), *("%s" for _ in others), *("f.record" for _ in self.identity)]
        defaults = [field.get_db_prep_save(field.get_default(), connection) for field in self.others]
        return self._insert(
            [*self.given, *others, *self.identity],
            f"SELECT {_listed('f.record', '1', 'f.reference', '%s', '%s', *values)}"
            f" FROM {FRESH} f JOIN {INCOMING} i ON i.reference = f.reference",
            [as_kept(at), self.forever, *defaults],
        )

    def drop(self) -> None:
        """Leaves nothing behind."""
        for table in (INCOMING, FRESH, CHANGED):
            self.cursor.execute(f"DROP TABLE IF EXISTS {table}")

    def _number(self) -> None:
        self.cursor.execute(f"SELECT count(*), count(record) FROM {FRESH}")
        count, given = self.cursor.fetchone()
        if given < count:
            self.cursor.execute(f"UPDATE {FRESH} SET record = {numbered(count)} WHERE record IS NULL")

    def _insert(self, columns: Sequence[str], select: str, values: Sequence[Any]) -> Written:
        into = quoted([*KEPT, *columns])
        self.cursor.execute(f"INSERT INTO {self.table} ({into}) {select} RETURNING record, version", values)
        return list(self.cursor.fetchall())

    def _first(self, statement: str, values: Sequence[Any] = ()) -> str | None:
        self.cursor.execute(statement, values)
        found = self.cursor.fetchone()
        return found[0] if found else None


def copy_rows(
    cursor: CursorWrapper, table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]
) -> int:
    """Puts the rows into a table, as fast as the database takes them; how many there were."""
    if connection.vendor == "postgresql":
        return _copied(cursor, f"COPY {table} ({quoted(columns)}) FROM STDIN", rows)
    places = _listed(*("%s" for _ in columns))
    count = 0
    while some := list(islice(rows, AT_A_TIME)):
        cursor.executemany(f"INSERT INTO {table} ({quoted(columns)}) VALUES ({places})", some)
        count += len(some)
    return count


def _copied(cursor: Any, statement: str, rows: Iterator[Sequence[Any]]) -> int:
    count = 0
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def quoted(names: Iterable[str]) -> str:
    """The names as a list of columns."""
    return _listed(*(connection.ops.quote_name(name) for name in names))


def _each(table: str, names: Iterable[str]) -> list[str]:
    return [f"{table}.{connection.ops.quote_name(name)}" for name in names]


def _listed(*parts: str) -> str:
    return ", ".join(parts)
