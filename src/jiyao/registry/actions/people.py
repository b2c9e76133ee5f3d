"""People recorded: names and numbers are sealed on the way in, each under a key of the person's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from jiyao.foundation.actions.keys import create_keys, keyring
from jiyao.foundation.sealed import Keyring
from jiyao.registry.actions.numbering import take_numbers
from jiyao.registry.actions.recording import Recorded, Row, hold, record_rows
from jiyao.registry.models import FOREVER, PersonVersion
from jiyao.registry.queries.standing import people_by_hash

AT_A_TIME = 10_000
SEALED = ("identity", "name", "phone")


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as a source knows them.

    reference   the keyed hash of the identity number
    texts       identity, name and phone in the clear; all rows of a batch say the same of them
    """

    reference: str
    birth_on: date
    sex: str
    texts: Mapping[str, str | None]


@transaction.atomic
def record_people(*, people: Sequence[KnownPerson], at: datetime, by: str, source: str) -> Recorded:
    """How the people were taken. Who is new gets a number and a key.

    raises   ReferenceTwice, RecordedLater; Erased where somebody's data were anonymised
    """
    hold(PersonVersion)
    standing = _standing([person.reference for person in people])
    new = [person.reference for person in people if person.reference not in standing]
    numbers = dict(zip(new, take_numbers(len(new)) if new else (), strict=True))
    keys = _together(keyring(version.record for version in standing.values()), create_keys(numbers.values()))
    rows = (_row(person, standing.get(person.reference), numbers, keys) for person in people)
    return record_rows(model=PersonVersion, rows=rows, at=at, by=by, source=source)


def _standing(references: Sequence[str]) -> dict[str, PersonVersion]:
    found: dict[str, PersonVersion] = {}
    records = list(people_by_hash(references).values())
    for first in range(0, len(records), AT_A_TIME):
        some = records[first : first + AT_A_TIME]
        versions = PersonVersion.objects.filter(superseded_at=FOREVER, record__in=some)
        found.update({version.reference: version for version in versions})
    return found


def _together(one: Keyring, other: Keyring) -> Keyring:
    return Keyring({**one.ciphers, **other.ciphers}, one.erased | other.erased)


def _row(
    person: KnownPerson, standing: PersonVersion | None, numbers: Mapping[str, int], keys: Keyring
) -> Row:
    number = standing.record if standing else numbers[person.reference]
    return {
        "record": number,
        "reference": person.reference,
        "birth_on": person.birth_on,
        "sex": person.sex,
        **dict(_sealed(person, standing, number, keys)),
    }


def _sealed(
    person: KnownPerson, standing: PersonVersion | None, number: int, keys: Keyring
) -> Iterator[tuple[str, bytes | None]]:
    """What is sealed already and says the same stays as it is, so that it is no correction."""
    for name in SEALED:
        if name not in person.texts:
            continue
        field, text = f"{name}_sealed", person.texts[name]
        kept = getattr(standing, field, None)
        if text is None:
            yield field, None
        elif kept is not None and keys.unseal(number, field, kept) == text:
            yield field, bytes(kept)
        else:
            yield field, keys.seal(number, field, text)
