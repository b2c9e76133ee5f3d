"""Official papers at the desk: each look leaves an act, since papers name people in the clear."""

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiyao.casework.actions.papering import FORMS, note_look
from jiyao.casework.queries.papers import paper_for
from jiyao.casework.tables import PAPERS
from jiyao.interfaces.ui.context import now, today
from jiyao.interfaces.ui.downloads import kept_file
from jiyao.interfaces.ui.official.composing import file_of_paper
from jiyao.interfaces.ui.permitting import holder_in, permitted


@permitted(PAPERS.name, "see")
@never_cache
@require_POST
def take(request: HttpRequest, number: int, form: str) -> StreamingHttpResponse:
    """A paper as a file, and an act that says who took it."""
    holder = holder_in(request)
    found = paper_for(holder, number, today())
    if found is None or form not in FORMS:
        raise Http404
    file, name = file_of_paper(found, form, now())
    note_look(found, form, by=holder.party, at=now())
    return kept_file(file, name)
