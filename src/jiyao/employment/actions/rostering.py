"""A whole roster appointed: everybody in it, or nobody, with the rows that are refused and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db import transaction

from jiyao.base.errors import JiyaoError
from jiyao.employment.actions.appointing import Wanted, appoint
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.rules.tree import Value
from jiyao.registry.hand import Hand
from jiyao.registry.imports.rosters import BadRow, Roster, lines_wrong


@dataclass(frozen=True, slots=True)
class Appointed:
    """What came of a roster: how many were appointed, or the rows because of which nobody was."""

    people: int
    bad: Sequence[BadRow]


@dataclass(frozen=True, slots=True)
class Alike:
    """What is the same of everybody in a roster: who appoints, and whether it says that its own rules are met."""

    employer: int
    confirmed: bool


class _Refused(Exception):
    """Takes back what was recorded of a roster with wrong rows."""


def appoint_roster(alike: Alike, roster: Roster, assessor: Assessor, hand: Hand) -> Appointed:
    """What came of it: everybody appointed, or nobody."""
    try:
        with transaction.atomic():
            bad = [*roster.bad, *_appointed(alike, roster, assessor, hand)]
            if bad:
                raise _Refused
    except _Refused:
        return Appointed(0, lines_wrong(bad))
    return Appointed(len(roster.people), ())


def _appointed(alike: Alike, roster: Roster, assessor: Assessor, hand: Hand) -> Iterator[BadRow]:
    """Appoints row by row; the rows that were refused."""
    for person, said in roster.people.items():
        try:
            with transaction.atomic():
                appoint(_wanted(person, said, alike), assessor, hand)
        except JiyaoError as error:
            yield BadRow(roster.lines[person], "", error.said("zh"), error.said("en"))


def _wanted(person: int, said: Mapping[str, Value | None], alike: Alike) -> Wanted:
    return Wanted(
        person=person,
        employer=alike.employer,
        post=cast(str, said["post"]),
        occupation=cast(str, said["occupation"]),
        starts_on=cast(date, said["starts_on"]),
        ends_on=cast(date | None, said.get("ends_on")),
        document=cast(str, said.get("document_number") or ""),
        pay=cast(str | None, said.get("post_pay")),
        confirmed=alike.confirmed,
    )
