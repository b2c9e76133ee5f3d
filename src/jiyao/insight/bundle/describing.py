"""Ways to say what a sheet holds: a query of a model, the rows that earlier sheets name, or what is worked out."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from jiyao.insight.bundle.sheets import Column, Kind, Sheet, Taken, among, column, rows_of

Fields = Sequence[tuple[str, str, str]]
"""Of each column its heading, its field and its meaning."""


def asked(
    name: str, about: str, model: type[Any], fields: Fields, found: Callable[[Taken], QuerySet[Any]]
) -> Sheet:
    """A sheet that is a query of a model."""
    names = [field for _, field, _ in fields]
    columns = [column(model, *one) for one in fields]
    return Sheet(name, about, columns, lambda taken: rows_of(found(taken), model, names))


By = tuple[str, Callable[[Taken], Iterator[Any]]]
"""A field of a model, and what asks for the values of it that count."""


def named(name: str, about: str, model: type[Any], fields: Fields, by: By) -> Sheet:
    """A sheet that has the rows of a model which earlier sheets name."""
    return named_by(name, about, model, fields, by)


def named_by(name: str, about: str, model: type[Any], fields: Fields, *by: By) -> Sheet:
    """A sheet that has the rows of a model which earlier sheets name by any of several of its fields."""
    names = [one for _, one, _ in fields]
    columns = [column(model, *one) for one in fields]

    def rows(taken: Taken) -> Iterator[Sequence[Any]]:
        for field, numbers in by:
            yield from among(model, field, numbers(taken), names)

    return Sheet(name, about, columns, rows)


def values_of(sheet: str, heading: str) -> Callable[[Taken], Iterator[Any]]:
    """What asks for the values of a column that was written."""
    return lambda taken: taken.numbers(sheet, heading)


def worked_out(*listed: tuple[str, Kind, str, str]) -> list[Column]:
    """Columns that are no plain field: heading, kind, meaning and source."""
    return [Column(heading, meaning, kind, source) for heading, kind, meaning, source in listed]
