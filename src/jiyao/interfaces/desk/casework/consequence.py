"""A consequence case as a page: each thing that was given on the record, and what is to become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiyao.casework.actions.following import Judgement
from jiyao.casework.models import Case, CaseState, Consequence, Reversal
from jiyao.casework.queries.cases import case_for, possible_steps
from jiyao.casework.queries.papers import papers_of
from jiyao.casework.queries.recoveries import Recovery, recovery_of
from jiyao.casework.queries.saying import reasons_of
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.casework.contest import contests_told, grounds_at_counter
from jiyao.interfaces.desk.pages import row_address
from jiyao.interfaces.ui.cases import steps_told, told
from jiyao.interfaces.ui.consequences import REVERSALS
from jiyao.interfaces.ui.official.listing import papers_told
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import masked_people
from jiyao.registry.tabling import TABLES, table_named

_STANDING = (Reversal.REVERSE, Reversal.KEEP, Reversal.REFER)
_HIGHER = (Reversal.RAISE, Reversal.KEEP, Reversal.REFER)
_REVERSED = (Reversal.RESTORE, Reversal.KEEP)


@dataclass(frozen=True, slots=True)
class BranchTold:
    """A branch in words, with what it can become. `reason`: why, where it was said; `recovery`: the money."""

    branch: Consequence
    title: Words
    address: str
    proposed: Words
    decided: Words | None
    reason: str
    choices: tuple[tuple[str, Words], ...]
    recovery: Recovery


def consequence_page(case: Case, holder: Holder, on: date) -> dict[str, object]:
    """What the page of a consequence tells an official."""
    pack, steps = the_pack(), possible_steps(case, holder, on)
    people = masked_people([case.person_id]) if case.person_id else {}
    branches = list(case.branches.select_related("grant").order_by("pk"))
    reasons = reasons_of(case, branches)
    table = table_named(case.subject)
    return {
        "told": told(case, pack, on),
        "person": people.get(case.person_id or 0),
        "record": (table.title, row_address(table, case.subject_record)),
        "branches": [_told(one, reasons.get(one.pk, "")) for one in branches],
        "steps": {step.name for step in steps},
        "may_book": case.state == CaseState.CLOSED and case_for(holder, case.pk, on, "pay") is not None,
        "contests": contests_told(case, on),
        "grounds": grounds_at_counter(case, holder, on),
        "papers": papers_told(papers_of(case)),
        "history": steps_told(case, with_reasons=True),
    }


def _told(branch: Consequence, reason: str) -> BranchTold:
    standing = _HIGHER if (branch.due_fen or 0) > branch.given_fen else _STANDING
    possible = standing if branch.grant.reversed_on is None else _REVERSED
    return BranchTold(
        branch=branch,
        title=the_pack().title_of(branch.grant.measure),
        address=row_address(TABLES["grants"], branch.grant_id),
        proposed=REVERSALS[branch.proposed],
        decided=REVERSALS[branch.decided] if branch.decided else None,
        reason=reason,
        choices=tuple((one.value, REVERSALS[one]) for one in possible),
        recovery=recovery_of(branch),
    )


def judgements_in(posted: Mapping[str, str]) -> dict[int, Judgement]:
    """What a filled-in page says of each branch; what is no decision is left out."""
    found = {}
    for name, value in posted.items():
        number = name.removeprefix("decided.")
        if name.startswith("decided.") and number.isdecimal() and value in Reversal.values:
            found[int(number)] = Judgement(Reversal(value), posted.get(f"reason.{number}", ""))
    return found
