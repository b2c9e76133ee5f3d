"""A case that looks into another, as a page: what is said against what, with which papers, and what others found."""

from collections.abc import Sequence
from datetime import date

from jiyao.casework.actions.checking import CHECK, may_give
from jiyao.casework.kinds import APPEAL, COMPLAINT, CONTESTS, SAMPLE_CHECK
from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.models import Case, Sampled
from jiyao.casework.queries.cases import case_for, possible_steps
from jiyao.casework.queries.contests import filed_against, ground_of
from jiyao.casework.queries.papers import papers_of
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.cases import CaseTold, steps_told, told
from jiyao.interfaces.ui.official.listing import papers_told
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import masked_people, organisation_names


def contest_page(case: Case, holder: Holder, on: date) -> dict[str, object]:
    """What the page of an objection, an appeal, a complaint or a check tells an official."""
    steps = possible_steps(case, holder, on)
    people = masked_people([case.person_id]) if case.person_id else {}
    contested = None if case.parent_id is None else case_for(holder, case.parent_id, on)
    return {
        "told": told(case, the_pack(), on),
        "checks": case.kind == SAMPLE_CHECK.name,
        "person": people.get(case.person_id or 0),
        "contested": None if contested is None else told(contested, the_pack(), on),
        "handled": () if contested is None else steps_told(contested, with_reasons=bool(steps)),
        "evidence": list(case.evidence.select_related("file").order_by("pk")),
        "steps": {step.name for step in steps},
        "taking": _taking(case, holder, may_check=any(step.name == CHECK for step in steps)),
        "papers": papers_told(papers_of(case)),
        "organisation": organisation_names([case.organisation_id]).get(case.organisation_id, "")
        if case.organisation_id
        else "",
        "history": steps_told(case, with_reasons=bool(steps) or holder.may("corrections", "unmask")),
    }


def _taking(case: Case, holder: Holder, *, may_check: bool) -> dict[str, object] | None:
    """Whose check it is, and what who asks can do about that; None of what is no check, or over."""
    found = Sampled.objects.select_related("taken_by").filter(check_case=case).first()
    if found is None or case.recommends:
        return None
    gives = may_give(holder)
    return {
        "taker": found.taken_by,
        "on": found.taken_on,
        "may_give": gives,
        "may_take": may_check and found.taken_by is None,
        "may_leave": found.taken_by is not None and (gives or found.taken_by == holder.account),
    }


def grounds_at_counter(case: Case, holder: Holder, on: date) -> Sequence[tuple[str, Words]]:
    """What who asks can file at the counter for whom the case is about."""
    if case.person_id is None or case_for(holder, case.pk, on, "make") is None:
        return []
    grounds = ((form, ground_of(case, form, the_pack())) for form in (APPEAL.name, COMPLAINT.name))
    return [
        (form, CONTESTS[form].words) for form, found in grounds if found is not None and found.is_open(on)
    ]


def contests_told(case: Case, on: date) -> Sequence[CaseTold]:
    """What was filed against a case, or checked of it."""
    if kind_of(case).looks_at_parent:
        return []
    return [told(one, the_pack(), on) for one in filed_against(case, *CONTESTS, SAMPLE_CHECK.name)]
