"""Batches: what waits, a new one, its file for the bank, and the results that come back."""

from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.vetting import ask_for_vetted_file
from jiyao.casework.queries.flags import flagged_orders
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.queueing import enqueue
from jiyao.foundation.models import Job
from jiyao.funds.actions.batching import ask_for_file, dissolve_batch, make_batch, take_file
from jiyao.funds.actions.ledger import When
from jiyao.funds.actions.loading import ask_for_loading
from jiyao.funds.banking.formats import USUAL
from jiyao.funds.models import BankFile, Batch, BudgetLine, FileKind, OrderState
from jiyao.interfaces.desk.changing.submitting import Trouble, trouble_of
from jiyao.interfaces.desk.funds.batches import (
    batch_page,
    batches_in,
    batches_page,
    last_job,
    orders_in,
    results_field,
)
from jiyao.interfaces.desk.imports import NoFile
from jiyao.interfaces.desk.jobs import is_under_way, progress_of
from jiyao.interfaces.desk.queues import Waiting, queue
from jiyao.interfaces.desk.runs import runs_folder
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.downloads import opened_file
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.uploads import OnDisk

BATCHES = "batches"


@queue
def waiting(request: HttpRequest) -> Waiting | None:
    """Orders that wait to be paid from lines of who pays."""
    holder = holder_in(request)
    if not holder.may(BATCHES, "make"):
        return None
    return Waiting(
        words=Words(zh="笔支付单待拨付", en="orders to pay"),
        count=orders_in(holder.reach(BATCHES, "make")).filter(state=OrderState.READY).count(),
        address=reverse("desk-batches"),
        none=Words(zh="没有待拨付的支付单", en="No order waits to be paid"),
    )


@permitted(BATCHES, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits by line, and the last batches."""
    return _index(request)


def _index(request: HttpRequest, trouble: Trouble | None = None) -> HttpResponse:
    holder = holder_in(request)
    sees, makes = holder.reach(BATCHES, "see"), holder.reach(BATCHES, "make")
    context = {**batches_page(sees, makes, language_of_page()), "trouble": trouble}
    return render(request, "desk/batches.html", context, status=200 if trouble is None else trouble.status)


@permitted(BATCHES, "make")
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A batch of all that waits on a line, its file asked for; or the page with why not."""
    holder, number = holder_in(request), request.POST.get("line", "")
    reach = holder.reach(BATCHES, "make")
    line = BudgetLine.objects.filter(pk=int(number) if number.isdecimal() and len(number) < 18 else 0).first()
    if line is None or not (reach.everything or line.division_id in reach.divisions):
        raise PermissionDenied
    assert holder.account is not None  # noqa: S101 - whoever may make one is signed in
    try:
        with transaction.atomic():
            made = make_batch(
                line=line.pk,
                when=_when(),
                by=holder.account,
                file_format=USUAL,
                without=flagged_orders(line.pk),
            )
            enqueue(_vetted(made, holder.party))
    except JiyaoError as error:
        return _index(request, trouble_of(error))
    return redirect("desk-batch", made.pk)


@permitted(BATCHES, "see")
@never_cache
@require_safe
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """One batch."""
    return _page(request, _found(request, number))


@permitted(BATCHES, "see")
@never_cache
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far its work is, as a part of its page; where it is over, htmx is sent to the whole."""
    found = _found(request, number)
    job = last_job(found)
    if job is None or not is_under_way(job):
        return HttpResponse(headers={"HX-Redirect": reverse("desk-batch", args=[number])})
    context = {**progress_of(job, language_of_page()), "batch": found}
    return render(request, "desk/_batch_progress.html", context)


@permitted(BATCHES, "make")
@never_cache
@require_POST
def write(request: HttpRequest, number: int) -> HttpResponse:
    """The batch, with its file asked for once more, or the query to the bank; or why not."""
    found, party = _mine(request, number), holder_in(request).party
    kind = FileKind.QUERY if request.POST.get("kind") == FileKind.QUERY else FileKind.ORDERS
    try:
        with transaction.atomic():
            is_query = kind == FileKind.QUERY
            enqueue(ask_for_file(found, by=party, kind=kind) if is_query else _vetted(found, party))
    except JiyaoError as error:
        return _page(request, found, trouble_of(error))
    return redirect("desk-batch", number)


@permitted(BATCHES, "make")
@never_cache
@require_POST
def dissolve(request: HttpRequest, number: int) -> HttpResponse:
    """The batch, given up before it had a file; or why not."""
    found = _mine(request, number)
    try:
        dissolve_batch(found.pk, when=_when(), by=holder_in(request).party)
    except JiyaoError as error:
        return _page(request, found, trouble_of(error))
    return redirect("desk-batch", number)


@permitted(BATCHES, "make")
@never_cache
@require_POST
def take(request: HttpRequest, number: int, file: int) -> HttpResponseBase:
    """A file for the bank, and an act that says who took it."""
    found = _mine(request, number)
    kept = BankFile.objects.select_related("attachment", "batch").filter(pk=file, batch=found).first()
    if kept is None:
        raise Http404
    try:
        content = take_file(kept, by=holder_in(request).party, at=now())
    except JiyaoError as error:
        return _page(request, found, trouble_of(error))
    return opened_file(content, "text/csv", kept.name)


@permitted(BATCHES, "make")
@csrf_exempt
@never_cache
@require_POST
def load(request: HttpRequest, number: int) -> HttpResponse:
    """The batch, with the loading of the bank's results asked for; or what is wrong with the file."""
    request.upload_handlers = [OnDisk(request)]  # before anything reads the form
    return _loaded(request, number)


@csrf_protect
def _loaded(request: HttpRequest, number: int) -> HttpResponse:
    found, party = _mine(request, number), holder_in(request).party
    file = request.FILES.get("results")
    try:
        if file is None or isinstance(file, list):
            raise NoFile("choose the bank's file", zh="请选择银行返回的文件")
        name = Path(getattr(file, "name", "") or "").name
        with transaction.atomic():
            enqueue(ask_for_loading(found, file=cast(BinaryIO, file), name=name, by=party, when=_when()))
    except JiyaoError as error:
        return _page(request, found, error=error.said(language_of_page()))
    return redirect("desk-batch", number)


def _vetted(batch: Batch, by: str) -> Job:
    """The job that looks for flags and then writes the file."""
    return ask_for_vetted_file(
        batch,
        on=today(),
        pack=settings.PACK,
        demonstration=settings.DEMONSTRATION,
        folder=runs_folder(),
        by=by,
        language=language_of_page(),
    )


def _when() -> When:
    return When(today(), now())


def _found(request: HttpRequest, number: int) -> Batch:
    found = batches_in(holder_in(request).reach(BATCHES, "see")).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _mine(request: HttpRequest, number: int) -> Batch:
    """The batch, if who asks may do something with it."""
    found = batches_in(holder_in(request).reach(BATCHES, "make")).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, found: Batch, trouble: Trouble | None = None, error: str = ""
) -> HttpResponse:
    reach = holder_in(request).reach(BATCHES, "make")
    found.refresh_from_db(fields=["state"])
    context = {
        **batch_page(found, language_of_page()),
        "may_make": reach.everything or found.line.division_id in reach.divisions,
        "trouble": trouble,
        "field": results_field(error),
    }
    status = trouble.status if trouble is not None else 422 if error else 200
    return render(request, "desk/batch.html", context, status=status)
