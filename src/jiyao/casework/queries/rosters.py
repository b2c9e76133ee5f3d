"""What an organisation can claim for: its classes, apprentices and staff, and how each record stands today."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from jiyao.base.errors import Invalid
from jiyao.casework.freezing import Frozen, needed
from jiyao.casework.kinds import ROSTER, ROSTER_LINE
from jiyao.casework.models import Case, CaseState
from jiyao.casework.models.case import CLAIMS, FINISHED
from jiyao.casework.queries.determining import is_due
from jiyao.casework.queries.flags import table_of
from jiyao.engine.cases import OWNER
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination
from jiyao.engine.measures import Measure, Outcome
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.entitled import paid_among
from jiyao.foundation.facts import PERSON, fact_files
from jiyao.policy.models import Grant
from jiyao.policy.queries.people import known_of_many
from jiyao.policy.queries.waiting import RunFolder
from jiyao.registry.hand import Hand
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.reaching import rows_in_reach, working_for
from jiyao.registry.tabling import TABLES, Table

EMPLOYER, PROVIDER = "employer", "provider"
"""Whom a measure says that it pays, where that is not the person."""
TOGETHER: Mapping[str, Sequence[str]] = {
    "enrolments": ("provider_id", "training_kind", "occupation", "level", "starts_on", "ends_on"),
    "apprenticeships": ("employer_id", "occupation", "level", "starts_on"),
    "certificates": ("occupation", "level"),
}
"""What records of a class have in common; organisations claim for no others."""


class NoRoster(Invalid):
    """Organisations do not claim what this measure gives."""


class Standing(StrEnum):
    """How a record stands under the measure today."""

    DUE = "due"
    NOT_DUE = "not-due"
    GIVEN = "given"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    """A class. `first`: the lowest number of a record in it, which names it; `due`: of how many a run would pay."""

    first: int
    count: int
    due: int
    occupation: str | None
    level: str | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A record, whose it is, and what the rules say of it; nothing where they do not see it on the day."""

    record: int
    person: int
    standing: Standing
    found: Determination | None = None
    frozen: Frozen | None = None

    @property
    def due_fen(self) -> int:
        """What is due; 0 where nothing is."""
        if self.standing is not Standing.DUE or self.found is None:
            return 0
        return self.found.result.amount_fen or 0


def claimable(pack: Pack) -> list[Measure]:
    """The measures that organisations may claim for people: those that pay, for something that records tell of."""
    return [one for one in pack.measures.values() if _is_claimable(one, pack)]


def measure_for_rosters(name: str, pack: Pack) -> Measure:
    """The measure of that name. raises UnknownMeasure, NoRoster"""
    found = pack.measure(name)
    if not _is_claimable(found, pack):
        raise NoRoster(
            f"{name}: organisations do not claim this for people; choose a measure of the list",
            zh=f"“{found.title.zh}”不由单位按名册申领，请从列表中选择",
        )
    return found


def table_for(measure: Measure) -> Table:
    """The table whose records a measure is about."""
    return TABLES[table_of(measure.subject)]


def records_for(measure: Measure, organisations: frozenset[int], on: date) -> QuerySet[Any]:
    """The records that these organisations may put on a roster: that name them, or are of who works there.

    What is paid to who trained is only for those that the record names.
    """
    table = table_for(measure)
    named = rows_in_reach(table, Reach(organisations=organisations), on)
    if measure.pays == PROVIDER or not table.organisations:
        return named
    staff = working_for(organisations, on).filter(person=OuterRef(table.person or "person"))
    return table.standing().filter(Q(pk__in=named.values("pk")) | Exists(staff))


def groups_for(
    measure: Measure, organisations: frozenset[int], on: date, pack: Pack, last: RunFolder | None
) -> list[Group]:
    """The classes among those records, the latest first, with what the last run found due in each."""
    table = table_for(measure)
    fields = TOGETHER.get(table.name, ())
    records = records_for(measure, organisations, on).order_by()
    due = _due_by(last, measure, records, pack)
    rows = records.values(*fields)
    found = rows.annotate(first=Min("record"), count=Count("pk"), due=Count("pk", filter=Q(record__in=due)))
    groups = [
        Group(
            first=row["first"],
            count=row["count"],
            due=row["due"],
            **{name: row.get(name) for name in ("occupation", "level", "starts_on", "ends_on")},
        )
        for row in found
        if row["first"] is not None
    ]
    return sorted(groups, key=lambda one: (one.starts_on or date.min, one.first), reverse=True)


def _due_by(last: RunFolder | None, measure: Measure, records: QuerySet[Any], pack: Pack) -> frozenset[int]:
    """The records for which the run found something to be paid, without those that were given it or have a case."""
    if last is None:
        return frozenset()
    numbers = list(records.values_list("record", flat=True))
    found = paid_among(pack, measure, last.facts, last.outcomes, numbers)
    return found - _given(measure, found) - _open(measure, found)


