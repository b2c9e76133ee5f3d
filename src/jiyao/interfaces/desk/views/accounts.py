"""Accounts administered: opened, given roles, closed, helped where a password or a second factor is lost."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import Conflict, Invalid, JiyaoError
from jiyao.interfaces.desk.administering import account_page
from jiyao.interfaces.desk.row_actions import Part, on_row_of
from jiyao.interfaces.desk.telling import row_page
from jiyao.interfaces.desk.views.records import list_answer
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.registry.actions.accounts import assign, close_account, end_assignment
from jiyao.registry.actions.factors import remove_factors
from jiyao.registry.actions.passwords import issue_password, open_with_password
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.queries.places import division_with_code
from jiyao.registry.queries.standing import organisation_with_code
from jiyao.registry.tabling import table_named

TABLE, PART = "accounts", "desk/_account.html"
MANAGE = permitted(TABLE, "manage")


class BadRole(Invalid):
    """What was filled in is no role or no day."""


@on_row_of(TABLE)
def administration(request: HttpRequest, account: Account) -> Part:
    """The roles of an account, and what may be done with it."""
    return Part(PART, account_page(account, holder_in(request), today(), language_of_page()))


@permitted(TABLE, "see")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The accounts, and the way to open one."""
    return list_answer(request, TABLE, "desk/accounts.html")


@MANAGE
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """The form of opening an account; then the account's password, once."""
    if request.method == "GET":
        return render(request, "desk/account_open.html", {"filled": {}})
    username, name = (request.POST.get(field, "").strip() for field in ("username", "name"))
    try:
        account, password = open_with_password(
            username=username, name=name, at=now(), by=holder_in(request).party
        )
    except JiyaoError as error:
        context = {
            "filled": {"username": username, "name": name},
            "complaint": error.said(language_of_page()),
        }
        return render(request, "desk/account_open.html", context, status=_status(error))
    return _password_shown(request, account, password)


@MANAGE
@require_POST
def give(request: HttpRequest, number: int) -> HttpResponse:
    """A role, given from a day on."""
    asked = request.POST

    def do(account: Account) -> None:
        division, code = asked.get("division", ""), asked.get("organisation", "").strip().upper()
        assign(
            account=account,
            role=_role(asked.get("role", "")),
            division=division_with_code(division) if division else None,
            organisation=organisation_with_code(code) if code else None,
            starts_on=_day(asked.get("starts_on", "")) or today(),
            ends_on=_day(asked.get("ends_on", "")),
            at=now(),
            by=holder_in(request).party,
        )

    return _done(request, number, do)


@MANAGE
@require_POST
def end(request: HttpRequest, number: int, assignment: int) -> HttpResponse:
    """A role, ended with today."""

    def do(account: Account) -> None:
        held = get_object_or_404(account.assignments, pk=assignment)
        end_assignment(assignment=held, on=today(), at=now(), by=holder_in(request).party)

    return _done(request, number, do)


@MANAGE
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """An account, closed."""
    return _done(
        request,
        number,
        lambda account: close_account(account=account, at=now(), by=holder_in(request).party),
    )


@MANAGE
@require_POST
def factors(request: HttpRequest, number: int) -> HttpResponse:
    """An account without its lost second factor."""
    return _done(
        request,
        number,
        lambda account: remove_factors(account=account, at=now(), by=holder_in(request).party),
    )


@MANAGE
@require_POST
def password(request: HttpRequest, number: int) -> HttpResponse:
    """Another password to be used once, shown once."""
    account = get_object_or_404(Account, pk=number)
    try:
        issued = issue_password(account=account, at=now(), by=holder_in(request).party)
    except JiyaoError as error:
        return _refused(request, account, error)
    return _password_shown(request, account, issued)


def _password_shown(request: HttpRequest, account: Account, issued: str) -> HttpResponse:
    return render(request, "desk/account_password.html", {"account": account, "issued": issued})


def _done(request: HttpRequest, number: int, do: Callable[[Account], None]) -> HttpResponse:
    account = get_object_or_404(Account, pk=number)
    try:
        do(account)
    except JiyaoError as error:
        return _refused(request, account, error)
    return redirect("desk-row", TABLE, number)


def _refused(request: HttpRequest, account: Account, error: JiyaoError) -> HttpResponse:
    """The account's page with the reason."""
    language = language_of_page()
    told = account_page(account, holder_in(request), today(), language, error.said(language))
    context = row_page(table_named(TABLE), account, language)
    context["parts"] = [Part(PART, told)]
    return render(request, "desk/row.html", context, status=_status(error))


def _status(error: JiyaoError) -> int:
    return 400 if isinstance(error, Invalid) else 409 if isinstance(error, Conflict) else 403


def _role(text: str) -> AccountRole:
    try:
        return AccountRole(text)
    except ValueError:
        raise BadRole(f'role: "{text}" is none; choose one of the list', zh="请选择角色") from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRole(
            f'"{text}" is no day; write it as 2025-06-30', zh=f"“{text}”不是日期，请写成 2025-06-30 这样"
        ) from None
