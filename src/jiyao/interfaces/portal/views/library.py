"""The policy library: its list, one document, numbered documents slot by slot, and lineage."""

from difflib import get_close_matches

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.foundation.models import Attachment
from jiyao.interfaces.ui.clocks import clocks
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.downloads import kept_file
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.library.catalogue import asked_from, catalogue
from jiyao.interfaces.ui.library.feature import claims_about
from jiyao.interfaces.ui.library.lineage import EXTENDS, drawn, families, family_of
from jiyao.interfaces.ui.library.money import money_of
from jiyao.interfaces.ui.library.page import document_page
from jiyao.interfaces.ui.library.searching import SEGMENTED_BY
from jiyao.interfaces.ui.library.shelves import Library, library_of
from jiyao.interfaces.ui.library.slots import slots_of
from jiyao.interfaces.ui.lineage_charts import lineage_columns, lineage_tree
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.past import as_asked
from jiyao.interfaces.ui.permitting import everybody, holder_in
from jiyao.interfaces.ui.sentences import Teller


@everybody
@kept_briefly
@require_safe
@as_asked
def documents(request: HttpRequest) -> HttpResponse:
    """The documents asked for; where words are asked for, everything in which they stand."""
    library = _library()
    found = catalogue(library, asked_from(request.GET.dict(), library.teller.pack))
    return render(request, "portal/library/list.html", {"catalogue": found, "segmented_by": SEGMENTED_BY})


@everybody
@kept_briefly
@require_safe
@as_asked
def document(request: HttpRequest, document_id: str) -> HttpResponse:
    """The page of a document; of an unknown one, what is near."""
    library = _library()
    if document_id not in library.entries:
        return _unknown(request, library, document_id)
    family = family_of(library, document_id)
    table = drawn(library, family, here=document_id)
    return render(
        request,
        "portal/library/document.html",
        {
            "page": document_page(
                library, document_id, money_of(library.teller, document_id, clocks().moment)
            ),
            "family": family,
            "drawings": (lineage_columns(table), lineage_tree(table)) if family.links else (),
            "follows": EXTENDS,
            "claims": claims_about(library, document_id),
        },
    )


@everybody
@kept_briefly
@require_safe
@as_asked
def slots(request: HttpRequest, document_id: str) -> HttpResponse:
    """A numbered document slot by slot; of one that is not numbered, what is near."""
    library = _library()
    found = slots_of(library, document_id)
    if found is None:
        return _unknown(request, library, document_id)
    return render(
        request, "portal/library/slots.html", {"slots": found, "entry": library.entries[document_id]}
    )


@everybody
@kept_briefly
@require_safe
@as_asked
def lineage(request: HttpRequest) -> HttpResponse:
    """Who carries out whom, of the whole library: a drawing a family."""
    library = _library()
    tables = [(family, drawn(library, family)) for family in families(library)]
    context = {
        "families": [(family, lineage_columns(table), lineage_tree(table)) for family, table in tables],
        "alone": len(library.entries) - sum(len(family.entries) for family, _ in tables),
        "follows": EXTENDS,
    }
    return render(request, "portal/library/lineage.html", context)


@everybody
@require_safe
def original(request: HttpRequest, document_id: str) -> StreamingHttpResponse:
    """The file from which the text was taken: for everybody where it is public, else for officials."""
    told = the_pack().documents.get(document_id, {}).get("original") or {}
    kept = Attachment.objects.filter(hash=told.get("hash", "")).first()
    if kept is None or not (told.get("public") or holder_in(request).may("pack-changes", "see")):
        raise Http404
    return kept_file(kept, str(told.get("name") or kept.name))


def _library() -> Library:
    return library_of(Teller(the_pack(), language_of_page()))


def _unknown(request: HttpRequest, library: Library, document_id: str) -> HttpResponse:
    near = get_close_matches(document_id, library.entries, n=3)
    context = {"near": [library.entries[id_] for id_ in near]}
    return render(request, "portal/library/unknown.html", context, status=404)
