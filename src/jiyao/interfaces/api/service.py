"""The API put together: its routes, how a request is read, how a failure is told, how often one may ask.

Some routes are for everybody. Those that need a token say so with `auth=BearerToken(…)`, and which row of the
permission table must open them; whoever asks is then in `request.auth`, which throttling and idempotency go by.
"""

from django.urls import URLPattern
from ninja import NinjaAPI

from jiyao.interfaces.api.answering import Renderer
from jiyao.interfaces.api.handlers import tell_problems
from jiyao.interfaces.api.reading import StrictParser
from jiyao.interfaces.api.routes import (
    determinations,
    imports,
    jobs,
    marks,
    own,
    policy,
    receipts,
    sessions,
    tables,
    verifications,
    vocabulary,
)
from jiyao.interfaces.api.throttling import REQUESTS
from jiyao.interfaces.ui.permitting import always, by_token

ROUTERS = (
    policy.router,
    vocabulary.router,
    determinations.router,
    verifications.router,
    own.router,
    marks.router,
    sessions.router,
    receipts.router,
    imports.router,  # before tables, whose rows would take its address for a key
    tables.router,
    jobs.router,
)


ANGLES = str.maketrans("{}", "<>")
"""How Django writes what varies in an address."""

api = NinjaAPI(
    title="Jiyao",
    version="v1",
    urls_namespace="api",
    openapi_url="",
    docs_url="",
    throttle=REQUESTS,
    parser=StrictParser(),
    renderer=Renderer(),
)
tell_problems(api)
for router in ROUTERS:
    api.add_router("", router, url_name_prefix="api")


def routes() -> list[URLPattern]:
    """The address of every route: those that no operation guards are open to everybody, the others to tokens."""
    own_root = f"{api.urls_namespace}-root"
    found = [entry for entry in api.urls[0] if isinstance(entry, URLPattern) and entry.name != own_root]
    guarded = _guarded()
    for route in found:
        (by_token if str(route.pattern) in guarded else always)(route.callback)
    return found


def _guarded() -> set[str]:
    """The addresses whose operations ask for a token, as Django writes them."""
    return {
        path.lstrip("/").translate(ANGLES)
        for router in ROUTERS
        for path, view in router.path_operations.items()
        if all(operation.auth_callbacks for operation in view.operations)
    }
