"""Checked rows, laid aside in a temporary table of the database until the whole file is known.

There they are held against each other and against what stands: no record twice, no periods that overlap. Of people
nothing lies there in the clear.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from jiyao.foundation.sealed import seal, unseal
from jiyao.registry.actions.people import SEALED
from jiyao.registry.actions.versions import copy_rows, quoted
from jiyao.registry.imports.checking.rows import Checked
from jiyao.registry.imports.profiles import REFERENCE, Profile
from jiyao.registry.models import FOREVER
from jiyao.registry.queries.standing import as_kept

STAGED = "staged_rows"
PAYLOAD = "name_sealed"
"""The column that holds, of a person, all that is sealed, under a key that lives as long as the import."""

Period = tuple[object, object]


class Staging:
    """The good rows of a file."""

    def __init__(self, profile: Profile, names: Iterable[str]) -> None:
        self.profile = profile
        self.cipher = AESGCM(token_bytes(32))
        self.columns = _columns(profile, names)
        self.table = quoted([profile.model._meta.db_table])
        self.count = 0

    def __enter__(self) -> "Staging":
        self._run(f"DROP TABLE IF EXISTS {STAGED}")
        self._run(
            f"CREATE TEMPORARY TABLE {STAGED} AS SELECT CAST(0 AS bigint) AS line, reference,"
            f" {quoted(self.columns.values())} FROM {self.table} LIMIT 0"
        )
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._run(f"DROP TABLE IF EXISTS {STAGED}")

    def add(self, rows: Iterable[Checked]) -> None:
        """Lays rows aside."""
        with connection.cursor() as cursor:
            columns = ["line", "reference", *self.columns.values()]
            self.count += copy_rows(cursor, STAGED, columns, map(self._staged, rows))

    def finish(self) -> None:
        """Makes what lies there quick to find; call it when all rows are in."""
        self._run(f"CREATE INDEX staged_reference ON {STAGED} (reference)")
        if self.profile.shape.apart:
            self._run(
                f"CREATE INDEX staged_apart ON {STAGED} ({quoted(self._attnames(self.profile.shape.apart))})"
            )
        if connection.vendor == "postgresql":
            self._run(f"ANALYZE {STAGED}")

    def twice(self) -> list[tuple[int, int]]:
        """Rows of a record that an earlier row is of too: each with that row."""
        return self._all(
            "SELECT line, earliest FROM (SELECT line, min(line) OVER (PARTITION BY reference) AS earliest"
            f" FROM {STAGED}) met WHERE line > earliest ORDER BY line"
        )

    def overlaps(self) -> list[tuple[int, int]]:
        """Rows whose period overlaps that of an earlier row: each with that row."""
        if not self.profile.shape.apart:
            return []
        return self._all(
            f"SELECT a.line, min(b.line) FROM {STAGED} a JOIN {STAGED} b ON {self._alike('a', 'b')}"
            f" AND b.line < a.line AND {self._meeting('a', 'b')} GROUP BY a.line ORDER BY a.line"
        )

    def overlaps_kept(self) -> list[tuple[int, object, object]]:
        """Rows whose period overlaps one that stands, and that the file does not change: each with that period."""
        if not self.profile.shape.apart:
            return []
        first, last = self._attnames(self.profile.shape.period)
        return self._all(
            f"SELECT a.line, min(s.{first}), max(s.{last}) FROM {STAGED} a"
            f" JOIN {self.table} s ON {self._alike('a', 's')} AND s.superseded_at = %s"
            f" AND {self._meeting('a', 's')}"
            f" WHERE NOT EXISTS (SELECT 1 FROM {STAGED} f WHERE f.reference = s.reference)"
            " GROUP BY a.line ORDER BY a.line",
            [as_kept(FOREVER)],
        )

    def remove(self, lines: Sequence[int]) -> None:
        """Takes rows out again."""
        with connection.cursor() as cursor:
            for first in range(0, len(lines), 10_000):
                some = lines[first : first + 10_000]
                cursor.execute(
                    f"DELETE FROM {STAGED} WHERE line IN ({', '.join('%s' for _ in some)})", list(some)
                )
        self.count -= len(lines)

    def slices(self, size: int) -> Iterator[list[Mapping[str, Any]]]:
        """The rows by column, so many at a time, in the order of the file."""
        self._run(f"CREATE INDEX staged_line ON {STAGED} (line)")
        names = ["line", "reference", *self.columns.values()]
        after = 0
        while rows := self._all(
            f"SELECT {quoted(names)} FROM {STAGED} WHERE line > %s ORDER BY line LIMIT {size}", [after]
        ):
            after = rows[-1][0]
            yield [dict(zip(names[1:], row[1:], strict=True)) for row in rows]

    def texts(self, row: Mapping[str, Any]) -> Mapping[str, str | None]:
        """What is sealed of a person, in the clear."""
        found: dict[str, str | None] = json.loads(unseal(self.cipher, row[PAYLOAD], STAGED))
        return found

    def _staged(self, row: Checked) -> list[object]:
        values = [row.values.get(name) for name in self.columns]
        if self.profile.is_of_people:
            texts = {name: row.values[name] for name in SEALED if name in row.values}
            values[-1] = seal(self.cipher, json.dumps(texts).encode(), STAGED)
        return [row.line, row.reference, *values]

    def _alike(self, one: str, other: str) -> str:
        names = self._attnames(self.profile.shape.apart)
        return " AND ".join(f"{one}.{name} = {other}.{name}" for name in names)

    def _meeting(self, one: str, other: str) -> str:
        first, last = self._attnames(self.profile.shape.period)
        return (
            f"({other}.{last} IS NULL OR {one}.{first} <= {other}.{last})"
            f" AND ({one}.{last} IS NULL OR {other}.{first} <= {one}.{last})"
        )

    def _attnames(self, names: Iterable[str]) -> list[str]:
        return [self.profile.column(name).attname for name in names]

    def _run(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def _all(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())


def _columns(profile: Profile, names: Iterable[str]) -> dict[str, str]:
    """The columns of the table by the profile's names; of people, those that follow from the number too."""
    if profile.is_of_people:
        return {"birth_on": "birth_on", "sex": "sex", "payload": PAYLOAD}
    return {name: profile.column(name).attname for name in names if name != REFERENCE}
