"""A small world that changes from day to day, and what is due in it by the rules asked of everybody at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.conf import settings

from jiyao.casework.actions.looking_out import Found, Lookout, look_at_changed
from jiyao.casework.actions.offering import offered_measures
from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.determining import ENTITLED
from jiyao.engine.cases import Case as Row
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.measures import Payable
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.population.connecting import Resources
from jiyao.evaluation.models import ContestResult
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.facts import people_cases
from jiyao.policy.determining import Asked
from jiyao.policy.models import Grant, GrantSlot
from jiyao.policy.queries.people import keys_of, slots_taken
from jiyao.registry.actions.recording import record_rows
from jiyao.registry.models import (
    Division,
    EducationSpell,
    EmploymentSpell,
    HeldCertificate,
    HouseholdSpell,
    InsuranceSpell,
    Level,
    Person,
    PersonVersion,
    Record,
)
from tests.packs.heilongjiang import ROOT
from tests.registry.places import AT, COUNTY, DAY, DIVISIONS

MEASURE = "skill-upgrade-subsidy"
MEASURES = (MEASURE, "evaluation-subsidy", "technician-school-graduate-stay-award")
LONGER, SERIES = 14, ("base", "relaxed")
OCCUPATION = "6-18-02-04"
Due = tuple[str, int, int, int | None, str | None]


@cache
def rules(which: str = "usual") -> Pack:
    """Three measures of the demonstration: as they are, with one that gives more or asks longer, or without one."""
    whole = load_pack(ROOT / "packs/heilongjiang-demo", demonstration=True)
    measures = {id_: one for id_, one in whole.measures.items() if id_ in MEASURES}
    if which == "more":
        measures[MEASURE] = _giving_more(measures[MEASURE])
    if which == "longer":
        measures[MEASURE] = _asking_longer(measures[MEASURE])
    if which == "less":
        del measures[MEASURES[1]]
    return replace(whole, measures=measures, hash=f"{which}{whole.hash[len(which) :]}")


def _giving_more(measure: Any) -> Any:
    amount = measure.parameters["amount_fen"]
    rows = tuple(replace(row, values=dict.fromkeys(row.values, 170000)) for row in amount.base)
    return replace(measure, parameters={**measure.parameters, "amount_fen": replace(amount, base=rows)})


def _asking_longer(measure: Any) -> Any:
    months = measure.parameters["min_insured_months"]
    rows = {series: tuple(replace(row, value=LONGER) for row in getattr(months, series)) for series in SERIES}
    return replace(measure, parameters={**measure.parameters, "min_insured_months": replace(months, **rows)})


def lay_out_lists() -> None:
    """Divisions and levels."""
    for code, parent, level, zh in DIVISIONS:
        Division.objects.create(code=code, parent_id=parent, level=level, zh=zh, en=code)
    codes = rules().vocabulary.codes["level"].codes
    for rank, (code, words) in enumerate(codes.items()):
        Level.objects.create(code=code, rank=rank, zh=words.zh, en=words.en)


class World:
    """Some people, a clock, and a look-out that goes on from its last look."""

    moment = AT

    def __init__(self, people: Sequence[int]) -> None:
        self.people, self.on, self.rules = people, DAY, "usual"
        self.known = Path(mkdtemp(dir=settings.VAR)) / "known.duckdb"
        for person in people:
            self.record(PersonVersion, person, birth_on=date(1990, 3, 7), sex="female")
            self.record(HouseholdSpell, person, starts_on=date(2020, 1, 1), division=COUNTY)
            self.record(EmploymentSpell, person, starts_on=date(2020, 1, 1), in_province=True, ends_on=None)
            self.insure(person, None)
            self.certify(person, days=-100, level="L4")

    def tick(self) -> datetime:
        """A later moment than any before."""
        World.moment += timedelta(hours=1)
        return World.moment

    def record(self, model: type[Record], person: int, **values: Any) -> None:
        """A record of the person, or what follows it."""
        own = {"record": person} if model is PersonVersion else {"person_id": person}
        row = {**own, "reference": f"{model.__name__}{person}", **values}
        record_rows(model=model, rows=[row], at=self.tick(), by="cli:test", source="test")

    def insure(self, person: int, last_month: int | None, first_month: int = 2022 * 12 + 8) -> None:
        """Insured from a month to another."""
        self.record(
            InsuranceSpell,
            person,
            first_month=first_month,
            last_month=last_month,
            in_province=True,
            employer_pays=True,
            person_pays=True,
            division=COUNTY,
        )

    def certify(self, person: int, *, days: int, level: str, revoked: int | None = None) -> None:
        """A certificate, issued so many days from today and revoked so many."""
        self.record(
            HeldCertificate,
            person,
            certificate_kind="skill_level",
            occupation=OCCUPATION,
            work_type="焊工",
            level=level,
            issued_on=self.on + timedelta(days=days),
            found_in_lookup=True,
            first_time=True,
            revoked_on=None if revoked is None else self.on + timedelta(days=revoked),
        )

    def graduate(self, person: int, *, days: int) -> None:
        """A technical school left with a diploma."""
        self.record(
            EducationSpell,
            person,
            school_kind="technician_college",
            starts_on=date(2020, 9, 1),
            ends_on=self.on + timedelta(days=days),
            graduated=True,
        )

    def enter(self, model: type[Record], person: int, number: str | None) -> None:
        """A result of an entry, or its coaching."""
        named = {"contest_name": "contest"} if model is ContestResult else {}
        self.record(model, person, contest="contest", event="event", entry_number=number, **named)

    def give(self, person: int) -> None:
        """What the subsidy gives for the person's certificate, with its slots, unless it was given."""
        record = HeldCertificate.objects.filter(person=person).values_list("record", flat=True)[0]
        if Grant.objects.filter(person=person, reversed_on__isnull=True).exists():
            return
        grant = Grant.objects.create(
            measure=MEASURE,
            pack_version="1",
            subject="certificate",
            subject_record=record,
            person_id=person,
            occupation=OCCUPATION,
            level="L4",
            amount_fen=1,
            granted_on=self.on,
            recorded_at=self.tick(),
        )
        key = f"{person}|{OCCUPATION}|焊工|L4"
        GrantSlot.objects.create(grant=grant, pool="funding-per-certificate", key=key, slot=1)
        self._act("renew-grant", f"grant:{grant.pk}", person)
        Case.objects.filter(state=CaseState.OFFERED, subject_record=record).update(state=CaseState.CLOSED)

    def take_back(self, person: int) -> None:
        """What was given, taken back."""
        for grant in Grant.objects.filter(person=person, reversed_on__isnull=True):
            grant.reversed_on, grant.reversed_at = self.on, self.tick()
            grant.save()
            grant.slots.update(is_taken=False)
            self._act("reverse-grant", f"grant:{grant.pk}", person)

    def decline(self, person: int) -> None:
        """No to whatever the person is offered."""
        for case in Case.objects.filter(state=CaseState.OFFERED, person=person):
            Case.objects.filter(pk=case.pk).update(state=CaseState.WITHDRAWN)
            self._act("case-withdraw", f"case:{case.pk}", None)

    def _act(self, kind: str, subject: str, owner: int | None) -> None:
        append_act(kind=kind, actor="cli:test", subject=subject, at=self.tick(), owner=owner)

    def lookout(self) -> Lookout:
        """What looks out today, by the rules of today."""
        return Lookout(
            pack=rules(self.rules),
            asked=Asked(self.on, self.tick()),
            runs=self.known.parent / "runs",
            known=self.known,
            by="cli:test",
            resources=Resources(threads=1),
        )

    def look(self) -> Found:
        """Those looked at for whom something changed."""
        return look_at_changed(self.lookout())

    def due(self) -> set[Due]:
        """What the rules give anybody today and nobody was given, or said no to: each asked of the records themselves."""
        assessor, at = Assessor(rules(self.rules)), self.tick()
        rows = self.rows(assessor, at)
        keys = set(keys_of(assessor.pack.measures.values(), rows, self.on))
        found = assessor.assess(rows, self.on, list(slots_taken(keys, on=self.on, known_at=at)))
        wanted = {one.id for one in offered_measures(assessor.pack)}
        handled = _handled()
        return {
            (measure.id, int(one.case.id), int(one.case.owner_id), one.result.amount_fen or None, place)
            for one in found
            if (measure := one.rule.measure).id in wanted
            and one.result.outcome in ENTITLED
            and one.result.payable is Payable.PAYS
            and (measure.id, int(one.case.id)) not in handled
            for place in [_place(one.case.facts.get(measure.place))]
        }

    def rows(self, assessor: Assessor, at: datetime) -> dict[str, list[Row]]:
        """What the records say of everybody today, by subject."""
        people = list(Person.objects.values_list("pk", flat=True))
        vocabulary = assessor.pack.vocabulary
        subjects = [s for s in vocabulary.subjects if vocabulary.owner(s) == "person"]
        found = people_cases(people, subjects, on=self.on, known_at=at, vocabulary=vocabulary)
        rows: dict[str, list[Row]] = {}
        for of_person in found.values():
            for subject, cases in of_person.items():
                rows.setdefault(subject, []).extend(cases)
        return rows


def _place(value: object) -> str | None:
    return None if value is None else str(value)


def _handled() -> set[tuple[str, int]]:
    given = Grant.objects.filter(reversed_on__isnull=True)
    declined = Case.objects.filter(state=CaseState.WITHDRAWN)
    return {row for rows in (given, declined) for row in rows.values_list("measure", "subject_record")}


def offered() -> set[Due]:
    """What is offered."""
    offers = Case.objects.filter(state=CaseState.OFFERED)
    return set(offers.values_list("measure", "subject_record", "person_id", "amount_fen", "division"))
