"""The permission table, as it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.permissions import permission_grid
from jiyao.interfaces.ui.permitting import permitted


@permitted("permissions", "see")
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Every row with every role."""
    return render(request, "desk/permissions.html", {"grid": permission_grid(language_of_page())})
