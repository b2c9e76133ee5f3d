"""The list of gaps 待补参数, and the form that fills one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.packs.gaps import Gap, GapKind, gaps_in
from jiyao.engine.population.waiting import NOBODY
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing.entering import Series, day_fields, value_fields
from jiyao.interfaces.desk.changing.gaps import gap_line, gap_list
from jiyao.interfaces.desk.changing.proposed import by_gap, proposed_in_sight
from jiyao.interfaces.desk.changing.proposing import fill_gap, row_of
from jiyao.interfaces.desk.changing.submitting import (
    Trouble,
    basis_fields,
    submitted,
    trouble_of,
    with_given,
)
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.pack import policy_of, version_folder
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.changes import CHANGES, lies_in
from jiyao.policy.queries.versions import latest_folder
from jiyao.policy.queries.waiting import last_policy_run, waiting_by_gap

ANSWER = Field(
    name="answer",
    label=Words(zh="查到的内容", en="What has been found"),
    kind="sentence",
    hint=Words(
        zh="该事项从“未定”中划去，内容连同依据记入政策说明。",
        en="The point is no longer open; what is found stands among the measure's notes, with its clause.",
    ),
)


@permitted(CHANGES, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every gap of the version that holds, those first for which most people wait."""
    pack = policy_of(version_folder())
    gaps, last = gaps_in(pack), last_policy_run(pack)
    waiting = {} if last is None else waiting_by_gap(pack, gaps, last)
    proposed = by_gap(proposed_in_sight(holder_in(request)), gaps, pack)
    listed = gap_list(Teller(pack, language_of_page()), gaps, waiting, request.GET.dict(), proposed)
    ahead = {gap.key for gap in gaps_in(policy_of(latest_folder()))}
    context = {
        "list": listed,
        "run": None if last is None else last.run,
        "filled": {line.gap.key for line in listed.lines} - ahead,
    }
    return render(request, "desk/gaps.html", context)


@permitted(CHANGES, "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gap(request: HttpRequest, key: str) -> HttpResponse:
    """One gap, with the form that fills it for whoever may; what is given leads to the change that it makes."""
    found = next((one for one in gaps_in(policy_of(latest_folder())) if one.key == key), None)
    if found is None:
        raise Http404
    if found.kind is GapKind.LOCAL:
        return redirect("desk-local-values")
    if request.method != "POST":
        return _page(request, found, None)
    try:
        change = submitted(request, lambda form: fill_gap(form, found), None)
    except JiyaoError as error:
        return _page(request, found, trouble_of(error))
    return redirect("desk-change", change.pk)


def _page(request: HttpRequest, found: Gap, trouble: Trouble | None) -> HttpResponse:
    pack = policy_of(latest_folder())
    teller, last = Teller(pack, language_of_page()), last_policy_run(pack)
    waiting = {} if last is None else waiting_by_gap(pack, gaps_in(pack), last)
    document = "" if found.source is None else found.source.document
    basis, new = basis_fields(teller, document)
    proposed = by_gap(proposed_in_sight(holder_in(request)), [found], pack)
    context = {
        "proposed": proposed[found.key],
        "line": gap_line(teller, found, waiting.get(found.key, NOBODY)),
        "run": None if last is None else last.run,
        "may_make": lies_in(holder_in(request).reach(CHANGES, "make"), None),
        "fields": with_given([*_fields(teller, found), *basis], request, trouble),
        "new_fields": with_given(new, request, trouble),
        "trouble": trouble,
        "trail": (reverse("desk-gaps"), Words(zh="待补参数", en="Gaps")),
    }
    return render(request, "desk/gap.html", context, status=200 if trouble is None else trouble.status)


def _fields(teller: Teller, found: Gap) -> list[Field]:
    measure = teller.pack.measures[found.measures[0]]
    if found.kind is GapKind.OPEN:
        return [ANSWER]
    if found.kind is not GapKind.VALUE:
        return []
    row = row_of(measure, found)
    return [*value_fields(Series(teller, measure.parameters[found.name], row)), *day_fields(row)]
