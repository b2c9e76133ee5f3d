"""Records planted for a test: keyword arguments of a model, the rest filled in."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db import models

from jiyao.engine.rules.tree import Value
from jiyao.foundation.facts import facts_of
from jiyao.registry.models import HeldCertificate, Person, PersonVersion, Record
from tests.packs.heilongjiang import pack

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


ME = 7
WELDER, FITTER = "6-18-02-04", "6-18-01-01"
YESTERDAY, TOMORROW = date(2025, 6, 29), date(2025, 7, 1)
MAY, JUNE, JULY = month(2025, 5), month(2025, 6), month(2025, 7)
BOTH_PAY = {"in_province": True, "employer_pays": True, "person_pays": True}


def known(
    subject: str, record: int = ME, on: date = ON, known_at: datetime = KNOWN_AT
) -> dict[str, Any] | None:
    """The facts of a record."""
    return facts_of(subject, record, on=on, known_at=known_at, vocabulary=pack().vocabulary)


def fact(name: str, subject: str = "person", record: int = ME, **when: Any) -> Value | None:
    """One fact of a record that has a row."""
    facts = known(subject, record, **when)
    assert facts is not None
    return facts[name]


def certificate(record: int, **values: Any) -> int:
    """The number of a certificate of mine that is planted."""
    given = {"person_id": ME, "occupation": WELDER, "level": "L4", "issued_on": date(2025, 1, 5)}
    plant(HeldCertificate, record=record, **{**given, **values})
    return record
