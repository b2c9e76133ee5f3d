"""评价机构公布目录: who is listed, for what, and how each stands. For everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.engine.shapes import Words
from jiyao.evaluation.queries.directory import DirectoryAsked, directory, entry_of
from jiyao.interfaces.portal.bodies.sections import sections_of
from jiyao.interfaces.ui.bodies import choices_of, entries_told, place_choices
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.permitting import everybody

SHOWN = 200
"""How many bodies are shown at once."""
ANY = Words(zh="不限", en="any")
LONGEST = 40
"""How long a text to look for may be."""


@everybody
@kept_briefly
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The directory, narrowed by what is asked."""
    given = {name: value.replace("\0", "").strip()[:LONGEST] for name, value in request.GET.dict().items()}
    asked = DirectoryAsked(
        text=given.get("name", ""),
        occupation=given.get("occupation", ""),
        level=given.get("level", ""),
        division=given.get("place", ""),
        body_kind=given.get("kind", ""),
    )
    found = directory(asked, today())
    context = {
        "fields": filled(_fields(), given, {}),
        "bodies": entries_told(found[:SHOWN]),
        "count": len(found),
        "is_asked": asked != DirectoryAsked(),
    }
    return render(request, "portal/bodies/index.html", context)


@everybody
@kept_briefly
@require_safe
def body(request: HttpRequest, number: int) -> HttpResponse:
    """One body: how it stands today, what it may evaluate, and what was before."""
    found = entry_of(number, today())
    if found is None:
        raise Http404
    [told] = entries_told([found])
    return render(
        request, "portal/bodies/body.html", {"told": told, "sections": sections_of(number, today())}
    )


def _fields() -> list[Field]:
    return [
        Field(
            name="occupation",
            label=Words(zh="职业", en="Occupation"),
            hint=Words(zh="名称或编码，如 焊工", en="name in Chinese or code, such as 6-18-02-04"),
            kind="search",
        ),
        Field(
            name="level",
            label=Words(zh="等级", en="Level"),
            kind="choice",
            choices=choices_of("level", empty=ANY),
        ),
        Field(
            name="place",
            label=Words(zh="所在地", en="Place"),
            kind="choice",
            choices=place_choices(empty=ANY),
        ),
        Field(
            name="kind",
            label=Words(zh="机构类别", en="Kind"),
            kind="choice",
            choices=choices_of("body_kind", empty=ANY),
        ),
        Field(name="name", label=Words(zh="机构名称", en="Name"), kind="search"),
    ]
