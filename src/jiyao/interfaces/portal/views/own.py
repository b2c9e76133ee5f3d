"""What is recorded of oneself and what it brings; where a record is wrong, to say so."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import Conflict, Invalid, JiyaoError
from jiyao.casework.actions.asking import NotYours, ask_correction, withdraw_correction
from jiyao.casework.queries.cases import open_case, was_given
from jiyao.casework.queries.corrections import requests_about
from jiyao.casework.queries.determining import is_due
from jiyao.engine.determination.reasons import Determination
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import IssuedCertificate
from jiyao.foundation.sealed import Erased
from jiyao.funds.queries.accounts import paid_at
from jiyao.interfaces.portal.interview.paper import file_name
from jiyao.interfaces.portal.own.page import mine, named, own_facts, own_page, sources_used
from jiyao.interfaces.portal.own.paper import own_paper
from jiyao.interfaces.portal.own.records import (
    OwnColumn,
    own_columns,
    own_row,
    own_since,
    row_names,
    tables_of_citizens,
)
from jiyao.interfaces.portal.views.interview_paper import PDF
from jiyao.interfaces.ui.cases import account_fields
from jiyao.interfaces.ui.clocks import NOTHING_ASKED, clocks
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.corrections import asked_in, reason_field, stated, value_field
from jiyao.interfaces.ui.determinations.telling import lines, tell
from jiyao.interfaces.ui.downloads import made_file
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.past import as_asked
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted, signed_in
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.people import NobodyKnown
from jiyao.registry.actions.unmasking import unmask_person
from jiyao.registry.models import FOREVER, Account, PersonVersion
from jiyao.registry.queries.labels import own_name
from jiyao.registry.tabling import Table

WHY = reason_field(
    Words(zh="为什么", en="Why"),
    Words(zh="写一两句话，例如凭哪份材料。", en="A sentence or two, such as which paper shows it."),
)
CERTIFICATES = "certificates"
OWN_LOOK = "本人查看自己的资料"


@signed_in
@never_cache
@require_safe
@as_asked
def own(request: HttpRequest) -> HttpResponse:
    """The page, of today or of the days that are asked for; where the account stands for nobody, how to get linked."""
    account = holder_in(request).account
    if account is None or account.person_id is None:
        return render(request, "portal/own/unlinked.html")
    try:
        return _page(request, account, account.person_id)
    except NobodyKnown:
        if clocks() != NOTHING_ASKED:
            raise
        return render(request, "portal/own/unlinked.html")


def _page(request: HttpRequest, account: Account, person: int) -> HttpResponse:
    return render(request, "portal/own/page.html", own_page(account, person, _teller()))


@permitted("own", "see")
@never_cache
@require_POST
def identity(request: HttpRequest) -> HttpResponse:
    """Her own numbers in the clear, once, with an act that says she looked."""
    person = _person(request)
    version = PersonVersion.objects.filter(record=person, superseded_at=FOREVER).first()
    if version is None:
        raise Http404
    try:
        seen = unmask_person(version, by=holder_in(request).party, reason=OWN_LOOK, at=now())
    except Erased:
        raise Http404 from None
    return render(request, "portal/own/identity.html", {"seen": seen})


@permitted("own", "see")
@never_cache
@require_safe
@as_asked
def measure(request: HttpRequest, row: str, measure_id: str) -> HttpResponse:
    """One measure with every condition, its clause, and where each fact comes from."""
    teller = _teller()
    stands = _mine(request, teller)
    for found in stands.standing.determinations:
        if (found.case.id, found.measure.id) == (row, measure_id):
            told = named(
                tell(found, teller, stands.standing.at_most.get((row, measure_id))), row_names(stands.kinds)
            )
            context = {
                "told": told,
                "lines": lines(found, teller),
                "sources": sources_used(found, teller),
                "day": clocks().day,
            }
            if clocks() == NOTHING_ASKED:
                context |= _claiming(request, found)
            return render(request, "portal/own/measure.html", context)
    raise Http404


def _claiming(request: HttpRequest, found: Determination) -> dict[str, object]:
    """The open case about it, or whether it can be claimed."""
    about = found.measure.id, found.measure.subject, int(found.case.id)
    case = open_case(*about)
    may = holder_in(request).may("cases", "make") and case is None and is_due(found) and not was_given(*about)
    is_paid = may and found.measure.gives_kind == "amount"
    person = int(found.case.owner_id)
    return {
        "open_case": case,
        "may_claim": may,
        "account_fields": account_fields(own_name(person)) if is_paid else (),
        "known": paid_at(person) if is_paid else None,
    }


@permitted("own", "see")
@never_cache
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """What stands for her as a PDF file."""
    teller, on = _teller(), today()
    facts = own_facts(_person(request), on, now(), teller)
    made = own_paper(_mine(request, teller), facts, teller, on)
    return made_file(made, PDF, file_name(teller, on))


@permitted("own", "see")
@never_cache
@require_safe
def record(request: HttpRequest, table: str, key: int) -> HttpResponse:
    """One of her records, column by column, with what she asked about it."""
    found, row = _record(request, table, key)
    since, corrected = own_since(found, row)
    asked = requests_about(holder_in(request), table, key, today())
    context = {
        "table": found,
        "key": key,
        "columns": own_columns(found, row, language_of_page()),
        "since": since,
        "corrected": corrected,
        "requests": stated(asked, the_pack(), language_of_page(), known=True),
        "has_credential": table == CERTIFICATES and IssuedCertificate.objects.filter(record=key).exists(),
    }
    return render(request, "portal/own/record.html", context)


@permitted("own", "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, table: str, key: int, column: str) -> HttpResponse:
    """The form in which she says what is wrong; her page, where it is filled in."""
    found, row = _record(request, table, key)
    told = next((one for one in own_columns(found, row, language_of_page()) if one.name == column), None)
    if told is None or not told.may_dispute:
        raise Http404
    fields = [value_field(found, column, the_pack(), language_of_page()), WHY]
    if request.method != "POST":
        return _form(request, found, row, told, fields, "")
    asked = asked_in(request.POST, table=table, record=key, column=column)
    try:
        ask_correction(asked, hand_of(request), vocabulary=the_pack().vocabulary)
    except (Invalid, Conflict) as error:
        again = filled(fields, request.POST.dict(), {})
        return _form(request, found, row, told, again, error.said(language_of_page()))
    return redirect("own-record", table, key)


@permitted("own", "see")
@never_cache
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Her page, the request withdrawn; one that is closed already stays as it is."""
    try:
        withdraw_correction(number, hand_of(request))
    except NotYours:
        raise Http404 from None
    except JiyaoError:
        pass
    return redirect("own")


def _form(
    request: HttpRequest, table: Table, row: Any, told: OwnColumn, fields: list[Field], complaint: str
) -> HttpResponse:
    context = {
        "table": table,
        "key": row.record,
        "column": told,
        "version": row.version,
        "fields": fields,
        "complaint": complaint,
    }
    return render(request, "portal/own/dispute.html", context, status=422 if complaint else 200)


def _record(request: HttpRequest, table: str, key: int) -> tuple[Table, Any]:
    found = next((one for one in tables_of_citizens() if one.name == table), None)
    row = None if found is None else own_row(found, _person(request), key, today())
    if found is None or row is None:
        raise Http404
    return found, row


def _mine(request: HttpRequest, teller: Teller) -> Any:
    try:
        return mine(_person(request), teller)
    except NobodyKnown:
        if clocks() != NOTHING_ASKED:
            raise
        raise Http404 from None


def _person(request: HttpRequest) -> int:
    account = holder_in(request).account
    if account is None or account.person_id is None:
        raise Http404
    return account.person_id


def _teller() -> Teller:
    return Teller(the_pack(), language_of_page())
