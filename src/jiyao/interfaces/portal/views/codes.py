"""办事码: a code by which one confirms what an official or helper claims with one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jiyao.casework.actions.confirming import make_code
from jiyao.interfaces.ui.context import now, today
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.registry.hand import Hand


@permitted("own", "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """What a code is for; where one is asked for, the code, shown this once."""
    holder = holder_in(request)
    if holder.account is None or holder.account.person_id is None:
        return render(request, "portal/own/unlinked.html")
    if request.method != "POST":
        return render(request, "portal/own/code.html")
    made, until = make_code(Hand(holder, today(), now()))
    return render(request, "portal/own/code.html", {"code": f"{made[:4]} {made[4:]}", "until": until})
