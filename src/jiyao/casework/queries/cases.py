"""Cases, as somebody may see them and do something with them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from jiyao.casework.kinds import CORRECTION, ROSTER, ROSTER_LINE
from jiyao.casework.kinds.kind import Nature, kind_of, named_by_nature
from jiyao.casework.life import STEPS, Step
from jiyao.casework.models import Case, CaseState, CaseStep
from jiyao.casework.models.case import FINISHED
from jiyao.casework.tables import CASES
from jiyao.policy.models import Grant
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.listing import one_row
from jiyao.registry.queries.reaching import rows_in_reach

DUTIES = ("accept", "review", "approve")
"""The verbs for which cases queue up."""


def case_for(holder: Holder, number: int, on: date, verb: str = "see") -> Case | None:
    """The case of that number, if this holder may do that with it."""
    found: Case | None = one_row(CASES, holder.reach(CASES.name, verb), str(number), on)
    return found


def case_at_desk(holder: Holder, number: int, on: date) -> Case | None:
    """The case of that number, if it lies where this holder has an office; what is somebody's own is no reason."""
    reach = replace(holder.reach(CASES.name, "see"), person=None, organisations=frozenset())
    found: Case | None = one_row(CASES, reach, str(number), on)
    return found


def cases_chosen(holder: Holder, verb: str, numbers: Collection[int], on: date) -> Sequence[Case]:
    """Of these numbers the cases that this holder may do that with, rosters before lines."""
    rows = rows_in_reach(CASES, holder.reach(CASES.name, verb), on).filter(pk__in=numbers)
    return list(rows.select_related("parent").order_by(F("parent").asc(nulls_first=True), "pk"))


def cases_of(person: int) -> QuerySet[Case]:
    """A person's cases, the last first; what is only offered is none yet, and corrections stand with the records."""
    rows = Case.objects.filter(person=person).exclude(kind=CORRECTION.name)
    return rows.exclude(state=CaseState.OFFERED).order_by("-pk")


def offers_to(person: int) -> QuerySet[Case]:
    """What is offered to a person and waits for a yes, the last first."""
    return Case.objects.filter(person=person, state=CaseState.OFFERED).order_by("-pk")


def open_case(measure: str, subject: str, record: int) -> Case | None:
    """The case about what a measure gives for a record that is not over, if there is one."""
    found = Case.objects.filter(measure=measure, subject=subject, subject_record=record, parent__isnull=True)
    return found.exclude(state__in=FINISHED).first()


def was_given(measure: str, subject: str, record: int) -> bool:
    """Whether a measure's giving for a record stands."""
    given = Grant.objects.filter(measure=measure, subject=subject, subject_record=record)
    return given.filter(reversed_on__isnull=True).exists()


def endorsements(case: Case) -> int:
    """How many have endorsed what the last review proposes."""
    last = case.steps.filter(step="review").order_by("-pk").values_list("pk", flat=True).first() or 0
    return case.steps.filter(step="endorse", pk__gt=last).count()


def waiting_for(holder: Holder, verb: str, on: date) -> QuerySet[Case]:
    """The cases that wait for this duty of who asks, those that have waited longest first.

    What they have done an earlier step of themself, or what is about them, waits for somebody else. Lines of a roster
    are handled on its page, see `rosters_with_lines`; corrections have a queue of their own, see `open_requests`.
    """
    rows = rows_in_reach(CASES, holder.reach(CASES.name, verb), on)
    rows = rows.exclude(kind__in=(ROSTER_LINE.name, CORRECTION.name))
    return _waiting(rows, holder, verb).order_by("state_since", "pk")


def rosters_with_lines(holder: Holder, verb: str, on: date) -> QuerySet[Case]:
    """The rosters that have gone on themselves, and of which lines still wait for this duty of who asks."""
    rows = rows_in_reach(CASES, holder.reach(CASES.name, verb), on).filter(kind=ROSTER.name)
    states = _from([step for step in STEPS.values() if step.verb == verb])
    lines = _waiting(Case.objects.filter(parent=OuterRef("pk"), kind=ROSTER_LINE.name), holder, verb)
    gone_on = rows.exclude(state__in=states | {CaseState.SUPPLEMENTING.value})
    return gone_on.filter(Exists(lines)).order_by("state_since", "pk")


def _waiting(rows: QuerySet[Case], holder: Holder, verb: str) -> QuerySet[Case]:
    steps = [step for step in STEPS.values() if step.verb == verb]
    rows = rows.filter(state__in=_from(steps))
    account = holder.account
    if account is not None:
        apart = frozenset().union(*(step.apart_from for step in steps))
        own = CaseStep.objects.filter(case=OuterRef("pk"), by=account, step__in=apart)
        contested = CaseStep.objects.filter(case=OuterRef("parent"), by=account)
        contests = Q(kind__in=named_by_nature(Nature.CONTESTS, Nature.CHECKS))
        rows = rows.filter(~Exists(own)).exclude(contests & Exists(contested))
        if account.person_id is not None:
            rows = rows.filter(Q(person__isnull=True) | ~Q(person=account.person_id))
            rows = rows.exclude(contests & Q(parent__person=account.person_id))
    return rows


def after(rows: QuerySet[Case], last: tuple[date, int]) -> QuerySet[Case]:
    """Of cases in the order in which they wait those behind one: since when it stands where it does, and its number."""
    since, number = last
    return rows.filter(Q(state_since__gt=since) | Q(state_since=since, pk__gt=number), state_since__gte=since)


def possible_steps(case: Case, holder: Holder, on: date) -> Sequence[Step]:
    """The steps that this holder could do now."""
    return [
        step
        for step in kind_of(case).possible(CaseState(case.state))
        if step.verb is not None and case_for(holder, case.pk, on, step.verb) is not None
    ]


def _from(steps: Collection[Step]) -> set[str]:
    return {state.value for step in steps for state in step.comes_from}
