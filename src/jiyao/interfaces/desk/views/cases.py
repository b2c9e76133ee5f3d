"""Cases at the desk: what waits for one's duty, one case, and its steps."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.base.money import fen_of
from jiyao.casework.actions.accepting import accept, ask_supplement, reject
from jiyao.casework.actions.approving import approve, send_back
from jiyao.casework.actions.carrying_out import agree_to_filing, end_notice, examine_filing
from jiyao.casework.actions.certificates import decide_standing, leave_standing
from jiyao.casework.actions.checking import give_check, leave_check, take_check
from jiyao.casework.actions.examining import conclude, examine
from jiyao.casework.actions.following import approve_consequence, judge
from jiyao.casework.actions.instalments import note_given_back
from jiyao.casework.actions.mark_appeals import dismiss_mark_appeal, uphold_mark_appeal
from jiyao.casework.actions.recovering import note_recovered
from jiyao.casework.actions.reviewing import Finding, NoSum, review
from jiyao.casework.actions.rostering import (
    approve_roster,
    reject_roster,
    review_roster,
    send_back_roster,
)
from jiyao.casework.actions.sampling import check_sampled
from jiyao.casework.kinds.kind import Nature, kind_of
from jiyao.casework.models import Case, Consequence, Correction, Recommendation
from jiyao.casework.queries.cases import DUTIES, after, case_at_desk, rosters_with_lines, waiting_for
from jiyao.casework.tables import CASES
from jiyao.evaluation.scoring import in_tenths
from jiyao.interfaces.desk.casework.certificate import certificate_page
from jiyao.interfaces.desk.casework.consequence import consequence_page, judgements_in
from jiyao.interfaces.desk.casework.contest import contest_page
from jiyao.interfaces.desk.casework.filing import filing_page
from jiyao.interfaces.desk.casework.mark_appeal import mark_appeal_page
from jiyao.interfaces.desk.casework.page import case_page
from jiyao.interfaces.desk.casework.queue import WAITING, queued
from jiyao.interfaces.desk.casework.roster import roster_page
from jiyao.interfaces.desk.queues import Waiting, queue
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.hand import Hand
from jiyao.registry.permitting import Holder

SHOWN = 50
"""How many cases a queue shows at once, those that have waited longest first."""
COUNTED = 1_000
"""Up to how many are counted; of more it is only said that there are more."""


def _waiting(duty: str, request: HttpRequest) -> Waiting | None:
    """Cases that wait for a duty of who asks."""
    holder = holder_in(request)
    if not holder.may(CASES.name, duty):
        return None
    words, none = WAITING[duty]
    rows = waiting_for(holder, duty, today()).order_by()[: COUNTED + 1]
    counted = rows.count() + _rosters(holder, duty).count()
    return Waiting(
        words=words,
        count=min(counted, COUNTED),
        address=f"{reverse('desk-cases')}?duty={duty}",
        none=none,
        is_more=counted > COUNTED,
    )


for duty in DUTIES:
    queue(partial(_waiting, duty))


@permitted(CASES.name, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The cases that wait for a duty; without one, for the first that who asks has."""
    holder = holder_in(request)
    mine = [duty for duty in DUTIES if holder.may(CASES.name, duty)]
    wanted = request.GET.get("duty", "")
    chosen = wanted if wanted in mine else next(iter(mine), "")
    last = _last_seen(request.GET.get("after", ""))
    found = [] if not chosen else _after(waiting_for(holder, chosen, today()), last)
    context = {
        "duty": chosen,
        "duties": [(one, WAITING[one][0]) for one in mine],
        "queued": queued(found[:SHOWN], today()),
        "rosters": queued(list(_rosters(holder, chosen)), today()) if chosen and last is None else [],
        "is_first": last is None,
        "following": f"{found[SHOWN - 1].state_since}.{found[SHOWN - 1].pk}" if len(found) > SHOWN else "",
    }
    return render(request, "desk/cases.html", context)


def _rosters(holder: Holder, duty: str) -> QuerySet[Case]:
    """Rosters of which lines stayed behind."""
    return rosters_with_lines(holder, duty, today())[:SHOWN]


def _after(rows: QuerySet[Case], last: tuple[date, int] | None) -> list[Case]:
    """The cases of a page, and one more where there are more."""
    return list((rows if last is None else after(rows, last))[: SHOWN + 1])


