"""A filing as a page: what is asked beside what stands today, the procedure's clauses, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.casework.models import Case, CaseState, Filing
from jiyao.casework.queries.cases import case_for, possible_steps
from jiyao.casework.time_limits import approvals_needed, notice_of, procedure_of
from jiyao.engine.shapes import Words
from jiyao.evaluation.queries.bodies import scopes_of
from jiyao.evaluation.queries.directory import entry_of
from jiyao.interfaces.desk.casework.contest import contests_told
from jiyao.interfaces.ui.bodies import entries_told, filing_told, scopes_told
from jiyao.interfaces.ui.cases import steps_told, told
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import organisation_names


@dataclass(frozen=True, slots=True)
class Clause:
    """A step of the procedure, with the document that it stands in where somebody found one."""

    words: Words
    days: int | None
    document: str
    title: Words | None
    is_demonstration: bool


def filing_page(case: Case, holder: Holder, on: date) -> dict[str, object]:
    """What the page of a filing tells an official."""
    filing = Filing.objects.get(case=case)
    steps = possible_steps(case, holder, on)
    found = entry_of(filing.organisation_id, on)
    return {
        "told": told(case, the_pack(), on),
        "name": organisation_names([filing.organisation_id]).get(filing.organisation_id, ""),
        "filing": filing_told(filing),
        "stands": None if found is None else entries_told([found])[0],
        "scopes_today": scopes_told(scopes_of(filing.organisation_id, on)),
        "clauses": clauses_of(case),
        "evidence": list(case.evidence.select_related("file").order_by("pk")),
        "contests": contests_told(case, on),
        "steps": {step.name for step in steps},
        "may_end_notice": _may_end_notice(case, holder, on),
        "approvals": approvals_needed(case, the_pack()),
        "history": steps_told(case, with_reasons=bool(steps) or holder.may("corrections", "unmask")),
    }


def clauses_of(case: Case) -> Sequence[Clause]:
    """The steps of the procedure that a case follows."""
    documents = the_pack().documents
    return [
        Clause(
            Words(zh=step["zh"], en=step["en"]),
            step.get("working_days"),
            (source := step.get("source") or {}).get("document", ""),
            Words(**documents[source["document"]]["title"]) if source else None,
            step.get("confidence") == "demonstration",
        )
        for step in procedure_of(case, the_pack()).get("steps", ())
    ]


def _may_end_notice(case: Case, holder: Holder, on: date) -> bool:
    notice = notice_of(case, the_pack())
    waits = case.state == CaseState.NOTICED and notice is not None and not notice.get("working_days")
    return waits and case_for(holder, case.pk, on, "approve") is not None
