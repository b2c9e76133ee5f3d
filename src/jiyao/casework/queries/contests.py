"""异议、申诉、投诉: what of a case can be contested, since when and until when, and what was filed against it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jiyao.base.working_days import Deadline, after_working_days
from jiyao.casework.kinds import APPEAL, COMPLAINT, CONSEQUENCE, CONTESTS, OBJECTION, ROSTER_LINE
from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.life import OVER
from jiyao.casework.models import Case, CaseState, CaseStep, Reversal
from jiyao.casework.models.case import FINISHED
from jiyao.casework.time_limits import clock_of, days_to_contest
from jiyao.engine.packs.loading import Pack

_DECIDING = ("reject", "refuse", "decide")
"""The steps that say what somebody gets, or that they get nothing."""


@dataclass(frozen=True, slots=True)
class Filer:
    """Who contests a case: a person, or an organisation."""

    person: int | None = None
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What can be contested: the step that did it, and the last day; without one there is no limit."""

    step: CaseStep
    until: Deadline | None

    def is_open(self, on: date) -> bool:
        """Whether it can still be contested."""
        return self.until is None or on <= self.until.on


def ground_of(contested: Case, form: str, pack: Pack) -> Ground | None:
    """What of a case can be contested in this form, whether it is too late or not; None where there is nothing."""
    if kind_of(contested).looks_at_parent or contested.state == CaseState.OFFERED:
        return None
    return _GROUNDS[form](contested, pack)


def filed_against(contested: Case, *forms: str) -> QuerySet[Case]:
    """What was filed against a case, the first first; of these forms, or of all."""
    return Case.objects.filter(parent=contested, kind__in=forms or tuple(CONTESTS)).order_by("pk")


def concerned(contested: Case) -> frozenset[int]:
    """The organisations that a case is about: whose roster it is or is a line of, or that it pays or takes from."""
    found = {contested.organisation_id}
    if contested.kind == ROSTER_LINE.name and contested.parent is not None:
        found.add(contested.parent.organisation_id)
    return frozenset(one for one in found if one is not None)


def is_appealed_against(contested: int) -> bool:
    """Whether an appeal against a case is open."""
    return bool(appealed_against([contested]))


def appealed_against(contested: Collection[int]) -> frozenset[int]:
    """Those of these cases against which an appeal is open."""
    open_ = Case.objects.filter(parent__in=contested, kind=APPEAL.name).exclude(state__in=FINISHED)
    return frozenset(number for number in open_.values_list("parent", flat=True) if number is not None)


def filed_before(contested: Case, form: str, filer: Filer, ground: Ground) -> bool:
    """Whether the same has contested the same: a complaint that is open, or any other since the step."""
    found = filed_against(contested, form).filter(person=filer.person, organisation=filer.organisation)
    if form == COMPLAINT.name:
        return found.exclude(state__in=FINISHED).exists()
    since = found.filter(opened_at__gte=ground.step.at)
    return since.exclude(state__in=(CaseState.WITHDRAWN, CaseState.LAPSED)).exists()


def _of_notice(contested: Case, pack: Pack) -> Ground | None:
    step = _last(contested, ["notice"])
    if contested.state != CaseState.NOTICED or step is None:
        return None
    clock = clock_of(contested, pack, step.on)
    return Ground(step, None if clock is None else clock.deadline)


def _of_decision(contested: Case, pack: Pack) -> Ground | None:
    step = _last(contested, _DECIDING)
    if step is None or not (
        contested.state == CaseState.REFUSED or _gives(contested) or _takes_back(contested)
    ):
        return None
    return Ground(step, _days_after(step, APPEAL.name, pack))


def _of_handling(contested: Case, pack: Pack) -> Ground | None:
    step = contested.steps.order_by("-pk").first()
    if step is None:
        return None
    return Ground(step, _days_after(step, COMPLAINT.name, pack) if contested.state in OVER else None)


def _gives(contested: Case) -> bool:
    """Whether a sum was given that stands."""
    grant = contested.grant
    return grant is not None and grant.reversed_on is None and bool(grant.amount_fen)


def _takes_back(contested: Case) -> bool:
    """Whether it took back what was given."""
    is_over = contested.kind == CONSEQUENCE.name and contested.state == CaseState.CLOSED
    return is_over and contested.branches.filter(decided=Reversal.REVERSE).exists()


def _days_after(step: CaseStep, form: str, pack: Pack) -> Deadline | None:
    days = days_to_contest(form, pack)
    return None if days is None else after_working_days(step.on, days)


def _last(contested: Case, steps: Collection[str]) -> CaseStep | None:
    return contested.steps.filter(step__in=steps).order_by("-pk").first()


_GROUNDS = {OBJECTION.name: _of_notice, APPEAL.name: _of_decision, COMPLAINT.name: _of_handling}
