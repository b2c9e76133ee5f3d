"""For whom demonstration accounts stand: a person who is due something, bodies with much to see, the offices above."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Any

from django.db.models import Count, Model

from jiyao.base.errors import Conflict
from jiyao.demo.accounts import evaluating
from jiyao.engine.cases import OWNER, Result
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.measures import Outcome, Payable
from jiyao.policy.queries.people import determinations_of
from jiyao.registry.models import (
    FOREVER,
    AccountRole,
    Division,
    DivisionLevel,
    EducationSpell,
    EmploymentSpell,
    HeldCertificate,
    HouseholdSpell,
    OrganisationRole,
    Role,
)
from jiyao.training.models import Enrolment

A_YEAR = timedelta(days=365)
TRIED = 1_000
"""Among how many people somebody is looked for who is due something."""
EXAMINERS = ("examiner", "examiner-2")
PEOPLE = ("holder", "candidate", "supervisor", "supervisor-2")
"""Accounts of people: who holds a certificate, who was examined, and who supervises from outside."""
Entitled = Callable[[int], bool]


class NobodyDrawn(Conflict):
    """There is no province yet."""


@dataclass(frozen=True, slots=True)
class Seat:
    """An account to be opened: its name, its role, and for whom or where."""

    username: str
    role: AccountRole
    person: int | None = None
    organisation: int | None = None
    division: str | None = None


def seats(entitled: Entitled, on: date) -> list[Seat]:
    """One seat for each role, officials at county, prefecture and province. raises NobodyDrawn

    entitled   whether a person is due something on that day
    """
    person = _person(entitled, on)
    bodies = [
        Seat(role.value.replace("_", "-"), role, organisation=found)
        for role, found in _bodies().items()
        if found is not None
    ]
    return [
        Seat("citizen", AccountRole.CITIZEN, person=person),
        *_evaluated(bodies, person, on),
        *_offices(person, on),
    ]


def _evaluated(bodies: Sequence[Seat], citizen: int, on: date) -> Iterator[Seat]:
    """The seats of bodies, those who examine, are examined and supervise among them, two hands where two are needed."""
    body = next((one.organisation for one in bodies if one.role is AccountRole.EXAMINER), None)
    if body is None:
        yield from bodies
        return
    role = AccountRole.EXAMINER
    examining = evaluating.examiners(body, len(EXAMINERS))
    people = evaluating.insured(body, len(PEOPLE), on, {citizen, *examining})
    yield from (
        Seat(name, AccountRole.CITIZEN, person=one) for name, one in zip(PEOPLE, people, strict=False)
    )
    yield from (one for one in bodies if one.role is not role)
    yield Seat("office-2", AccountRole.EVALUATION_BODY, organisation=body)
    tester = evaluating.tester(body, [one.organisation for one in bodies if one.organisation is not None])
    if tester is not None:
        yield Seat("ability-body", AccountRole.EVALUATION_BODY, organisation=tester)
    for name, person in zip_longest(EXAMINERS[: max(1, len(examining))], examining):
        yield Seat(name, role, person=person, organisation=body)


def due_something(assessor: Assessor, on: date, known_at: datetime) -> Entitled:
    """Tells of a person whether a measure pays to herself on that day."""

    def entitled(person: int) -> bool:
        found = determinations_of(assessor, person, on=on, known_at=known_at)
        return any(one.measure.pays == OWNER and _pays(one.result) for one in found)

    return entitled


def _pays(result: Result) -> bool:
    due = (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED)
    return result.outcome in due and result.payable is Payable.PAYS and bool(result.amount_fen)


def _person(entitled: Entitled, on: date) -> int:
    """The first with a fresh certificate who is due something; else the first with one."""
    fresh = HeldCertificate.objects.filter(superseded_at=FOREVER, issued_on__range=(on - A_YEAR, on))
    people = list(
        dict.fromkeys(fresh.order_by("-issued_on", "record").values_list("person", flat=True)[:TRIED])
    )
    if not people:
        raise NobodyDrawn(
            f"nobody was certified in the year before {on}; draw a province with `jiyao --demo synth`",
            zh=f"{on} 之前一年内没有人取得证书；请先用 jiyao --demo synth 生成演示数据",
        )
    return next((person for person in people if entitled(person)), people[0])


def _bodies() -> Mapping[AccountRole, int | None]:
    evaluating = OrganisationRole.objects.filter(superseded_at=FOREVER, role=Role.EVALUATION_BODY)
    body = _busiest(HeldCertificate, "issuer", issuer__in=evaluating.values("organisation"))
    department = OrganisationRole.objects.filter(superseded_at=FOREVER, role="department").order_by("record")
    return {
        AccountRole.EMPLOYER: _busiest(EmploymentSpell, "organisation"),
        AccountRole.TRAINING_BODY: _busiest(Enrolment, "provider"),
        AccountRole.TECHNICAL_SCHOOL: _busiest(EducationSpell, "organisation"),
        AccountRole.EVALUATION_BODY: body,
        AccountRole.EXAMINER: body,
        AccountRole.DEPARTMENT: department.values_list("organisation", flat=True).first(),
    }


def _busiest(model: type[Model], field: str, **among: Any) -> int | None:
    """The organisation that most records name, of those among which it is looked for."""
    named = model._default_manager.filter(superseded_at=FOREVER, **among).exclude(**{field: None})
    counted = named.values(field).annotate(rows=Count("pk")).order_by("-rows", field).first()
    return None if counted is None else counted[field]


def _offices(person: int, on: date) -> Iterator[Seat]:
    """Officials where the person lives and above; only the province needs every duty, and only the county a helper."""
    duties = (AccountRole.ACCEPT, AccountRole.REVIEW)
    others = (AccountRole.APPROVE, AccountRole.PAY, AccountRole.SUPERVISE, AccountRole.HOTLINE)
    further = {DivisionLevel.PROVINCE: others, DivisionLevel.COUNTY: (AccountRole.HELPER,)}
    for division in _line_of(person, on):
        for role in (*duties, *further.get(DivisionLevel(division.level), ())):
            yield Seat(f"{role.value}@{division.level}", role, division=division.code)
    for role in (AccountRole.AUDITOR, AccountRole.ADMINISTRATOR):
        yield Seat(role.value, role)


def _line_of(person: int, on: date) -> Sequence[Division]:
    """Where a person lives, and the divisions above; the province alone where that is not known."""
    spells = HouseholdSpell.objects.filter(superseded_at=FOREVER, person=person, starts_on__lte=on)
    home = spells.order_by("-starts_on").values_list("division", flat=True).first()
    found: list[Division] = []
    division = Division.objects.filter(code=home).first() or Division.objects.filter(parent=None).first()
    while division is not None:
        found.append(division)
        division = division.parent
    return found
