"""Tokens of the account: those that there are, a new one, and an end to one."""

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jiyao.base.errors import Conflict, JiyaoError, NotAllowed
from jiyao.interfaces.entrance.tokens import DAYS, NAME, REACH, WRITE, days_in, form
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.permitting import holder_in, signed_in
from jiyao.registry.actions.tokens import BadTokenDays, BadTokenName, end_token, make_token
from jiyao.registry.models import Account, ApiToken
from jiyao.registry.queries.factors import has_second_factor
from jiyao.registry.queries.tokens import tokens_of


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those that there are."""
    on = today()
    listed = [(token, token.holds(on)) for token in tokens_of(_account(request))]
    return render(request, "entrance/tokens.html", {"tokens": listed})


@signed_in
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """The form; then the token, which is shown once."""
    if request.method != "POST":
        return _form(request, {})
    try:
        made, text = _made(request)
    except BadTokenName as error:
        return _form(request, {NAME: error.said(language_of_page())})
    except BadTokenDays as error:
        return _form(request, {DAYS: error.said(language_of_page())})
    except (Conflict, NotAllowed) as error:
        return _form(request, {}, error)
    return render(request, "entrance/token_made.html", {"token": made, "text": text})


def _form(request: HttpRequest, errors: dict[str, str], refusal: JiyaoError | None = None) -> HttpResponse:
    said = "" if refusal is None else refusal.said(language_of_page())
    context = {"fields": form(request.POST.dict(), errors), "refusal": said}
    return render(request, "entrance/token_make.html", context, status=422 if errors or refusal else 200)


def _made(request: HttpRequest) -> tuple[ApiToken, str]:
    account = _account(request)
    return make_token(
        account=account,
        name=request.POST.get(NAME, ""),
        days=days_in(request.POST.get(DAYS, "")),
        is_read_only=request.POST.get(REACH) != WRITE,
        by_two_factors=has_second_factor(account),
        on=today(),
        at=now(),
        by=account.party,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Asks whether the token is to be ended, and ends it; one that was ended leads back."""
    token = tokens_of(_account(request)).filter(pk=number, ended_at=None).first()
    if token is None:
        raise Http404
    if request.method != "POST":
        return render(request, "entrance/token_end.html", {"token": token})
    end_token(token=token, at=now(), by=_account(request).party)
    return redirect("tokens")


def _account(request: HttpRequest) -> Account:
    account = holder_in(request).account
    if account is None:
        raise Http404
    return account
