"""A body keeps its examiners and internal supervisors: each is entered for some days, and ends on one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.filed import Days
from jiyao.evaluation.models import Examiner, Supervisor
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.registry.actions.recording import hold, record_rows
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, Occupation
from jiyao.registry.queries.standing import people_by_hash

DEPTH = 4
"""How deep an entry of the classification is that is an occupation."""
INTERNAL = "internal"
KINDS: Mapping[str, type[Examiner] | type[Supervisor]] = {"examiners": Examiner, "supervisors": Supervisor}
"""Who can be entered, by the name of their table."""


class NotYourBody(NotAllowed):
    """The organisation is not one for which who acts keeps these people."""


class UnknownPerson(Invalid):
    """Nobody with that identity number is on record."""


class BadEntry(Invalid):
    """What is entered is no occupation, level or grade, or its days do not go together."""


class EnteredAlready(Conflict):
    """The same person is entered for some of these days."""


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who is entered; of a supervisor without grade, occupation and level."""

    organisation: int
    identity: str
    days: Days
    grade: str = ""
    occupation: str = ""
    level: str = ""


@transaction.atomic
def enter_person(kind: str, entered: Entered, hand: Hand, pack: Pack) -> int:
    """The number of the person who was entered. raises NotYourBody, UnknownPerson, BadEntry, EnteredAlready"""
    check_reach(kind, entered.organisation, hand)
    check_days(entered.days)
    more = _examines(entered, pack) if kind == "examiners" else {"side": INTERNAL, "division": None}
    person = person_of(entered.identity)
    model = KINDS[kind]
    hold(model)
    same: dict[str, Any] = {"organisation": entered.organisation, "person": person}
    if kind == "examiners":
        same["occupation"] = entered.occupation
    if overlapping(model._default_manager.filter(superseded_at=FOREVER, **same), entered.days).exists():
        raise EnteredAlready(
            "this person is entered for some of these days already", zh="该人员在这些日期内已登记"
        )
    row: dict[str, Any] = {
        "reference": f"entered-{uuid4().hex}",
        "organisation_id": entered.organisation,
        "person_id": person,
        "starts_on": entered.days.starts_on,
        "ends_on": entered.days.ends_on,
        **more,
    }
    record_rows(model=model, rows=[row], at=hand.at, by=hand.party, source=f"entered:{kind}")
    return person


@transaction.atomic
def end_person(kind: str, record: int, last_day: date, hand: Hand) -> None:
    """Somebody who examines or supervises to that day and no longer. raises NotYourBody, BadEntry"""
    model = KINDS[kind]
    hold(model)
    found = model._default_manager.filter(superseded_at=FOREVER, record=record).first()
    if found is None or found.organisation_id is None:
        raise NotYourBody(f"{record}: there is no such entry", zh=f"{record}：没有这条登记")
    check_reach(kind, found.organisation_id, hand)
    check_days(Days(found.starts_on, last_day))
    row = {"reference": found.reference, "record": record, "ends_on": last_day}
    record_rows(model=model, rows=[row], at=hand.at, by=hand.party, source=f"ended:{kind}")


def person_of(identity: str) -> int:
    """Who has an identity number. raises UnknownPerson"""
    hashed = lookup_hash(identity.strip().upper())
    person = people_by_hash([hashed]).get(hashed)
    if person is None:
        raise UnknownPerson(
            "nobody with this identity number is on record; check it, or ask the office to record the person",
            zh="没有登记这个公民身份号码的人员；请核对，或请经办机构先登记",
        )
    return person


def check_reach(kind: str, organisation: int, hand: Hand) -> None:
    """Nothing where who acts keeps these people of the organisation. raises NotYourBody"""
    if kind not in KINDS or organisation not in hand.reach(kind, "make").organisations:
        raise NotYourBody("this organisation is not yours", zh="只能登记本单位的人员")


def check_days(days: Days) -> None:
    """Raises BadEntry where the last day is before the first."""
    if days.ends_on is not None and days.ends_on < days.starts_on:
        raise BadEntry(
            f"the last day {days.ends_on} is before the first, {days.starts_on}",
            zh=f"截止日 {days.ends_on} 早于起始日 {days.starts_on}",
        )


def _examines(entered: Entered, pack: Pack) -> dict[str, Any]:
    codes = pack.vocabulary.codes
    known = Occupation.objects.filter(code=entered.occupation, depth=DEPTH).exists()
    if (
        not known
        or entered.grade not in codes["examiner_grade"].codes
        or entered.level not in codes["level"].codes
    ):
        raise BadEntry(
            f"{entered.occupation!r}: write the code of an occupation such as 6-18-02-04, and choose grade and level",
            zh=f"“{entered.occupation}”：请填写职业编码，如 6-18-02-04，并选择考评员等级和最高等级",
        )
    return {"grade": entered.grade, "occupation": entered.occupation, "level": entered.level}


def overlapping(rows: QuerySet[Any], days: Days) -> QuerySet[Any]:
    """Those of the spells that run on some of the days."""
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=days.starts_on))
    return rows if days.ends_on is None else rows.filter(starts_on__lte=days.ends_on)
