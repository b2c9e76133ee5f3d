"""An organisation claims for a class, its apprentices or its staff: chooses, sees who is due, confirms, follows it."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.paying import give_roster_account, waiting_lines
from jiyao.casework.actions.roster_asking import (
    AT_ONCE,
    accounts_kept,
    ask_for_roster,
    forget,
    keep_list,
    list_kept,
)
from jiyao.casework.actions.rostering import MOST, RosterWanted, check_roster, open_roster, withdraw_roster
from jiyao.casework.models import Case, RosterAsked
from jiyao.casework.queries.cases import possible_steps
from jiyao.casework.queries.papers import papers_to_person
from jiyao.casework.queries.recoveries import left_by_claim
from jiyao.casework.queries.rosters import (
    lines_of,
    measure_for_rosters,
    people_of,
    records_for,
    records_of_group,
    rosters_of,
)
from jiyao.engine.cases import OWNER
from jiyao.engine.measures import Measure
from jiyao.engine.shapes import Words
from jiyao.foundation.models import JobState
from jiyao.funds.accounts import BankAccount
from jiyao.interfaces.portal.case_papers import hand_in, paper_from_office
from jiyao.interfaces.portal.claiming import class_page, offered
from jiyao.interfaces.portal.numbers import BadRow, Listed, read_list
from jiyao.interfaces.portal.views.organisation_cases import cases_told, contesting
from jiyao.interfaces.ui.cases import account_fields, account_in, standing_told, steps_told, told
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.forms import filled
from jiyao.interfaces.ui.job_words import step_in_words
from jiyao.interfaces.ui.official.listing import papers_told
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.policy.queries.waiting import last_policy_run
from jiyao.registry.hand import Hand
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in

NO_FILE = Words(zh="请选择名单文件。", en="Choose the file of your list.")
UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


@permitted("rosters", "make")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The classes that can be claimed for, by measure, and the rosters that were claimed."""
    organisations = _organisations(request)
    names, last = organisation_names(organisations), last_policy_run(the_pack())
    context = {
        "determined_on": None if last is None else last.run.determined_on,
        "organisations": [
            (number, names.get(number, str(number)), offered(number, today(), last))
            for number in sorted(organisations)
        ],
        "cases": cases_told(organisations),
        "rosters": [told(one, the_pack(), today()) for one in rosters_of(organisations)],
    }
    return render(request, "portal/claims/index.html", context)


@permitted("rosters", "make")
@never_cache
@require_safe
def group(request: HttpRequest, number: int, measure_id: str, row: int) -> HttpResponse:
    """How each record of a class stands, and the form that claims for those that are due."""
    measure = _measure(request, number, measure_id)
    people = records_of_group(measure, frozenset({number}), today(), row)
    if not people:
        raise Http404
    return _judged_page(request, number, measure, people)


@permitted("rosters", "make")
@never_cache
@require_POST
def listed(request: HttpRequest, number: int, measure_id: str) -> HttpResponse:
    """The same of the records on an uploaded list; or its bad rows, each with its line, and nothing else."""
    measure, file = _measure(request, number, measure_id), request.FILES.get("list")
    if not isinstance(file, UploadedFile):
        return _trouble(request, measure, NO_FILE.said(language_of_page()))
    try:
        found = read_list(BytesIO(file.read()), measure, number, today())
    except JiyaoError as error:
        return _trouble(request, measure, error.said(language_of_page()))
    if found.bad or len(found.people) > MOST:
        many = Words(zh=f"一份名册不超过 {MOST} 人，请分开", en=f"A roster has up to {MOST} people; split it")
        return _trouble(request, measure, "" if found.bad else many.said(language_of_page()), found.bad)
    kept = _kept_accounts(request, number, measure, found) if found.accounts else None
    return _judged_page(request, number, measure, found.people, kept=kept)


