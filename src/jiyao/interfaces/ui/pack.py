"""The pack that pages and the API speak of: the version that holds today, or held on the past day that is asked for.

It is read once and looked up once a request.
"""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jiyao.base.errors import Invalid
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import Pack, load_pack, load_version
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.foundation.queries.beginning import first_act
from jiyao.interfaces.ui.clocks import Clocks, clocks, day_of, is_past, reset_clocks, set_clocks
from jiyao.interfaces.ui.context import today
from jiyao.policy.queries.versions import folder_known_on, pack_folder_on

_FOUND: ContextVar[dict[date | None, Path] | None] = ContextVar("folders found in this request", default=None)
KEPT = 8
"""How many versions stay compiled: today's, and those of the past days that are looked at."""


class NothingKnown(Invalid):
    """The platform was not there yet on a past day."""


class OneVersion:
    """Middleware: a request is answered from one version of the pack, which is looked up when it is first needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        token, asked = _FOUND.set({}), set_clocks(Clocks())
        try:
            return self.get_response(request)
        finally:
            reset_clocks(asked)
            _FOUND.reset(token)


def assessor() -> Assessor:
    """The compiled measures of the version in question; in a demonstration with the demonstration values."""
    return assessor_of(version_folder())


def assessor_of(version: Path) -> Assessor:
    """The compiled measures of a version's folder; in a demonstration with the demonstration values."""
    return _assessor(version, settings.PACK, settings.DEMONSTRATION)


def the_pack() -> Pack:
    """The pack."""
    return assessor().pack


@lru_cache(maxsize=KEPT)
def policy_of(version: Path) -> Pack:
    """A version's own policy, without demonstration values. A version is never altered, so it is read once."""
    return load_pack(version)


@cache
def region_of(release: Path) -> Words:
    """The name of the region whose policy a release is. It is the same in every version."""
    pack = load_pack(release)
    return pack.vocabulary.codes[DIVISIONS].codes[pack.region]


def version_folder() -> Path:
    """The folder of the version that holds today, or held on the past day that is asked for.

    raises   NothingKnown, ReleaseNotKept where a past day is asked for of which nothing is on record
    """
    known, found = clocks().known, _FOUND.get()
    if found is None:
        return _looked_up(known)
    if known not in found:
        found[known] = _looked_up(known)
    return found[known]


def made_by() -> datetime | None:
    """By when a version must be made to be known on the past day; none where moments are not of its clock."""
    return None if settings.DAY is not None or not is_past() else clocks().moment


def _looked_up(known: date | None) -> Path:
    if known is None:
        return pack_folder_on(today())
    if settings.DAY is None:  # else the day is set by hand, and tells nothing of moments
        _check_begun(known)
    return folder_known_on(known, made_by=made_by())


def _check_begun(known: date) -> None:
    """Nothing where the platform was there by the end of the day. raises NothingKnown"""
    first = first_act()
    if first is not None and known < day_of(first.at):
        raise NothingKnown(
            f"on {known} nothing was known here yet; records begin on {day_of(first.at)}",
            zh=f"{known} 时本平台还没有任何记录；记录自 {day_of(first.at)} 起",
        )


@lru_cache(maxsize=KEPT)
def _assessor(version: Path, release: Path, demonstration: bool) -> Assessor:
    return Assessor(load_version(version, release, demonstration=demonstration))
