"""The pack that pages and the API speak of: the version that holds today, read once, and looked up once a request."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import Pack, load_pack, load_version
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.interfaces.ui.context import today
from jiyao.policy.queries.versions import pack_folder_on

_FOUND: ContextVar[list[Path] | None] = ContextVar("folder found in this request", default=None)


class OneVersion:
    """Middleware: a request is answered from one version of the pack, which is looked up when it is first needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        token = _FOUND.set([])
        try:
            return self.get_response(request)
        finally:
            _FOUND.reset(token)


def assessor() -> Assessor:
    """The compiled measures of the version that holds today; in a demonstration with the demonstration values."""
    return assessor_of(version_folder())


def assessor_of(version: Path) -> Assessor:
    """The compiled measures of a version's folder; in a demonstration with the demonstration values."""
    return _assessor(version, settings.PACK, settings.DEMONSTRATION)


def the_pack() -> Pack:
    """The pack."""
    return assessor().pack


@lru_cache(maxsize=8)
def policy_of(version: Path) -> Pack:
    """A version's own policy, without demonstration values. A version is never altered, so it is read once."""
    return load_pack(version)


@cache
def region_of(release: Path) -> Words:
    """The name of the region whose policy a release is. It is the same in every version."""
    pack = load_pack(release)
    return pack.vocabulary.codes[DIVISIONS].codes[pack.region]


def version_folder() -> Path:
    """The folder of the version that holds today."""
    found = _FOUND.get()
    if found is None:
        return pack_folder_on(today())
    if not found:
        found.append(pack_folder_on(today()))
    return found[0]


@cache
def _assessor(version: Path, release: Path, demonstration: bool) -> Assessor:
    return Assessor(load_version(version, release, demonstration=demonstration))
