"""A filing as a page: what is asked beside what stands today, the procedure's clauses, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.casework.models import Case, CaseState, Filing
from jiyao.casework.queries.cases import case_for, possible_steps
from jiyao.casework.queries.independence import examiners_who_train, trainers_with_shared_owners
from jiyao.casework.time_limits import approvals_needed, notice_of, procedure_of
from jiyao.engine.shapes import Words
from jiyao.evaluation.queries.bodies import scopes_of
from jiyao.evaluation.queries.directory import entry_of
from jiyao.interfaces.desk.casework.contest import contests_told
from jiyao.interfaces.ui.bodies import entries_told, filing_told, scopes_told
from jiyao.interfaces.ui.cases import steps_told, told
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in


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
        "shared": shared_told(filing.organisation_id, on),
        "examiners": examiners_told(filing.organisation_id, on),
        "evidence": list(case.evidence.select_related("file").order_by("pk")),
        "contests": contests_told(case, on),
        "steps": {step.name for step in steps},
        "may_end_notice": _may_end_notice(case, holder, on),
        "approvals": approvals_needed(case, the_pack()),
        "history": steps_told(case, with_reasons=bool(steps) or holder.may("corrections", "unmask")),
    }


def shared_told(organisation: int, on: date) -> Sequence[tuple[int, str, str]]:
    """The organisations that train and share an owner with the body: number, name, and whose both are."""
    found = trainers_with_shared_owners(organisation, on)
    numbers = {one.trainer for one in found} | {one.owner.organisation or 0 for one in found}
    names = organisation_names(numbers)
    people = masked_people(one.owner.person for one in found if one.owner.person is not None)
    return [
        (
            one.trainer,
            names.get(one.trainer, str(one.trainer)),
            shown_in(people, one.owner.person) or names.get(one.owner.organisation or 0, ""),
        )
        for one in found
    ]


def examiners_told(organisation: int, on: date) -> Sequence[tuple[str, str]]:
    """The examiners who work for an organisation that trains: who, and for which."""
    found = examiners_who_train(organisation, on)
    names = organisation_names({one.trainer for one in found})
    people = masked_people(one.person for one in found)
    return [(shown_in(people, one.person), names.get(one.trainer, "")) for one in found]


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
