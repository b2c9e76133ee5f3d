"""One's own cases: to claim, to see each step, to hand in what is missing, to take back."""

from collections.abc import Callable, Set

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.accepting import withdraw
from jiyao.casework.actions.certificates import change_of
from jiyao.casework.actions.opening import Wanted, claim
from jiyao.casework.actions.paying import give_account, needs_account
from jiyao.casework.kinds import APPEAL, CERTIFICATE_STANDING, COMPLAINT, CONSEQUENCE, CORRECTION
from jiyao.casework.models import Case, Channel
from jiyao.casework.queries.cases import case_for, possible_steps
from jiyao.casework.queries.contests import Filer, filed_against, filed_before, ground_of
from jiyao.casework.queries.papers import papers_to_person
from jiyao.casework.queries.ratings import can_be_rated
from jiyao.casework.queries.recoveries import owed_by
from jiyao.casework.tables import CASES
from jiyao.engine.packs.loading import UnknownMeasure
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import IssuedCertificate
from jiyao.funds.accounts import BankAccount
from jiyao.funds.queries.accounts import paid_at
from jiyao.funds.queries.payments import payments_of
from jiyao.interfaces.portal.case_papers import hand_in, paper_from_office
from jiyao.interfaces.ui.cases import account_fields, account_given, steps_told, told
from jiyao.interfaces.ui.certificate_words import CHANGES
from jiyao.interfaces.ui.consequences import changes_told, record_kind, reversing_case
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.instalments import plan_told
from jiyao.interfaces.ui.official.listing import papers_told
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.ratings import GRADES, rating_told
from jiyao.registry.hand import Hand
from jiyao.registry.queries.labels import own_name

OWN_FORMS = (APPEAL.name, COMPLAINT.name)
_UNSAID = Words(zh="请勾选同意后再确认领取", en="Tick that you agree before you say yes")


@permitted(CASES.name, "make")
@never_cache
@require_POST
def make(request: HttpRequest, row: int, measure_id: str) -> HttpResponse:
    """A claim of what a measure gives for one's own record; its page, or why nothing can be claimed."""
    person = _person(request)
    try:
        account = account_given(request.POST.dict(), person)
        wanted = Wanted(person=person, measure=measure_id, record=row, account=account)
        made = claim(wanted, hand_of(request), assessor())
    except UnknownMeasure:
        raise Http404 from None
    except JiyaoError as error:
        context = {"complaint": error.said(language_of_page()), "row": row, "measure_id": measure_id}
        return render(request, "portal/own/not_claimed.html", context, status=422)
    return redirect("own-case", made.pk)


@permitted(CASES.name, "see")
@never_cache
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """One case with every step."""
    return _page(request, _found(request, number))


@permitted(CASES.name, "make")
@never_cache
@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """The case that was offered, claimed with one confirmation; or why it is not to be had any more."""
    found = _found(request, number)
    if request.POST.get("consent") != "yes":
        return _page(request, found, _UNSAID.said(language_of_page()))

    def say_yes(hand: Hand) -> Case:
        account = account_given(request.POST.dict(), _person(request))
        wanted = Wanted(_person(request), found.measure, found.subject_record, Channel.OFFER, account)
        return claim(wanted, hand, assessor())

    return _done(request, number, say_yes)


@permitted(CASES.name, "make")
@never_cache
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """The case with what was missing."""
    return _done(request, number, lambda hand: hand_in(request, number, hand))


@permitted(CASES.name, "make")
@never_cache
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """The case, withdrawn."""
    return _done(request, number, lambda hand: withdraw(number, hand))


@permitted(CASES.name, "make")
@never_cache
@require_POST
def account(request: HttpRequest, number: int) -> HttpResponse:
    """The case with an account to be paid at, where it had none, or the bank gave the payment back."""

    def give(hand: Hand) -> Case:
        given = account_given(request.POST.dict(), _person(request)) or BankAccount("", "", "")
        return give_account(number, given, hand, the_pack())

    return _done(request, number, give)


