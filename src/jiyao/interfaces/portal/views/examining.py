"""考评员: what one examines, the sheet on which one marks, with or without network, and the signature."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import Invalid, JiyaoError
from jiyao.evaluation.actions.duties import accept_duty, decline_duty
from jiyao.evaluation.actions.marking import Entry, settle_mark, sign_sitting, take_marks
from jiyao.evaluation.models import Duty, DutyRole, DutyState, Part
from jiyao.evaluation.queries.duties import Line, disagreeing, duties_of, duty_to_mark, sheet_of
from jiyao.evaluation.scoring import in_tenths, scoring_of
from jiyao.interfaces.portal.examining import (
    BadSending,
    entries_in,
    rows_of,
    shown_duties,
    standing,
    told,
)
from jiyao.interfaces.portal.trying import tried
from jiyao.interfaces.ui.context import language_of_page, now
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.targets import target_called
from jiyao.registry.models import Account
from jiyao.registry.queries.labels import masked_people

WORKER = Path(__file__).parents[1] / "static/portal/marking-worker.js"


@permitted("own", "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What one was asked for: to answer, to come, and what was."""
    account = _account(request)
    assert account.person_id is not None  # noqa: S101 - `_account` has looked
    duties = shown_duties(duties_of(account.person_id), the_pack())
    fees_fen = sum(one.duty.fee_fen or 0 for one in duties if one.duty.state == DutyState.SIGNED)
    context = {
        "open": [one for one in duties if one.is_open][::-1],
        "over": [one for one in duties if not one.is_open],
        "fees_fen": fees_fen,
    }
    return render(request, "portal/examining/index.html", context)


@permitted("own", "see")
@never_cache
@require_POST
def answer(request: HttpRequest, number: int, said: str) -> HttpResponse:
    """Whether one comes."""
    reason = request.POST.get("reason", "")
    answers = {
        "accept": lambda hand: accept_duty(number, hand),
        "decline": lambda hand: decline_duty(number, hand, reason=reason),
    }
    if said not in answers:
        raise Http404
    tried(request, answers[said])
    return redirect("examining")


@permitted("own", "see")
@never_cache
@require_safe
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The sheet of a sitting: a row a seat, a mark or absent, and how far both examiners are."""
    duty, lines = _sheet(request, number)
    return _shown(request, duty, lines)


@permitted("own", "see")
@never_cache
@require_POST
def send(request: HttpRequest, number: int) -> HttpResponse:
    """What a device sent, taken; for each entry what became of it, and what stands now."""
    language = language_of_page()
    hand = hand_of(request)
    try:
        entries = entries_in(request.body)
        taken = take_marks(number, entries, hand, the_pack())
    except JiyaoError as error:
        status = 400 if isinstance(error, BadSending) else 409
        return JsonResponse({"error": error.said(language)}, status=status)
    _, lines = _sheet(request, number)
    return JsonResponse(told(entries, taken, lines, language))


@permitted("own", "see")
@never_cache
@require_POST
def save(request: HttpRequest, number: int) -> HttpResponse:
    """The whole sheet, from a browser that runs no script."""
    duty, lines = _sheet(request, number)
    try:
        entries = _written(request, lines)
    except Invalid as error:
        messages.error(request, error.said(language_of_page()))
        return _shown(request, duty, lines)
    taken = tried(request, lambda hand: take_marks(number, entries, hand, the_pack()))
    for refused in taken.refused.values() if taken is not None else ():
        messages.error(request, refused.said(language_of_page()))
    return redirect("examining-sheet", number)


@permitted("own", "see")
@never_cache
@require_POST
def settle(request: HttpRequest, number: int, seat: int) -> HttpResponse:
    """A mark that who leads settles."""
    device = f"settled-{_account(request).pk}"
    try:
        tenths = in_tenths(request.POST.get("mark", ""))
    except Invalid as error:
        messages.error(request, error.said(language_of_page()))
        return redirect("examining-sheet", number)
    reason = request.POST.get("reason", "")
    tried(request, lambda hand: settle_mark(seat, tenths, hand, the_pack(), reason=reason, device=device))
    return redirect("examining-sheet", number)


@permitted("own", "see")
@never_cache
@require_POST
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """The sheet, signed."""
    tried(request, lambda hand: sign_sitting(number, hand, the_pack()))
    return redirect("examining-sheet", number)


@permitted("own", "see")
@require_http_methods(["GET", "HEAD"])
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps an opened sheet at hand without network. It lies here, since it reaches no further."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript")


def _account(request: HttpRequest) -> Account:
    account = holder_in(request).account
    if account is None or account.person_id is None:
        raise Http404
    return account


def _sheet(request: HttpRequest, number: int) -> tuple[Duty, Sequence[Line]]:
    account = _account(request)
    assert account.person_id is not None  # noqa: S101 - `_account` has looked
    duty = duty_to_mark(account.person_id, number)
    if duty is None:
        raise Http404
    return duty, sheet_of(duty.sitting, account.pk, scoring_of(duty.sitting.session, the_pack()))


def _shown(request: HttpRequest, duty: Duty, lines: Sequence[Line]) -> HttpResponse:
    sitting = duty.sitting
    scoring = scoring_of(sitting.session, the_pack())
    names = masked_people(line.seat.candidate.person_id for line in lines)
    leads = duty.role == DutyRole.LEAD and duty.state == DutyState.ACCEPTED
    context: Mapping[str, Any] = {
        "duty": duty,
        "sitting": sitting,
        "rows": rows_of(lines, names),
        "standing": [standing(line) for line in lines],
        "full": scoring.scale(sitting.part).full_tenths // 10,
        "pass": scoring.scale(sitting.part).pass_tenths // 10,
        "part": called(Part(sitting.part)),
        "role": called(DutyRole(duty.role)),
        "entered": sum(bool(line.own) for line in lines),
        "target": target_called(sitting.session, the_pack()),
        "differing": rows_of(disagreeing(lines), names) if leads else (),
        "signed": duty.state == DutyState.SIGNED,
    }
    return render(request, "portal/examining/sheet.html", context)


def _written(request: HttpRequest, lines: Sequence[Line]) -> list[Entry]:
    """The entries that differ from what one entered before. raises BadSending"""
    account, at = _account(request), now()
    device = f"page-{account.pk}-{lines[0].seat.sitting_id if lines else 0}"
    sequence = max((one.sequence for line in lines for one in line.own if one.device == device), default=0)
    entries = []
    for line in lines:
        text = request.POST.get(f"mark-{line.seat.pk}", "").strip()
        absent = request.POST.get(f"absent-{line.seat.pk}") == "on"
        if not text and not absent:
            continue
        tenths = None if absent else in_tenths(text)
        if line.own and (tenths, tenths is None) == (line.tenths, line.absent):
            continue
        sequence += 1
        saw = (line.own[-1].device, line.own[-1].sequence) if line.own else None
        entries.append(Entry(line.seat.pk, tenths, at, device, sequence, saw))
    return entries
