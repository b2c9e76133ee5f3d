"""One signature under many cases: what would ride and what not, the signature, and what became of each."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.signing import MOST, Signature, give_to_workers, sign_batch
from jiyao.casework.kinds import ROSTER_LINE
from jiyao.casework.models import Case, CaseBatch
from jiyao.casework.queries.cases import DUTIES, cases_chosen
from jiyao.casework.tables import CASES
from jiyao.interfaces.desk.casework.signing import choice_page, signed_page
from jiyao.interfaces.desk.jobs import is_under_way, progress_of
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted


@permitted(CASES.name, "see")
@never_cache
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """What one signature would stand for: how many of the chosen cases, what sum, and which stay behind."""
    return _choice(request, _duty(request), _chosen(request))


@permitted(CASES.name, "see")
@never_cache
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """The batch, signed and on its way; or the choice again with what is wrong."""
    duty, numbers = _duty(request), _chosen(request)
    signature = Signature(
        cases=numbers,
        duty=duty,
        count=_number(request.POST.get("count", "")),
        fen=_number(request.POST.get("fen", "")),
        confirmed=frozenset(request.POST.getlist("confirmed")),
    )
    try:
        made = _signed(request, signature)
    except JiyaoError as error:
        return _choice(request, duty, numbers, error.said(language_of_page()))
    return redirect("desk-signed", made.pk)


@transaction.atomic
def _signed(request: HttpRequest, signature: Signature) -> CaseBatch:
    made = sign_batch(signature, hand_of(request), the_pack())
    return give_to_workers(
        made, pack=settings.PACK, demonstration=settings.DEMONSTRATION, language=language_of_page()
    )


@permitted(CASES.name, "see")
@never_cache
@require_safe
def signed(request: HttpRequest, number: int) -> HttpResponse:
    """A batch: how far it is, and what stayed behind with the reason."""
    return render(request, "desk/signed.html", signed_page(_batch(request, number), language_of_page()))


@permitted(CASES.name, "see")
@never_cache
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is, as a part of its page; where it is over, htmx is sent to the whole."""
    batch = _batch(request, number)
    if batch.job is None or not is_under_way(batch.job):
        return HttpResponse(headers={"HX-Redirect": reverse("desk-signed", args=[number])})
    context = {**progress_of(batch.job, language_of_page()), "batch": batch}
    return render(request, "desk/_signed_progress.html", context)


def _choice(request: HttpRequest, duty: str, numbers: Sequence[int], complaint: str = "") -> HttpResponse:
    cases = cases_chosen(holder_in(request), duty, numbers[: MOST + 1], today())
    context = choice_page(cases, duty, holder_in(request))
    chosen = {"complaint": complaint, "ticked": set(request.POST.getlist("confirmed"))}
    return render(request, "desk/sign.html", {**context, **chosen}, status=422 if complaint else 200)


def _duty(request: HttpRequest) -> str:
    duty = request.POST.get("duty", "")
    if duty not in DUTIES:
        raise Http404
    return duty


def _chosen(request: HttpRequest) -> list[int]:
    """The numbers of the cases that were ticked; of a roster it and all its lines."""
    ticked = [*request.POST.getlist("case"), request.POST.get("roster", "")]
    numbers = {number for text in ticked if (number := _number(text))}
    lines = Case.objects.filter(kind=ROSTER_LINE.name, parent__in=numbers)
    return sorted(numbers | set(lines.values_list("pk", flat=True)))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 18 else 0


def _batch(request: HttpRequest, number: int) -> CaseBatch:
    """The batch, for who signed it and for who sees every case."""
    found = CaseBatch.objects.select_related("job", "by").filter(pk=number).first()
    holder = holder_in(request)
    if found is None or not (found.by == holder.account or holder.reach(CASES.name, "see").everything):
        raise Http404
    return found
