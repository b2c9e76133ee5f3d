"""Appeals against re-markings, as their candidate reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiyao.base.working_days import Deadline
from jiyao.casework.models import Case
from jiyao.casework.queries.mark_appeals import appeals_of, is_open_to_appeal, last_day, said_in
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import ReMarking
from jiyao.interfaces.ui.cases import mark_of, state_told
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.pack import the_pack


@dataclass(frozen=True, slots=True)
class AppealTold:
    """The appeal against a re-marking, or until when there may be one. `answer`: what the department said."""

    asked: ReMarking
    case: Case | None
    state: Words | None
    mark: str
    answer: str
    may_appeal: bool
    until: Deadline | None


def appeals_told(asked: Sequence[ReMarking]) -> list[AppealTold]:
    """Of each answered re-marking its appeal."""
    answered = [one for one in asked if one.result_id is not None]
    found = appeals_of([one.pk for one in answered])
    return [_told(one, found.get(one.pk)) for one in answered]


def _told(asked: ReMarking, case: Case | None) -> AppealTold:
    pack = the_pack()
    return AppealTold(
        asked=asked,
        case=case,
        state=None if case is None else state_told(case, case.state),
        mark="" if case is None else mark_of(case),
        answer="" if case is None else said_in(case, "correct") or said_in(case, "keep"),
        may_appeal=case is None and is_open_to_appeal(asked, pack, today()),
        until=last_day(asked, pack),
    )
