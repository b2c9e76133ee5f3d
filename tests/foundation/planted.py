"""Records planted for a test: keyword arguments of a model, the rest filled in."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db import models

from jiyao.registry.models import Person, PersonVersion, Record

EARLY = datetime(2024, 1, 1, tzinfo=UTC)
KNOWN_AT = datetime(2025, 7, 1, tzinfo=UTC)
ON = date(2025, 6, 30)
_numbers = count(1_000_001)


def plant(model: type[models.Model], **values: Any) -> Any:
    """The row, with a number, a reference and a moment of its own unless given."""
    if issubclass(model, Record):
        number = values.pop("record", None) or next(_numbers)
        given = {"reference": f"r{number}", "recorded_at": EARLY}
        return model.objects.create(record=number, **{**given, **values})
    return model.objects.create(**values)


def person(number: int, **values: Any) -> int:
    """The number of a person who is planted with one version."""
    Person.objects.create(id=number)
    plant(PersonVersion, record=number, person_id=number, **values)
    return number


def month(year: int, month_of_year: int) -> int:
    """A month as spells count it."""
    return year * 12 + month_of_year
