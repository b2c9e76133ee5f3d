"""The province in the database: the very blocks that Parquet holds, with what is sealed beside them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import repeat
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.base.progress import Progress
from jiyao.demo.drawing.columns import Numbers, Table, length, numbers_in
from jiyao.demo.drawing.plan import SHARED, Plan
from jiyao.demo.filling.arrow import Shape
from jiyao.demo.filling.loading import bare, insert, plain
from jiyao.demo.filling.parts import STEP, Counts, drawn_ahead, working
from jiyao.demo.filling.shapes import MODELS
from jiyao.demo.filling.texts import REFERENCE, Identity, credit_codes, identities, people_of
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.foundation.actions.keys import create_keys, lookup_hashes
from jiyao.foundation.links import Codes
from jiyao.foundation.sealed import Keyring
from jiyao.registry.actions.numbering import numbers_taken_up_to
from jiyao.registry.models import Person

LARGEST = 0.1
"""The largest scale that goes into a database."""
Versions = tuple[Numbers, Numbers]
SEALED = {"name_sealed": "name", "identity_sealed": "number", "phone_sealed": "phone"}


class NotADemonstration(NotAllowed):
    """Invented people stand only where everything is a demonstration."""


class HasPeople(Conflict):
    """There are people in the database."""


class TooLarge(Invalid):
    """So many people go into Parquet, not into a database."""


def fill_database(
    plan: Plan, shapes: Sequence[Shape], *, by: str, at: datetime, processes: int, progress: Progress
) -> Counts:
    """Rows written of each table, in one transaction and under one act.

    by, at   who fills it, and when
    raises   NotADemonstration, HasPeople, TooLarge
    """
    _check(plan)
    counts = dict.fromkeys((shape.name for shape in shapes), 0)
    written: list[Versions] = []
    with transaction.atomic(), bare([shape.name for shape in shapes]), working(processes) as pool:
        for block, found in drawn_ahead(pool, plan, processes + 1):
            for shape in shapes:
                counts[shape.name] += _write(plan, block, shape, found)
            written += _versions(found)
            progress(STEP, block - SHARED + 1, plan.blocks - SHARED)
        _number_on(plan)
        codes: Codes = {"seed": plan.seed, "scale": str(plan.scale)}
        append_bulk_act(
            kind="fill-demonstration",
            actor=by,
            subject="demonstration:1",
            at=at,
            lines=_lines(written),
            codes=codes,
        )
    return counts


def check_demonstration() -> None:
    """Raises NotADemonstration where this is none."""
    if not settings.DEMONSTRATION:
        raise NotADemonstration(
            "invented people are for demonstrations; call `jiyao --demo synth`",
            zh="虚构人员只用于演示；请用 jiyao --demo synth",
        )


def _check(plan: Plan) -> None:
    check_demonstration()
    if plan.scale > LARGEST:
        raise TooLarge(
            f"scale {float(plan.scale)} is for Parquet (--out FOLDER); a database takes up to {LARGEST}",
            zh=f"比例 {float(plan.scale)} 只能写成 Parquet（--out 目录）；数据库最多 {LARGEST}",
        )
    if Person.objects.exists():
        raise HasPeople(
            "there are people in the database already; give JIYAO_DATABASE_URL a new one",
            zh="数据库中已有人员；请用 JIYAO_DATABASE_URL 指定新的数据库",
        )


def _versions(found: Mapping[str, Table]) -> list[Versions]:
    """Record and version of every version written."""
    return [
        (numbers_in(table, "record"), numbers_in(table, "version").astype(np.int8))
        for table in found.values()
        if "record" in table and "version" in table
    ]


def _lines(written: Sequence[Versions]) -> Iterator[tuple[int, int, str]]:
    """A line of the manifest for each version of a record."""
    for records, versions in written:
        yield from zip(records.tolist(), versions.tolist(), repeat(""))


def _number_on(plan: Plan) -> None:
    """What is recorded from now on gets numbers of its own."""
    numbers_taken_up_to(plan.first_number(plan.blocks))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(MODELS)):
                cursor.execute(statement)


def _write(plan: Plan, block: int, shape: Shape, found: Mapping[str, Table]) -> int:
    table = found.get(shape.name, {})
    if not length(table):
        return 0
    hidden = _Hidden(plan, block, found)
    values = [
        plain(table[name], kind) if name in table else hidden.column(shape.name, name, table)
        for name, kind in shape.columns
    ]
    insert(shape.name, [name for name, _ in shape.columns], values)
    return length(table)


class _Hidden:
    """The columns of a block that Parquet does not hold."""

    def __init__(self, plan: Plan, block: int, found: Mapping[str, Table]) -> None:
        self.plan = plan
        self.block = block
        self.found = found

    @cached_property
    def identities(self) -> dict[int, Identity]:
        return identities(self.plan, self.block, people_of(self.found))

    @cached_property
    def keys(self) -> Keyring:
        return create_keys(self.identities)

    def column(self, table: str, name: str, rows: Mapping[str, Any]) -> list[Any]:
        """The values of a column."""
        records: Numbers = rows["record"]
        if name in SEALED:
            return self._sealed(name, records)
        if name == "certificate_number":
            return [f"S{number:021d}" for number in records.tolist()]
        if table == "registry_personversion":
            return self._hashes(records)
        if table == "registry_organisationversion":
            return credit_codes(self.plan.region.assumed.people.identity_region, records)
        return [REFERENCE.format(number) for number in records.tolist()]

    def _sealed(self, name: str, records: Numbers) -> list[bytes | None]:
        texts = ((number, getattr(self.identities[number], SEALED[name])) for number in records.tolist())
        seal = self.keys.seal
        return [None if text is None else seal(number, name, text) for number, text in texts]

    def _hashes(self, records: Numbers) -> list[str]:
        """The keyed hash of each identity number, by which a person is found."""
        numbers = records.tolist()
        known = [number for number in dict.fromkeys(numbers) if self.identities[number].number is not None]
        hashes = lookup_hashes(str(self.identities[number].number) for number in known)
        found = dict(zip(known, hashes, strict=True))
        return [found.get(number, REFERENCE.format(number)) for number in numbers]
