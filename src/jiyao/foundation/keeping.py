"""Which fields say something of somebody, and how each is kept. Areas declare theirs in `personal.py`.

sealed     AES-GCM under the person's key; opened by an act with a reason
masked     kept in the clear for look-ups, shown masked
inside     kept in the clear, needed by the records, never leaves the database
allowed    may be exported: numbers that name nobody, days, codes, sums
"""

from dataclasses import dataclass

from django.db import models

from jiyao.base.errors import Conflict, Invalid

RECORD = "id record version recorded_at superseded_at"
"""What every record has and may be exported."""


class Undeclared(Invalid):
    """Nobody said how a field is kept."""


class DeclaredTwice(Conflict):
    """A field is in two lists, or a model in two declarations."""


@dataclass(frozen=True)
class Keeping:
    """How the fields of one model are kept, by their names."""

    model: type[models.Model]
    sealed: frozenset[str]
    masked: frozenset[str]
    inside: frozenset[str]
    allowed: frozenset[str]

    @property
    def named(self) -> frozenset[str]:
        """Every field in a list."""
        return self.sealed | self.masked | self.inside | self.allowed


KEPT: dict[type[models.Model], Keeping] = {}


def keep(
    model: type[models.Model], *, allowed: str = "", sealed: str = "", masked: str = "", inside: str = ""
) -> None:
    """Declares how each field of a model is kept; names are separated by spaces."""
    lists = [frozenset(text.split()) for text in (sealed, masked, inside, allowed)]
    keeping = Keeping(model, *lists)
    if model in KEPT or len(keeping.named) != sum(map(len, lists)):
        raise DeclaredTwice(f"{model.__name__}: declare each field of it once")
    KEPT[model] = keeping


def keeping_of(model: type[models.Model]) -> Keeping:
    """How a model's fields are kept. Fails with Undeclared if one of them is in no list."""
    names = {field.name for field in model._meta.concrete_fields}
    keeping = KEPT.get(model)
    missing = names - keeping.named if keeping else names
    if keeping is None or missing:
        raise Undeclared(
            f"{model._meta.label}: {', '.join(sorted(missing))} in no list; "
            "say in the area's personal.py whether each is sealed, masked, kept inside or allowed"
        )
    return keeping


def exportable_columns(model: type[models.Model]) -> list[str]:
    """The columns of a model that may leave the database, in the order of its fields."""
    keeping = keeping_of(model)
    return _columns(keeping, keeping.allowed)


def unexportable_columns(table: str) -> frozenset[str]:
    """The columns of a table that must not leave the database."""
    keeping = _keeping_of_table(table)
    return frozenset(_columns(keeping, keeping.named - keeping.allowed))


def sealed_columns(table: str) -> frozenset[str]:
    """The sealed columns of a table."""
    keeping = _keeping_of_table(table)
    return frozenset(_columns(keeping, keeping.sealed))


def _keeping_of_table(table: str) -> Keeping:
    for model in KEPT:
        if model._meta.db_table == table:
            return keeping_of(model)
    raise Undeclared(f"table {table}: no area says how its fields are kept; declare its model in personal.py")


def _columns(keeping: Keeping, names: frozenset[str]) -> list[str]:
    fields = (field for field in keeping.model._meta.concrete_fields if field.name in names)
    return [field.column for field in fields if field.column]
