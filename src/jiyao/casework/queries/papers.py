"""Papers, as somebody may see them."""

from collections.abc import Sequence
from datetime import date

from jiyao.casework.models import Case, Paper
from jiyao.casework.models.paper import TO_THE_PERSON
from jiyao.casework.queries.cases import case_for
from jiyao.casework.tables import PAPERS
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.listing import one_row


def papers_of(case: Case) -> Sequence[Paper]:
    """Every paper of a case, in order."""
    return list(case.papers.order_by("pk"))


def papers_to_person(case: Case) -> Sequence[Paper]:
    """Those that the person gets."""
    return list(case.papers.filter(kind__in=TO_THE_PERSON).order_by("pk"))


def paper_for(holder: Holder, number: int, on: date) -> Paper | None:
    """The paper of that number, if this holder may see its case; of a paper over several, if it lies in their reach."""
    found = Paper.objects.select_related("case").filter(pk=number).first()
    if found is None:
        return None
    if found.case_id is not None:
        return found if case_for(holder, found.case_id, on) is not None else None
    return found if one_row(PAPERS, holder.reach(PAPERS.name, "see"), str(number), on) is not None else None
