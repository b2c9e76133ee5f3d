"""Time limits of a case, its public notice and approvals, as the procedure in the pack says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from jiyao.base.working_days import Deadline, after_working_days, working_days_between
from jiyao.casework.kinds import CONTESTS, FILINGS, ROSTER_LINE
from jiyao.casework.kinds.kind import Nature, kind_of
from jiyao.casework.life import OVER
from jiyao.casework.models import Case, CaseState
from jiyao.engine.packs.loading import Pack

DOES = {
    CaseState.CLAIMED: "accept",
    CaseState.SUPPLEMENTING: "supplement",
    CaseState.ACCEPTED: "review",
    CaseState.REVIEWED: "approve",
    CaseState.NOTICED: "notice",
    CaseState.DECIDED: "pay",
}
"""Which step of a procedure is under way while a case stands so."""
DEPARTING = 2
"""How many approve what departs from the determination: a second pair of eyes beside the first."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a case may stay where it stands. Without `days` nobody has found a limit."""

    days: int | None
    used: int
    deadline: Deadline | None

    @property
    def left(self) -> int | None:
        """Working days left; below 0 it is late."""
        return None if self.days is None else self.days - self.used


def clock_of(case: Case, pack: Pack, on: date) -> Clock | None:
    """The working-day clock of a case on a day; None where nothing runs."""
    does = DOES.get(CaseState(case.state))
    if does is None:
        return None
    is_check = kind_of(case).nature is Nature.CHECKS
    days = check_days(case.measure, pack) if is_check else _days(_step(case, pack, does))
    used = working_days_between(case.state_since, on)
    return Clock(days, used, None if days is None else after_working_days(case.state_since, days))


def notice_of(case: Case, pack: Pack) -> Mapping[str, Any] | None:
    """The public notice that the procedure asks for, if it asks for one."""
    return _step(case, pack, "notice")


def days_to_contest(form: str, pack: Pack) -> int | None:
    """In how many working days something may be contested so; None where nobody has found a limit."""
    return _days(_step_of(_contesting(form, pack), "file"))


def sampled_percent(measure: str, pack: Pack) -> int | None:
    """How much of what a measure paid is drawn to be checked; None where nobody has said."""
    found: int | None = _of_measure(measure, pack).get("sampled_percent")
    return found


def check_days(measure: str, pack: Pack) -> int | None:
    """In how many working days a check after payment is over; None where nobody has found a limit."""
    found: int | None = _of_measure(measure, pack).get("check_days")
    return found


def approvals_needed(case: Case, pack: Pack) -> int:
    """How many officials approve: as the procedure says for the sum, and two for what departs.

    The sum of a roster is that of its lines.
    """
    bands = procedure_of(case, pack).get("approvals") or ()
    fen = case.amount_fen or (_of_lines(case) if bands and case.person_id is None else 0)
    said = max((band["hands"] for band in bands if band["from_fen"] <= fen), default=1)
    return max(said, DEPARTING if case.departs else 1)


def days_for(case: Case, pack: Pack, does: str) -> int | None:
    """How many working days the procedure gives for a step of its; None where nobody has found any."""
    return _days(_step(case, pack, does))


def _of_lines(case: Case) -> int:
    lines = Case.objects.filter(parent=case, kind=ROSTER_LINE.name).exclude(state__in=OVER)
    return lines.aggregate(fen=Sum("amount_fen", default=0))["fen"] or 0


def _step(case: Case, pack: Pack, does: str) -> Mapping[str, Any] | None:
    return _step_of(procedure_of(case, pack), does)


def _step_of(procedure: Mapping[str, Any], does: str) -> Mapping[str, Any] | None:
    return next((step for step in procedure.get("steps") or () if step.get("does") == does), None)


def _days(step: Mapping[str, Any] | None) -> int | None:
    return None if step is None else step.get("working_days")


def procedure_of(case: Case, pack: Pack) -> Mapping[str, Any]:
    """The procedure that a case follows; empty where the pack has none."""
    if case.kind in CONTESTS:
        return _contesting(case.kind, pack)
    if case.kind in FILINGS:
        return _filing(case.kind, pack)
    return _of_measure(case.measure, pack)


def _of_measure(id_: str, pack: Pack) -> Mapping[str, Any]:
    measure = pack.measures.get(id_)
    name = None if measure is None else measure.procedure
    return {} if name is None else pack.procedures[name]


def _contesting(form: str, pack: Pack) -> Mapping[str, Any]:
    return next((one for one in pack.procedures.values() if one.get("contest") == form), {})


def _filing(kind: str, pack: Pack) -> Mapping[str, Any]:
    return next((one for one in pack.procedures.values() if kind in one.get("files", ())), {})
