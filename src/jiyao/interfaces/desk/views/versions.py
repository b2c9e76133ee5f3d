"""The versions of the pack: every one since the release, and which holds today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.interfaces.desk.changing.versions import version_lines
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.permitting import permitted
from jiyao.policy.queries.changes import CHANGES
from jiyao.policy.queries.versions import latest_folder, latest_versions

SHOWN = 200
"""How many versions are listed, the last ones."""


@permitted(CHANGES, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every version, the last one first."""
    found = list(latest_versions()[: SHOWN + 1])
    context = {
        "lines": list(version_lines(found[:SHOWN], today())),
        "has_more": len(found) > SHOWN,
        "standing": policy_of(latest_folder()).version,
    }
    return render(request, "desk/versions.html", context)
