"""The API put together: its routes, how a request is read, how a failure is told, how often one may ask.

Everything here is public. Routes that need a token get a router of their own with `auth=`; whoever it names is then in
`request.auth`, which throttling and idempotency go by already.
"""

from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from jiyao.interfaces.api.handlers import tell_problems
from jiyao.interfaces.api.reading import StrictParser
from jiyao.interfaces.api.routes import determinations, policy, vocabulary
from jiyao.interfaces.api.throttling import REQUESTS
from jiyao.interfaces.ui.permitting import everybody

ROUTERS = (policy.router, vocabulary.router, determinations.router)


class Renderer(JSONRenderer):
    """Writes Chinese as it is."""

    json_dumps_params = {"ensure_ascii": False}


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


def public_routes() -> list[URLPattern]:
    """The address of every route, open to everybody."""
    own_root = f"{api.urls_namespace}-root"
    found = [entry for entry in api.urls[0] if isinstance(entry, URLPattern) and entry.name != own_root]
    for route in found:
        everybody(route.callback)
    return found
