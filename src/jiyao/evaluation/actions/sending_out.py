"""外部督导员: a department appoints whom it sends to inspect bodies of its place, for some days, and ends it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction

from jiyao.base.errors import NotAllowed
from jiyao.evaluation.actions.keeping_people import EnteredAlready, check_days, overlapping, person_of
from jiyao.evaluation.filed import Days
from jiyao.evaluation.models import Supervisor
from jiyao.evaluation.queries.inspections import EXTERNAL
from jiyao.registry.actions.recording import hold, record_rows
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER

THING = "external-supervisors"


class NotYourDivision(NotAllowed):
    """Somebody else's department appoints there, or there is no such appointment."""


@dataclass(frozen=True, slots=True)
class Appointed:
    """Who is appointed, by identity number, for which division, and for which days."""

    identity: str
    division: str
    days: Days


@transaction.atomic
def appoint_supervisor(appointed: Appointed, hand: Hand) -> int:
    """The number of the person who was appointed. raises NotYourDivision, UnknownPerson, BadEntry, EnteredAlready"""
    _check_reach(appointed.division, hand)
    check_days(appointed.days)
    person = person_of(appointed.identity)
    hold(Supervisor)
    same = Supervisor.objects.filter(
        superseded_at=FOREVER, side=EXTERNAL, division=appointed.division, person=person
    )
    if overlapping(same, appointed.days).exists():
        raise EnteredAlready(
            "this person is appointed there for some of these days already",
            zh="该人员在这些日期内已受聘为当地外部督导员",
        )
    row: dict[str, Any] = {
        "reference": f"appointed-{uuid4().hex}",
        "person_id": person,
        "side": EXTERNAL,
        "organisation_id": None,
        "division": appointed.division,
        "starts_on": appointed.days.starts_on,
        "ends_on": appointed.days.ends_on,
    }
    record_rows(model=Supervisor, rows=[row], at=hand.at, by=hand.party, source="appointed:supervisors")
    return person


@transaction.atomic
def end_appointment(record: int, last_day: date, hand: Hand) -> None:
    """An external supervisor to that day and no longer. raises NotYourDivision, BadEntry"""
    hold(Supervisor)
    found = Supervisor.objects.filter(superseded_at=FOREVER, record=record, side=EXTERNAL).first()
    if found is None or found.division is None:
        raise NotYourDivision(f"{record}: there is no such appointment", zh=f"{record}：没有这条聘任")
    _check_reach(found.division, hand)
    check_days(Days(found.starts_on, last_day))
    row = {"reference": found.reference, "record": record, "ends_on": last_day}
    record_rows(model=Supervisor, rows=[row], at=hand.at, by=hand.party, source="ended:supervisors")


def _check_reach(division: str, hand: Hand) -> None:
    reach = hand.reach(THING, "make")
    if division not in reach.divisions and not (reach.everything and division):
        raise NotYourDivision(
            f"“{division}” is not in your division; the department of a place appoints for it",
            zh=f"“{division}”不在您的辖区，外部督导员由当地主管部门聘任",
        )
