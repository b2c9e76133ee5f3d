"""A roster as a page: a table of its lines with their flags, and what can be signed with them together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.batches import flagged_among
from jiyao.casework.queries.cases import DUTIES, possible_steps, rosters_with_lines, waiting_for
from jiyao.casework.queries.flags import open_flags
from jiyao.casework.queries.papers import papers_of
from jiyao.casework.queries.recoveries import left_by_claim
from jiyao.casework.queries.rosters import lines_of
from jiyao.casework.time_limits import approvals_needed
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.casework.contest import contests_told
from jiyao.interfaces.desk.flagging.page import flags_told
from jiyao.interfaces.ui.cases import STATES, standing_told, steps_told, told
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.official.listing import papers_told
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in

SIGN: Mapping[str, Words] = {
    "accept": Words(zh="连同无疑点人员一并受理…", en="Accept it with its lines…"),
    "review": Words(zh="连同无疑点人员一并审核…", en="Review it with its lines…"),
    "approve": Words(zh="连同无疑点人员一并审批…", en="Approve it with its lines…"),
}
"""What is signed together."""


@dataclass(frozen=True, slots=True)
class LineTold:
    """A line in words."""

    case: Case
    person: str
    state: Words
    mark: str
    flagged: bool


def roster_page(case: Case, holder: Holder, on: date) -> dict[str, object]:
    """What the page of a roster tells an official."""
    pack = the_pack()
    lines = list(lines_of(case))
    steps = {step.name for step in possible_steps(case, holder, on)}
    duties = [duty for duty in DUTIES if _waits(case, holder, duty, on)]
    return {
        "told": told(case, pack, on),
        "organisation": organisation_names([case.subject_record]).get(case.subject_record, ""),
        "lines": lines_told(lines),
        "total_fen": sum(one.amount_fen or 0 for one in lines if one.state != CaseState.LAPSED),
        "states": _states(lines),
        "steps": steps,
        "sign": [(duty, SIGN[duty]) for duty in duties],
        "approvals": approvals_needed(case, pack) if case.recommends else 0,
        "flags": flags_told(list(open_flags(case.subject, case.subject_record)), language_of_page()),
        "evidence": list(case.evidence.select_related("file").order_by("pk")),
        "contests": contests_told(case, on),
        "papers": papers_told(papers_of(case)),
        "history": steps_told(case, with_reasons=True),
    }


def lines_told(lines: Sequence[Case]) -> list[LineTold]:
    """Lines in words, with as many queries however many they are."""
    people = masked_people(one.person_id for one in lines if one.person_id)
    flagged = flagged_among(lines)
    owed = left_by_claim(lines)
    return [
        LineTold(
            one,
            shown_in(people, one.person_id),
            *standing_told(one, owed.get(one.pk, 0)),
            one.pk in flagged,
        )
        for one in lines
    ]


def _waits(case: Case, holder: Holder, duty: str, on: date) -> bool:
    found = (waiting_for(holder, duty, on), rosters_with_lines(holder, duty, on))
    return holder.may("cases", duty) and any(rows.filter(pk=case.pk).exists() for rows in found)


def _states(lines: Sequence[Case]) -> list[tuple[Words, int]]:
    """How many stand where."""
    counted = Counter(one.state for one in lines)
    return [(STATES[state], counted[state]) for state in STATES if counted[state]]
