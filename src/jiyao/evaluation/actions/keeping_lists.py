"""A body enters a list of examiners or supervisors: everybody in it, or nobody with the rows that are wrong."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction

from jiyao.evaluation.actions.keeping_people import INTERNAL, KINDS, check_reach
from jiyao.evaluation.actions.rostering import Enrolled
from jiyao.evaluation.staff_files import StaffFile, StaffRow
from jiyao.registry.actions.recording import hold, record_rows
from jiyao.registry.hand import Hand
from jiyao.registry.imports.rosters import BadRow
from jiyao.registry.models import FOREVER

BACKWARDS = ("截止日早于起始日", "its last day is before its first")
ENTERED = ("该人员在这些日期内已登记", "is entered for some of these days already")
Spells = dict[tuple[int, str], list[tuple[date, date | None]]]
"""By person and occupation the days for which they are entered."""


@transaction.atomic
def enter_list(kind: str, organisation: int, file: StaffFile, hand: Hand, *, source: str) -> Enrolled:
    """How many were entered, or the rows because of which nobody was. raises NotYourBody"""
    check_reach(kind, organisation, hand)
    hold(KINDS[kind])
    bad = sorted([*file.bad, *_bad(kind, organisation, file)], key=lambda one: one.line)
    if bad:
        return Enrolled(0, bad)
    more: dict[str, Any] = {} if kind == "examiners" else {"side": INTERNAL, "division": None}
    rows = [
        {
            "reference": f"entered-{uuid4().hex}",
            "organisation_id": organisation,
            "person_id": one.person,
            **one.values,
            **more,
        }
        for one in file.rows
    ]
    record_rows(model=KINDS[kind], rows=rows, at=hand.at, by=hand.party, source=source)
    return Enrolled(len(rows), ())


def _bad(kind: str, organisation: int, file: StaffFile) -> Iterator[BadRow]:
    spells = _spells(kind, organisation, {one.person for one in file.rows})
    for one in file.rows:
        first, last = one.values["starts_on"], one.values.get("ends_on")
        if last is not None and last < first:
            yield BadRow(one.line, "", *BACKWARDS)
            continue
        known = spells[one.person, _occupation(one)]
        if any(_overlap((first, last), days) for days in known):
            yield BadRow(one.line, "", *ENTERED)
        known.append((first, last))


def _spells(kind: str, organisation: int, people: set[int]) -> Spells:
    rows = KINDS[kind]._default_manager.filter(
        superseded_at=FOREVER, organisation=organisation, person__in=people
    )
    found: Spells = defaultdict(list)
    for one in rows:
        found[one.person_id, getattr(one, "occupation", "")].append((one.starts_on, one.ends_on))
    return found


def _occupation(row: StaffRow) -> str:
    return str(row.values.get("occupation", ""))


def _overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    (a, b), (c, d) = one, other
    return (b is None or c <= b) and (d is None or a <= d)
