"""成绩申诉: until when the answer to a re-marking can be appealed against, and what was filed and decided."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.timezone import localdate

from jiyao.base.working_days import Deadline, after_working_days
from jiyao.casework.kinds import APPEAL, MARK_APPEAL
from jiyao.casework.models import Case, CaseState
from jiyao.casework.time_limits import days_to_contest
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.models import ReMarking
from jiyao.foundation.actions.texts import text_left

RE_MARKINGS = "re-markings"
"""What such a case is about, with the number of the re-marking."""


def last_day(asked: ReMarking, pack: Pack) -> Deadline | None:
    """Until when an answered re-marking can be appealed against; None where nobody has found a limit."""
    days = days_to_contest(APPEAL.name, pack)
    if days is None or asked.answered_at is None:
        return None
    return after_working_days(localdate(asked.answered_at), days)


def is_open_to_appeal(asked: ReMarking, pack: Pack, on: date) -> bool:
    """Whether it is answered, in time, and not appealed against yet."""
    until = last_day(asked, pack)
    in_time = asked.result_id is not None and (until is None or on <= until.on)
    return in_time and asked.pk not in appeals_of([asked.pk])


def appeals_of(asked: Collection[int]) -> Mapping[int, Case]:
    """By re-marking the appeal against its answer; what was withdrawn is none."""
    rows = Case.objects.filter(kind=MARK_APPEAL.name, subject=RE_MARKINGS, subject_record__in=asked)
    return {one.subject_record: one for one in rows.exclude(state=CaseState.WITHDRAWN)}


def said_in(case: Case, step: str) -> str:
    """Why something was done with a case."""
    found = case.steps.filter(step=step).order_by("-pk").first()
    if found is None or found.reason_sealed is None:
        return ""
    return text_left(case.person_id, "reason_sealed", found.reason_sealed) or ""
