"""The conclusions of an interview as a PDF file; like the interview itself it is kept nowhere."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from jiyao.engine.determination.interviewing import standing
from jiyao.interfaces.portal.interview.form import Altered, Outdated, read
from jiyao.interfaces.portal.interview.paper import conclusions_paper, file_name
from jiyao.interfaces.portal.views.interview import refused
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import made_file
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.sentences import Teller

PDF = "application/pdf"


@everybody
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """The file of the form's conclusions."""
    teller, on = Teller(the_pack(), language_of_page()), today()
    try:
        carried = read(request.POST.get("form", ""), teller.pack)
    except (Altered, Outdated) as error:
        return refused(request, error)
    made = conclusions_paper(carried, standing(carried.interview, assessor(), on), teller, on)
    return made_file(made, PDF, file_name(teller, on))
