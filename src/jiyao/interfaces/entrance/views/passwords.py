"""Passwords of accounts that have none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.interfaces.ui.permitting import entering


@entering
@require_safe
def no_password(request: HttpRequest) -> HttpResponse:
    """That there is no password to be changed, since an identity provider signs in."""
    return render(request, "entrance/no_password.html")
