"""Papers, as somebody may see them."""

from collections.abc import Iterable, Sequence
from datetime import date

from jiyao.casework.models import Case, Paper, PaperKind
from jiyao.casework.models.paper import TO_THE_PERSON
from jiyao.casework.queries.cases import case_for
from jiyao.casework.queries.notices import Notice
from jiyao.casework.tables import PAPERS
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.listing import one_row
from jiyao.registry.queries.places import divisions_below


def papers_of(case: Case) -> Sequence[Paper]:
    """Every paper of a case, in order."""
    return list(case.papers.order_by("pk"))


def papers_to_person(case: Case) -> Sequence[Paper]:
    """Those that the person gets."""
    return list(case.papers.filter(kind__in=TO_THE_PERSON).order_by("pk"))


def papers_on_notice(found: Iterable[Notice]) -> Sequence[Paper]:
    """The public notices that an office issued over any of these, the last first: everybody reads what still runs."""
    running: dict[str, list[Notice]] = {}
    for one in found:
        running.setdefault(one.case.measure, []).append(one)
    since = min((one.since for shown in running.values() for one in shown), default=date.max)
    papers = Paper.objects.filter(kind=PaperKind.NOTICE, issued_on__gte=since).order_by("-pk")
    return [one for one in papers if _runs(one, running.get(one.about.partition(":")[0], ()))]


def _runs(paper: Paper, running: Sequence[Notice]) -> bool:
    """Whether one of these was on notice at the place of the paper when it was issued."""
    if not running:
        return False
    within = divisions_below([paper.division])
    return any(
        one.since <= paper.issued_on and (one.case.division is None or one.case.division in within)
        for one in running
    )


def paper_for(holder: Holder, number: int, on: date) -> Paper | None:
    """The paper of that number, if this holder may see its case; of a paper over several, if it lies in their reach."""
    found = Paper.objects.select_related("case").filter(pk=number).first()
    if found is None:
        return None
    if found.case_id is not None:
        return found if case_for(holder, found.case_id, on) is not None else None
    return found if one_row(PAPERS, holder.reach(PAPERS.name, "see"), str(number), on) is not None else None