def records_of_group(measure: Measure, organisations: frozenset[int], on: date, first: int) -> dict[int, int]:
    """The records of the class that a record belongs to, and whose they are; none where it is not theirs."""
    rows = records_for(measure, organisations, on)
    one = rows.filter(record=first).first()
    if one is None:
        return {}
    alike = {name: getattr(one, name) for name in TOGETHER.get(table_for(measure).name, ())}
    return people_of(measure, rows.filter(**_same(alike)))


def people_of(measure: Measure, rows: QuerySet[Any]) -> dict[int, int]:
    """The person of each record, by the record's number."""
    return dict(rows.order_by("record").values_list("record", table_for(measure).person or "person"))


def judged(measure: Measure, people: Mapping[int, int], hand: Hand, assessor: Assessor) -> Iterator[Judged]:
    """How each record stands, by the rules of today. `people`: whose each record is."""
    given, open_ = _given(measure, people), _open(measure, people)
    by_person: dict[int, list[int]] = {}
    for record, person in people.items():
        by_person.setdefault(person, []).append(record)
    seen: dict[int, Judged] = {}
    for person, rows, slots in known_of_many(assessor, sorted(by_person), hand.on, hand.at):
        frozen = Frozen(needed(rows, assessor, measure.id), slots, hand.on, hand.at)
        for record in by_person[person]:
            found = frozen.explain(assessor, measure.id, record)
            standing = _standing(record, found, given, open_)
            seen[record] = Judged(record, person, standing, found, frozen)
    for record, person in people.items():
        yield seen.get(record) or Judged(record, person, _standing(record, None, given, open_))


def rosters_of(organisations: Collection[int]) -> QuerySet[Case]:
    """The rosters of these organisations, the last first."""
    return Case.objects.filter(kind=ROSTER.name, organisation__in=organisations).order_by("-pk")


def lines_of(roster: Case) -> QuerySet[Case]:
    """The lines of a roster, in their order."""
    return Case.objects.filter(parent=roster, kind=ROSTER_LINE.name).order_by("pk")


def _is_claimable(measure: Measure, pack: Pack) -> bool:
    return (
        measure.gives_kind == "amount"
        and measure.pays in (OWNER, EMPLOYER, PROVIDER)
        and pack.vocabulary.owner(measure.subject) == PERSON
        and measure.subject in fact_files()
        and table_of(measure.subject) in TOGETHER
    )


def _same(alike: Mapping[str, Any]) -> dict[str, Any]:
    """Conditions for equal values, nothing among them."""
    return {
        f"{name}__isnull" if value is None else name: True if value is None else value
        for name, value in alike.items()
    }


def _given(measure: Measure, records: Collection[int]) -> frozenset[int]:
    given = Grant.objects.filter(
        measure=measure.id, subject=measure.subject, subject_record__in=records, reversed_on__isnull=True
    )
    return frozenset(given.values_list("subject_record", flat=True))


def _open(measure: Measure, records: Collection[int]) -> frozenset[int]:
    """Those about which a claim is open; what is only offered waits for whoever claims first."""
    cases = Case.objects.filter(
        kind__in=CLAIMS, measure=measure.id, subject=measure.subject, subject_record__in=records
    )
    open_ = cases.exclude(state__in=[*FINISHED, CaseState.OFFERED])
    return frozenset(open_.values_list("subject_record", flat=True))


def _standing(
    record: int, found: Determination | None, given: frozenset[int], open_: frozenset[int]
) -> Standing:
    if record in given:
        return Standing.GIVEN
    if record in open_:
        return Standing.OPEN
    if found is None or found.result.outcome is Outcome.UNKNOWN:
        return Standing.UNKNOWN
    if found.result.first_failed in {reason.id for reason in found.limits}:
        return Standing.GIVEN
    if found.result.outcome in (Outcome.NOT_ELIGIBLE, Outcome.NOT_APPLICABLE):
        return Standing.NOT_DUE
    return Standing.DUE if is_due(found) else Standing.UNKNOWN


def numbered(measure: Measure, rows: QuerySet[Any], texts: Collection[str]) -> dict[str, tuple[int, int]]:
    """The record and the person that each text names: by the number of record, source or certificate."""
    table = table_for(measure)
    names = [name for name in ("certificate_number", "reference") if _has(table, name)]
    wanted = {"record__in": [int(text) for text in texts if text.isdecimal() and len(text) <= 18]}
    asked = Q(**wanted)
    for name in names:
        asked |= Q(**{f"{name}__in": list(texts)})
    found: dict[str, tuple[int, int]] = {}
    for row in rows.filter(asked).order_by("-record"):
        person = getattr(row, f"{table.person}_id")
        found |= {str(getattr(row, name)): (row.record, person) for name in ("record", *names)}
    return found


def _has(table: Table, name: str) -> bool:
    return any(field.name == name for field in table.model._meta.fields)