@permitted(CASES.name, "see")
@never_cache
@require_safe
def paper(request: HttpRequest, number: int, key: int, form: str) -> StreamingHttpResponse:
    """One of the papers that the office wrote in one's case."""
    return paper_from_office(_found(request, number), key, form)


def _done(request: HttpRequest, number: int, do: Callable[[Hand], Case]) -> HttpResponse:
    found = _found(request, number)
    try:
        do(hand_of(request))
    except JiyaoError as error:
        found.refresh_from_db()
        return _page(request, found, error.said(language_of_page()))
    return redirect("own-case", number)


def _page(request: HttpRequest, found: Case, complaint: str = "") -> HttpResponse:
    steps = {step.name for step in possible_steps(found, holder_in(request), today())}
    recoveries = [one.recovery for one in owed_by(found)]
    plan = plan_told(found, the_pack(), today(), now())
    left = max(sum(one.left_fen for one in recoveries), 0 if plan is None else plan.owed_fen)
    context = {
        "told": told(found, the_pack(), today(), left if found.grant_id else 0),
        "history": steps_told(found, with_reasons=True),
        "steps": steps,
        "papers": papers_told(papers_to_person(found)),
        "payments": payments_of(found.party),
        "plan": plan,
        **_where_to_pay(request, found, steps),
        "recoveries": recoveries,
        **_following(found),
        "complaint": complaint,
        "rating": rating_told(found),
        "may_rate": can_be_rated(found),
        "grades": GRADES,
        **_contesting(found),
    }
    return render(request, "portal/own/case.html", context, status=422 if complaint else 200)


def _following(found: Case) -> dict[str, object]:
    """What a consequence changed, or what is proposed of a certificate; of what was given, what took it back."""
    if found.kind == CONSEQUENCE.name:
        return {"changes": changes_told(found), "record": record_kind(found)}
    if found.kind == CERTIFICATE_STANDING.name:
        return {
            "certificate": IssuedCertificate.objects.get(pk=found.subject_record),
            "change": CHANGES[change_of(found)],
        }
    return {"reversing": reversing_case(found)}


def _contesting(found: Case) -> dict[str, object]:
    """What the person can contest of a case and until when, what they filed, and which case this one contests."""
    pack, on, person = the_pack(), today(), found.person_id or 0
    grounds = {form: ground_of(found, form, pack) for form in OWN_FORMS}
    open_ = {
        form: ground
        for form, ground in grounds.items()
        if ground is not None
        and ground.is_open(on)
        and not filed_before(found, form, Filer(person=person), ground)
    }
    filed = filed_against(found, *OWN_FORMS).filter(person=person)
    parent = found.parent
    return {
        "grounds": open_,
        "filed": [told(one, pack, on) for one in filed],
        "contested": parent if parent is not None and parent.person_id == person else None,
    }


def _where_to_pay(request: HttpRequest, found: Case, steps: Set[str]) -> dict[str, object]:
    """The fields of an account where one is asked for, and the one used before."""
    needed, offered = needs_account(found), "claim" in steps and bool(found.amount_fen)
    return {
        "account_fields": _fields(request) if needed else (),
        "offer_fields": _fields(request) if offered else (),
        "known": paid_at(_person(request)) if needed or offered else None,
    }


def _fields(request: HttpRequest) -> list[Field]:
    """The account's fields, as they were filled in."""
    return filled(account_fields(own_name(_person(request))), request.POST.dict(), {})


def _found(request: HttpRequest, number: int) -> Case:
    """One of her cases; a correction stands with the record that it is about."""
    found = case_for(holder_in(request), number, today())
    if found is None or found.person_id != _person(request) or found.kind == CORRECTION.name:
        raise Http404
    return found


def _person(request: HttpRequest) -> int:
    account = holder_in(request).account
    if account is None or account.person_id is None:
        raise Http404
    return account.person_id
