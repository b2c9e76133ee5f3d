"""Who tells the pack in the language of the request, and what is said of what there is none of."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from jiyao.engine.problems import nearest, nearest_zh
from jiyao.interfaces.api.handlers import Unknown
from jiyao.interfaces.api.problems import ErrorRecord, Refused, say
from jiyao.interfaces.ui.clocks import KNOWN, Clocks, NotKnownYet, clocks, set_clocks
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import NothingKnown, the_pack, version_folder
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.versions import ReleaseNotKept

T = TypeVar("T")
NONE = ("没有“{0}”{1}", 'there is no "{0}"{1}')


def teller() -> Teller:
    """Who tells the pack."""
    return Teller(the_pack(), language_of_page())


def asked_of(on: date | None, known: date | None) -> Clocks:
    """For which day and as known when it is asked; whoever tells the pack then tells that of the day.

    raises   Refused where nothing is known of the past day
    """
    try:
        set_clocks(Clocks(on, known))
        version_folder()
    except (NotKnownYet, NothingKnown, ReleaseNotKept) as error:
        detail = error.said(language_of_page())
        raise Refused([ErrorRecord(detail=detail, parameter=KNOWN)]) from None
    return clocks()


def named(id_: str, known: Mapping[str, T]) -> T:
    """What an address names. raises Unknown with the nearest that there is"""
    if id_ not in known:
        raise Unknown(none_such(id_, known))
    return known[id_]


def check_filter(parameter: str, value: str | None, known: Mapping[str, object]) -> None:
    """Refuses a parameter that names what there is none of. raises Refused with the nearest that there is"""
    if value is not None and value not in known:
        raise Refused([ErrorRecord(detail=none_such(value, known), parameter=parameter)])


def none_such(name: str, known: Mapping[str, object]) -> str:
    """That there is none of that name, and the nearest."""
    return say(NONE, name, say((nearest_zh(name, known), nearest(name, known))))
