"""Local guides at the desk: who has published which, and the form in which a prefecture writes its own."""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.measures import Measure
from jiyao.engine.packs.gaps import prefectures
from jiyao.engine.packs.guide_files import EditionFile
from jiyao.engine.packs.guides import guide_on
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.attaching import EmptyFile, TooLarge, keep_file
from jiyao.foundation.contents import WrongContent
from jiyao.interfaces.desk.changing.documents import Incomplete
from jiyao.interfaces.desk.changing.guide_fields import Section, forms_of, guide_sections
from jiyao.interfaces.desk.changing.proposed import of_guide, proposed_in_sight
from jiyao.interfaces.desk.changing.publishing import publish
from jiyao.interfaces.desk.changing.submitting import (
    Trouble,
    basis_fields,
    submitted,
    trouble_of,
    with_given,
)
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.policy.guide_list import guide_list
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.models import ChangeKind
from jiyao.policy.queries.changes import CHANGES, lies_in
from jiyao.policy.queries.versions import latest_folder

KINDS = ("pdf", "docx", "xlsx")


@permitted(CHANGES, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every measure in every prefecture; whoever may write for one place only begins with that."""
    teller = Teller(policy_of(latest_folder()), language_of_page())
    reach = holder_in(request).reach(CHANGES, "make")
    own = [place for place in prefectures(teller.pack) if lies_in(reach, place)]
    given = request.GET.dict()
    if "division" not in given and not reach.everything and len(own) == 1:
        given["division"] = own[0]
    waiting = [
        one.change for one in proposed_in_sight(holder_in(request)) if one.change.kind == ChangeKind.GUIDE
    ]
    context = {"list": guide_list(teller, given, today()), "own": own, "proposed": waiting}
    return render(request, "desk/guides.html", context)


@permitted(CHANGES, "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, measure: str, division: str) -> HttpResponse:
    """A prefecture's guide, with the form for whoever may write it; what is given leads to the change."""
    pack = policy_of(latest_folder())
    found = pack.measures.get(measure)
    if found is None or division not in prefectures(pack):
        raise Http404
    standing = _standing(pack, measure, division)
    if request.method != "POST":
        return _page(request, found, division, None)
    try:
        change = submitted(
            request,
            lambda form: publish(form, found, division, standing, _kept_forms(request, forms_of(standing))),
            division,
        )
    except JiyaoError as error:
        return _page(request, found, division, trouble_of(error))
    return redirect("desk-change", change.pk)


def _standing(pack: Pack, measure: str, division: str) -> EditionFile | None:
    """What stands today, else what was published last."""
    today_s = guide_on(pack.guides, measure, division, today())
    editions = pack.guides.get(measure, {}).get(division, ())
    return today_s or next(iter(editions[-1:]), None)


def _kept_forms(request: HttpRequest, room: int) -> dict[int, str]:
    """The hashes of the forms that were uploaded, by their number. raises Incomplete"""
    kept = {}
    for index in range(room):
        name = f"form{index}.file"
        file = request.FILES.get(name)
        if isinstance(file, UploadedFile):
            try:
                kept[index] = keep_file(file, name=file.name or "", kinds=KINDS, at=now()).hash  # type: ignore[arg-type]
            except (WrongContent, TooLarge, EmptyFile) as error:
                raise Incomplete(name, error.said("en"), error.said("zh")) from None
    return kept


def _page(request: HttpRequest, measure: Measure, division: str, trouble: Trouble | None) -> HttpResponse:
    teller = Teller(policy_of(latest_folder()), language_of_page())
    standing = _standing(teller.pack, measure.id, division)
    basis, new = basis_fields(teller, "" if standing is None else standing.source.document)
    sections = [
        Section(
            part.title,
            with_given(part.fields, request, trouble),
            part.folded and not _is_wrong(part, trouble),
        )
        for part in guide_sections(teller, measure, standing)
    ]
    context = {
        "measure": measure,
        "title": teller.words(measure.title),
        "place": place_name(teller, division),
        "division": division,
        "standing": standing,
        "proposed": of_guide(proposed_in_sight(holder_in(request)), measure.id, division),
        "may_make": lies_in(holder_in(request).reach(CHANGES, "make"), division),
        "sections": sections,
        "fields": with_given(basis, request, trouble),
        "new_fields": with_given(new, request, trouble),
        "trouble": trouble,
        "trail": (reverse("desk-guides"), Words(zh="办事指南", en="Local guides")),
    }
    return render(request, "desk/guide.html", context, status=200 if trouble is None else trouble.status)


def _is_wrong(part: Section, trouble: Trouble | None) -> bool:
    return trouble is not None and trouble.field in {field.name for field in part.fields}
