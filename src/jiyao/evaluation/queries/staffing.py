"""Who may examine at a sitting, and who is left out for which reason."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from jiyao.evaluation.models import Duty, DutyRole, DutyState, Examiner, Session, Sitting, Supervisor
from jiyao.evaluation.queries.bodies import runs
from jiyao.registry.models import FOREVER, EmploymentSpell, Level

EXAMINING = (DutyRole.LEAD, DutyRole.EXAMINER)
SENIOR, INTERNAL, EXTERNAL = "senior", "internal", "external"
Ties = Mapping[int, Collection[int]]
"""Of people the organisations that somebody is tied to, by person."""


class LeftOut(StrEnum):
    """Why somebody is not drawn for a sitting."""

    CANDIDATE = "candidate"
    DECLINED = "declined"
    BUSY = "busy"
    TOO_MANY = "too_many"
    COLLEAGUE = "colleague"
    TRAINER = "trainer"


@dataclass(frozen=True, slots=True)
class Staff:
    """Who may examine, by number with whether they are senior; who may supervise; and who is left out, and why."""

    examiners: Mapping[int, bool]
    supervisors: Collection[int]
    left_out: Mapping[int, LeftOut]


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a sitting: its candidates, their employers and who trained them, and all duties of the day.

    session_people   the candidates
    employers        organisations where candidates work, but for the body itself, which may evaluate its own people
    trainers         organisations that trained candidates
    works_at         of who might examine, the organisations where they work
    """

    session_people: Collection[int]
    employers: Collection[int]
    trainers: Collection[int]
    works_at: Ties


def day_of(sitting: Sitting) -> date:
    """The day on which a sitting is, where the installation is."""
    return timezone.localtime(sitting.starts_at).date()


def examiners_for(session: Session, on: date) -> dict[int, bool]:
    """The body's examiners of the occupation up to the level on a day, with whether they are senior."""
    rank = dict(Level.objects.values_list("code", "rank"))
    found = Examiner.objects.filter(
        runs(on), organisation=session.organisation_id, occupation=session.occupation
    )
    seniors: dict[int, bool] = {}
    for person, level, grade in found.values_list("person_id", "level", "grade"):
        if rank.get(level, 0) >= rank.get(session.level, 0):
            seniors[person] = seniors.get(person, False) or grade == SENIOR
    return seniors


def supervisors_of(session: Session, on: date) -> list[int]:
    """The body's own supervisors on a day."""
    found = Supervisor.objects.filter(runs(on), side=INTERNAL, organisation=session.organisation_id)
    return sorted(set(found.values_list("person_id", flat=True)))


def external_supervisors(divisions: Collection[str], on: date) -> list[int]:
    """The supervisors whom departments of these divisions can send on a day."""
    found = Supervisor.objects.filter(runs(on), side=EXTERNAL, division__in=divisions)
    return sorted(set(found.values_list("person_id", flat=True)))


def employers_of(people: Collection[int], on: date) -> dict[int, set[int]]:
    """Where people work on a day."""
    spells = EmploymentSpell.objects.filter(
        runs(on), superseded_at=FOREVER, person__in=people, organisation__isnull=False
    )
    found: dict[int, set[int]] = defaultdict(set)
    for person, organisation in spells.values_list("person_id", "organisation_id"):
        found[person].add(organisation)
    return found


def around(sitting: Sitting, trained_by: Ties, on: date) -> Around:
    """What is known around a sitting. `trained_by`: by candidate the organisations that trained them"""
    session = sitting.session
    people = sorted(sitting.seats.values_list("candidate__person_id", flat=True))
    employers = {one for where in employers_of(people, on).values() for one in where}
    staff = [*examiners_for(session, on), *supervisors_of(session, on)]
    return Around(
        session_people=frozenset(people),
        employers=frozenset(employers - {session.organisation_id}),
        trainers=frozenset(one for person in people for one in trained_by.get(person, ())),
        works_at=employers_of(staff, on),
    )


def staff_for(sitting: Sitting, known: Around, *, sittings_a_day: int | None) -> Staff:
    """Who may be drawn for a sitting. Nobody has a duty there yet who is not left out by it."""
    on = day_of(sitting)
    examiners, supervisors = examiners_for(sitting.session, on), supervisors_of(sitting.session, on)
    declined = set(sitting.duties.filter(state=DutyState.DECLINED).values_list("person_id", flat=True))
    duties = _duties_of({*examiners, *supervisors}, on)
    left_out: dict[int, LeftOut] = {}
    for person in sorted({*examiners, *supervisors}):
        why = _why_not(person, sitting, known, declined, duties.get(person, ()), sittings_a_day)
        if why is not None:
            left_out[person] = why
    return Staff(
        {person: senior for person, senior in examiners.items() if person not in left_out},
        [person for person in supervisors if person not in left_out],
        left_out,
    )


Span = tuple[int, datetime, datetime]


def _duties_of(people: Iterable[int], on: date) -> Mapping[int, list[Span]]:
    """The sittings of a day at which people have duties, by person."""
    found: dict[int, list[Span]] = defaultdict(list)
    duties = Duty.objects.filter(person__in=list(people)).exclude(state=DutyState.DECLINED)
    duties = duties.exclude(sitting__session__state="cancelled").select_related("sitting")
    for duty in duties:
        if day_of(duty.sitting) == on:
            found[duty.person_id].append((duty.sitting_id, duty.sitting.starts_at, duty.sitting.ends_at))
    return found


def _why_not(
    person: int,
    sitting: Sitting,
    known: Around,
    declined: Collection[int],
    duties: Collection[Span],
    sittings_a_day: int | None,
) -> LeftOut | None:
    where = set(known.works_at.get(person, ()))
    if person in known.session_people:
        return LeftOut.CANDIDATE
    if person in declined:
        return LeftOut.DECLINED
    if any(starts < sitting.ends_at and ends > sitting.starts_at for _, starts, ends in duties):
        return LeftOut.BUSY
    if sittings_a_day is not None and len(duties) >= sittings_a_day:
        return LeftOut.TOO_MANY
    if where & set(known.trainers):
        return LeftOut.TRAINER
    if where & set(known.employers):
        return LeftOut.COLLEAGUE
    return None


def last_groups(session: Session, before: datetime, most: int) -> list[frozenset[int]]:
    """The groups that examined at the body's last sittings of the occupation before a moment, the latest first."""
    sittings = Sitting.objects.filter(
        session__organisation=session.organisation_id,
        session__occupation=session.occupation,
        starts_at__lt=before,
        duties__role__in=EXAMINING,
    ).exclude(session__state="cancelled")
    numbers = list(sittings.order_by("-starts_at", "-pk").values_list("pk", flat=True).distinct()[:most])
    duties = Duty.objects.filter(sitting__in=numbers, role__in=EXAMINING).exclude(state=DutyState.DECLINED)
    groups: dict[int, set[int]] = {number: set() for number in numbers}
    for number, person in duties.values_list("sitting_id", "person_id"):
        groups[number].add(person)
    return [frozenset(groups[number]) for number in numbers]