def _last_seen(text: str) -> tuple[date, int] | None:
    """The last case of the page before, as an address names it; None for the first page."""
    day, _, number = text.partition(".")
    if not number.isdecimal() or not number.isascii() or len(number) > 18:
        return None
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


@permitted(CASES.name, "see")
@never_cache
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """One case."""
    return _page(request, _found(request, number))


@permitted(CASES.name, "see")
@never_cache
@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """The case after the step of the button; or its page with what is wrong."""
    found = _found(request, number)
    do = (_ROSTER_DONE if kind_of(found).nature is Nature.GATHERS else _DONE).get(request.POST.get("do", ""))
    try:
        if do is not None:
            do(request, number, hand_of(request))
    except JiyaoError as error:
        found.refresh_from_db()
        status = 409 if isinstance(error, Conflict) else 422
        return _page(request, found, error.said(language_of_page()), status)
    return redirect("desk-case", number)


def _found(request: HttpRequest, number: int) -> Case:
    found = case_at_desk(holder_in(request), number, today())
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Case, complaint: str = "", status: int = 200) -> HttpResponse:
    holder, given = holder_in(request), request.POST.dict()
    nature = kind_of(found).nature
    if nature is Nature.CORRECTS:
        return redirect("desk-correction", Correction.objects.get(case=found).pk)
    if nature is Nature.JUDGES:
        template, context = "desk/certificate_case.html", certificate_page(found, holder, today())
    elif nature is Nature.MARKS:
        template, context = "desk/mark_appeal.html", mark_appeal_page(found, holder, today())
    elif nature is Nature.FOLLOWS:
        template, context = "desk/consequence.html", consequence_page(found, holder, today())
    elif kind_of(found).looks_at_parent:
        template, context = "desk/contest.html", contest_page(found, holder, today())
    elif nature is Nature.FILES:
        template, context = "desk/filing.html", filing_page(found, holder, today())
    elif nature is Nature.GATHERS:
        template, context = "desk/roster.html", roster_page(found, holder, today())
    else:
        template = "desk/case.html"
        context = case_page(found, holder, today(), now(), language_of_page())
    return render(request, template, {**context, "complaint": complaint, "given": given}, status=status)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")


def _accept(request: HttpRequest, number: int, hand: Hand) -> None:
    accept(number, hand)


def _reject(request: HttpRequest, number: int, hand: Hand) -> None:
    reject(number, hand, reason=_reason(request))


def _ask_supplement(request: HttpRequest, number: int, hand: Hand) -> None:
    ask_supplement(number, hand, missing=_reason(request))


def _change_certificate(request: HttpRequest, number: int, hand: Hand) -> None:
    decide_standing(number, hand, assessor())


def _leave_certificate(request: HttpRequest, number: int, hand: Hand) -> None:
    leave_standing(number, hand, reason=_reason(request))


def _uphold_mark(request: HttpRequest, number: int, hand: Hand) -> None:
    tenths = in_tenths(request.POST.get("mark", ""))
    uphold_mark_appeal(number, tenths, hand, the_pack(), reason=_reason(request))


def _dismiss_mark(request: HttpRequest, number: int, hand: Hand) -> None:
    dismiss_mark_appeal(number, hand, reason=_reason(request))


def _review(recommends: Recommendation, request: HttpRequest, number: int, hand: Hand) -> None:
    finding = Finding(
        recommends=recommends,
        amount_fen=_amount(request.POST.get("amount", "").strip()),
        confirmed=frozenset(request.POST.getlist("confirmed")),
        reason=_reason(request),
    )
    review(number, finding, hand, assessor())


def _amount(text: str) -> int | None:
    """The sum that is written, or None where it is left to the rules. raises NoSum"""
    if not text:
        return None
    fen = fen_of(text)
    if fen is None:
        raise NoSum(
            f"{text!r} is no sum; write yuan, such as 1500 or 1500.50",
            zh=f"“{text}”不是金额，请以元为单位填写，如 1500 或 1500.50",
        )
    return fen


def _reject_roster(request: HttpRequest, number: int, hand: Hand) -> None:
    reject_roster(number, hand, reason=_reason(request))


