"""Papers of a case, whether a person's or an organisation's roster: handed in, and taken from the office."""

from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, StreamingHttpResponse

from jiyao.casework.actions.accepting import supplement
from jiyao.casework.actions.evidence import add_evidence
from jiyao.casework.actions.papering import FORMS
from jiyao.casework.models import Case
from jiyao.casework.queries.papers import papers_to_person
from jiyao.foundation.sealed import Erased
from jiyao.interfaces.ui.context import now
from jiyao.interfaces.ui.downloads import kept_file
from jiyao.interfaces.ui.official.composing import file_of_paper
from jiyao.registry.hand import Hand

WHAT_WAS_MISSING = "补正材料"


@transaction.atomic
def hand_in(request: HttpRequest, number: int, hand: Hand) -> Case:
    """The case with what was missing: what is said, and the paper where there is one. raises as both actions do"""
    file = request.FILES.get("paper")
    if isinstance(file, UploadedFile):
        add_evidence(number, WHAT_WAS_MISSING, cast(BinaryIO, file), file.name or "", hand)
    return supplement(number, hand, said=request.POST.get("reason", ""))


def paper_from_office(found: Case, key: int, form: str) -> StreamingHttpResponse:
    """One of the papers that the office wrote in a case. raises Http404 where there is none such"""
    papers = {one.pk: one for one in papers_to_person(found)}
    if key not in papers or form not in FORMS:
        raise Http404
    try:
        file, name = file_of_paper(papers[key], form, now())
    except Erased:
        raise Http404 from None
    return kept_file(file, name)
