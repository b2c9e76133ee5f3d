"""Local guides: where and how a measure is had in one prefecture, and who has published none."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.engine.packs.gaps import prefectures
from jiyao.foundation.models import Attachment
from jiyao.interfaces.portal.guide_paper import file_name, guide_paper
from jiyao.interfaces.ui.clocks import clocks
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.downloads import kept_file, made_file
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.past import as_asked
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.policy.guide_list import guide_list
from jiyao.interfaces.ui.policy.guides import GuidePage, guide_page
from jiyao.interfaces.ui.sentences import Teller

PDF = "application/pdf"


@everybody
@kept_briefly
@require_safe
@as_asked
def index(request: HttpRequest) -> HttpResponse:
    """Every measure in every prefecture."""
    teller = Teller(the_pack(), language_of_page())
    return render(
        request, "portal/guides.html", {"list": guide_list(teller, request.GET.dict(), clocks().day)}
    )


@everybody
@kept_briefly
@require_safe
@as_asked
def guide(request: HttpRequest, measure_id: str, division: str) -> HttpResponse:
    """A measure in a prefecture, whether that has published a guide or not."""
    return render(request, "portal/guide.html", {"page": _page(measure_id, division)})


@everybody
@require_safe
@as_asked
def paper(request: HttpRequest, measure_id: str, division: str) -> HttpResponse:
    """The same as a PDF file."""
    page, teller = _page(measure_id, division), Teller(the_pack(), language_of_page())
    return made_file(guide_paper(page, teller, clocks().day), PDF, file_name(page, teller))


@everybody
@require_safe
def form(request: HttpRequest, file: str) -> StreamingHttpResponse:
    """A form that a guide of today's rules names; no other file can be had here."""
    named = {
        one.file
        for by_place in the_pack().guides.values()
        for editions in by_place.values()
        for edition in editions
        for one in edition.forms
    }
    kept = Attachment.objects.filter(hash=file).first() if file in named else None
    if kept is None:
        raise Http404
    return kept_file(kept)


def _page(measure_id: str, division: str) -> GuidePage:
    teller = Teller(the_pack(), language_of_page())
    measure = teller.pack.measures.get(measure_id)
    if measure is None or division not in prefectures(teller.pack):
        raise Http404
    return guide_page(teller, measure, division, clocks().day)