def _refuse_roster(request: HttpRequest, number: int, hand: Hand) -> None:
    review_roster(number, Recommendation.REFUSE, hand, reason=_reason(request))


def _approve_roster(request: HttpRequest, number: int, hand: Hand) -> None:
    approve_roster(number, hand, the_pack())


def _send_back_roster(request: HttpRequest, number: int, hand: Hand) -> None:
    send_back_roster(number, hand, reason=_reason(request))


def _judge(request: HttpRequest, number: int, hand: Hand) -> None:
    judge(number, judgements_in(request.POST.dict()), hand)


def _approve(request: HttpRequest, number: int, hand: Hand) -> None:
    approve(number, hand, assessor())


def _carry_out(request: HttpRequest, number: int, hand: Hand) -> None:
    approve_consequence(number, hand, the_pack())


def _examine(recommends: Recommendation, request: HttpRequest, number: int, hand: Hand) -> None:
    examine(number, recommends, hand, reason=_reason(request))


def _conclude(request: HttpRequest, number: int, hand: Hand) -> None:
    conclude(number, hand, assessor(), said=_reason(request))


def _propose(recommends: Recommendation, request: HttpRequest, number: int, hand: Hand) -> None:
    examine_filing(number, recommends, hand, reason=_reason(request))


def _agree(request: HttpRequest, number: int, hand: Hand) -> None:
    agree_to_filing(number, hand, the_pack(), said=_reason(request))


def _end_notice(request: HttpRequest, number: int, hand: Hand) -> None:
    end_notice(number, hand, the_pack())


def _check(finding: Recommendation, request: HttpRequest, number: int, hand: Hand) -> None:
    check_sampled(number, finding, hand, assessor(), reason=_reason(request))


def _take(_request: HttpRequest, number: int, hand: Hand) -> None:
    take_check(number, hand)


def _give(request: HttpRequest, number: int, hand: Hand) -> None:
    give_check(number, request.POST.get("username", ""), hand)


def _leave(_request: HttpRequest, number: int, hand: Hand) -> None:
    leave_check(number, hand)


def _recovered(request: HttpRequest, number: int, hand: Hand) -> None:
    branch = request.POST.get("branch", "")
    if not Consequence.objects.filter(case=number, pk=branch if branch.isdecimal() else 0).exists():
        raise Http404
    note_recovered(int(branch), _amount(request.POST.get("amount", "").strip()) or 0, hand)


def _given_back(request: HttpRequest, number: int, hand: Hand) -> None:
    note_given_back(number, _amount(request.POST.get("amount", "").strip()) or 0, hand, the_pack())


def _send_back(request: HttpRequest, number: int, hand: Hand) -> None:
    send_back(number, hand, reason=_reason(request))


_DONE: Mapping[str, Callable[[HttpRequest, int, Hand], None]] = {
    "accept": _accept,
    "reject": _reject,
    "ask-supplement": _ask_supplement,
    "grant": partial(_review, Recommendation.GRANT),
    "refuse": partial(_review, Recommendation.REFUSE),
    "judge": _judge,
    "approve": _approve,
    "carry-out": _carry_out,
    "change-certificate": _change_certificate,
    "leave-certificate": _leave_certificate,
    "uphold-mark": _uphold_mark,
    "dismiss-mark": _dismiss_mark,
    "recovered": _recovered,
    "given-back": _given_back,
    "uphold": partial(_examine, Recommendation.GRANT),
    "dismiss": partial(_examine, Recommendation.REFUSE),
    "conclude": _conclude,
    "propose": partial(_propose, Recommendation.GRANT),
    "oppose": partial(_propose, Recommendation.REFUSE),
    "agree": _agree,
    "end-notice": _end_notice,
    "take": _take,
    "give": _give,
    "leave": _leave,
    "in-order": partial(_check, Recommendation.GRANT),
    "not-in-order": partial(_check, Recommendation.REFUSE),
    "send-back": _send_back,
}
"""What the buttons of a case do."""
_ROSTER_DONE: Mapping[str, Callable[[HttpRequest, int, Hand], None]] = {
    "reject": _reject_roster,
    "ask-supplement": _ask_supplement,
    "refuse": _refuse_roster,
    "approve": _approve_roster,
    "send-back": _send_back_roster,
}
"""What the buttons of a roster do as a whole; with its lines it is signed."""