@permitted("rosters", "make")
@never_cache
@require_POST
def claim(request: HttpRequest, number: int, measure_id: str) -> HttpResponse:
    """The roster that was opened; or the records again, as they stand now, with what is wrong."""
    measure = _measure(request, number, measure_id)
    records = [int(text) for text in request.POST.getlist("record") if text.isdecimal() and len(text) <= 18]
    kept = list_kept(_number(request.POST.get("kept", "")), number, hand_of(request))
    account = account_in(request.POST.dict())
    wanted = RosterWanted(number, measure_id, records, account, accounts_kept(kept, records))
    try:
        return _claimed(request, wanted, kept)
    except JiyaoError as error:
        rows = records_for(measure, frozenset({number}), today()).filter(record__in=records[:MOST])
        complaint = error.said(language_of_page())
        return _judged_page(request, number, measure, people_of(measure, rows), complaint, kept=kept)


def _claimed(request: HttpRequest, wanted: RosterWanted, kept: RosterAsked | None) -> HttpResponse:
    """The roster, opened at once; a long one by a job."""
    hand = hand_of(request)
    if len(wanted.records) <= AT_ONCE:
        made = open_roster(wanted, hand, assessor(), then=lambda roster: forget(kept))
        return redirect("organisation-roster", made.pk)
    with transaction.atomic():
        asked = kept or _kept_records(wanted, hand)
        ask_for_roster(
            asked,
            wanted,
            the_pack(),
            folder=settings.PACK,
            demonstration=settings.DEMONSTRATION,
            language=language_of_page(),
        )
    return redirect("organisation-asked", asked.pk)


def _kept_records(wanted: RosterWanted, hand: Hand) -> RosterAsked:
    measure = check_roster(wanted, the_pack())
    rows = records_for(measure, frozenset({wanted.organisation}), hand.on).filter(record__in=wanted.records)
    return keep_list(wanted, people_of(measure, rows), {}, hand)


def _kept_accounts(request: HttpRequest, organisation: int, measure: Measure, found: Listed) -> RosterAsked:
    wanted = RosterWanted(organisation, measure.id, sorted(found.people))
    return keep_list(wanted, found.people, found.accounts, hand_of(request))


@permitted("rosters", "make")
@never_cache
@require_safe
def asked(request: HttpRequest, number: int) -> HttpResponse:
    """How far the opening of a long roster is, and why it failed; the roster, once it is open."""
    found = _asked(request, number)
    if found.roster_id is not None:
        return redirect("organisation-roster", found.roster_id)
    context = {**_progress(found), "title": the_pack().title_of(found.measure), "count": found.lines.count()}
    return render(request, "portal/claims/asked.html", context)


@permitted("rosters", "make")
@never_cache
@require_safe
def asked_progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is, as a part of its page; where it is over, htmx is sent to the whole."""
    found = _asked(request, number)
    if found.job is None or found.job.state not in UNDER_WAY:
        return HttpResponse(headers={"HX-Redirect": reverse("organisation-asked", args=[number])})
    return render(request, "portal/claims/_asked_progress.html", _progress(found))


def _progress(found: RosterAsked) -> dict[str, object]:
    job = found.job
    assert job is not None  # noqa: S101 - `_asked` finds no others
    step = step_in_words(job.step, language_of_page(), {}) if job.step else ""
    return {"asked": found, "job": job, "is_under_way": job.state in UNDER_WAY, "step": step or job.title}


def _asked(request: HttpRequest, number: int) -> RosterAsked:
    found = RosterAsked.objects.filter(pk=number, organisation__in=_organisations(request), job__isnull=False)
    one = found.select_related("job").first()
    if one is None:
        raise Http404
    return one


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 18 else 0


@permitted("rosters", "make")
@never_cache
@require_safe
def roster(request: HttpRequest, number: int) -> HttpResponse:
    """One roster with its lines and every step."""
    return _roster_page(request, _found(request, number))


@permitted("rosters", "make")
@never_cache
@require_POST
def account(request: HttpRequest, number: int) -> HttpResponse:
    """The roster with another account, where the bank gave payments back."""
    given = account_in(request.POST.dict()) or BankAccount("", "", "")
    return _done(request, number, lambda hand: give_roster_account(number, given, hand, the_pack()))


@permitted("rosters", "make")
@never_cache
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """The roster, withdrawn with its lines."""
    return _done(request, number, lambda hand: withdraw_roster(number, hand))


@permitted("rosters", "make")
@never_cache
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """The roster with what was missing."""
    return _done(request, number, lambda hand: hand_in(request, number, hand))


@permitted("rosters", "make")
@never_cache
@require_safe
def paper(request: HttpRequest, number: int, key: int, form: str) -> StreamingHttpResponse:
    """One of the papers that the office wrote to the organisation about its roster."""
    return paper_from_office(_found(request, number), key, form)


def _done(request: HttpRequest, number: int, do: Callable[[Hand], Case]) -> HttpResponse:
    found = _found(request, number)
    try:
        do(hand_of(request))
    except JiyaoError as error:
        found.refresh_from_db()
        return _roster_page(request, found, error.said(language_of_page()))
    return redirect("organisation-roster", number)


def _judged_page(
    request: HttpRequest,
    organisation: int,
    measure: Measure,
    people: Mapping[int, int],
    complaint: str = "",
    kept: RosterAsked | None = None,
) -> HttpResponse:
    name = organisation_names([organisation]).get(organisation, "")
    asks_account = measure.pays != OWNER
    fields = filled(account_fields(name), request.POST.dict(), {}) if asks_account else ()
    context = {
        **class_page(measure, people, hand_of(request)),
        "measure": measure,
        "organisation": organisation,
        "name": name,
        "fields": fields,
        "complaint": complaint,
        "kept": kept,
        "accounts": 0 if kept is None else kept.lines.filter(account_sealed__isnull=False).count(),
    }
    return render(request, "portal/claims/class.html", context, status=422 if complaint else 200)


def _trouble(
    request: HttpRequest, measure: Measure, complaint: str, bad: Sequence[BadRow] = ()
) -> HttpResponse:
    context = {"title": measure.title, "complaint": complaint, "bad": bad}
    return render(request, "portal/claims/bad_list.html", context, status=422)


def _roster_page(request: HttpRequest, found: Case, complaint: str = "") -> HttpResponse:
    lines = list(lines_of(found))
    people = masked_people(one.person_id for one in lines if one.person_id)
    name = organisation_names([found.subject_record]).get(found.subject_record, "")
    back, owed = waiting_lines(found), left_by_claim(lines)
    context = {
        "told": told(found, the_pack(), today()),
        "name": name,
        "lines": [
            (one, shown_in(people, one.person_id), *standing_told(one, owed.get(one.pk, 0))) for one in lines
        ],
        "total_fen": sum(one.amount_fen or 0 for one in lines),
        "papers": papers_told(papers_to_person(found)),
        "history": steps_told(found, with_reasons=True),
        "steps": {step.name for step in possible_steps(found, holder_in(request), today())},
        "came_back": len(back),
        "fields": filled(account_fields(name), request.POST.dict(), {}) if back else (),
        "complaint": complaint,
        **contesting(found, found.subject_record),
    }
    return render(request, "portal/claims/roster.html", context, status=422 if complaint else 200)


def _found(request: HttpRequest, number: int) -> Case:
    found = rosters_of(_organisations(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _measure(request: HttpRequest, organisation: int, measure_id: str) -> Measure:
    if organisation not in _organisations(request):
        raise Http404
    try:
        return measure_for_rosters(measure_id, the_pack())
    except JiyaoError:
        raise Http404 from None


def _organisations(request: HttpRequest) -> frozenset[int]:
    return holder_in(request).reach("rosters", "make").organisations
