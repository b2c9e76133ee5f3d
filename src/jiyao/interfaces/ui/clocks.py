"""The two clocks of a request, read in one place: for which day something is asked, and as known on which past day.

As known on a day is as known at its end.
"""

from collections.abc import Mapping
from contextvars import ContextVar, Token
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings

from jiyao.base.errors import Invalid
from jiyao.base.periods import ONE_DAY, read_day
from jiyao.engine.cases import DAYS
from jiyao.interfaces.ui.context import now, today

ON, KNOWN = "on", "known"


class NoDay(Invalid):
    """What an address names as a day is none."""


class NotKnownYet(Invalid):
    """It is asked what will be known on a day that has not come."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a request asks. `on`: the day for which; `known`: the past day, none where it is asked as known now."""

    on: date | None = None
    known: date | None = None

    @property
    def day(self) -> date:
        """The day for which is asked: the one that is named, else the one as known on which, else today."""
        return self.on or self.known or today()

    @property
    def moment(self) -> datetime:
        """The moment as known at which: the end of the past day, or now."""
        return now() if self.known is None else end_of(self.known)

    @property
    def asked(self) -> str:
        """The same as the query of an address; empty where nothing is asked."""
        named = ((ON, self.on), (KNOWN, self.known))
        return urlencode({name: day.isoformat() for name, day in named if day is not None})


NOTHING_ASKED = Clocks()
_CLOCKS: ContextVar[Clocks] = ContextVar("clocks of this request", default=NOTHING_ASKED)


def clocks() -> Clocks:
    """What the request that is being answered asks; today as known now where it asks nothing."""
    return _CLOCKS.get()


def is_past() -> bool:
    """Whether it is asked as known on a past day."""
    return clocks().known is not None


def set_clocks(asked: Clocks) -> Token[Clocks]:
    """Answers from now on as asked. What comes back resets it. raises NotKnownYet"""
    if asked.known is not None and asked.known > today():
        raise NotKnownYet(
            f"what will be known on {asked.known} nobody can tell yet; take today or a past day",
            zh=f"{asked.known} 还没有到，当时知道什么无从得知；请选今天或以前的日期",
        )
    past = None if asked.known == today() else asked.known
    return _CLOCKS.set(Clocks(asked.on, past))


def reset_clocks(token: Token[Clocks]) -> None:
    """Answers again as before."""
    _CLOCKS.reset(token)


def clocks_from(given: Mapping[str, str]) -> Clocks:
    """What the query of an address asks. raises NoDay"""
    return Clocks(_day(given.get(ON, "")), _day(given.get(KNOWN, "")))


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = read_day(text.strip())
    except ValueError:
        day = None
    if day is None or not DAYS.holds(day):
        raise NoDay(
            f"“{text[:20]}” is no day that can be asked for; "
            f"write it as 2025-06-30, from {DAYS.starts_on} to {DAYS.ends_on}",
            zh=f"“{text[:20]}”不是可以查询的日期；请写作 2025-06-30，在 {DAYS.starts_on} 至 {DAYS.ends_on} 之间",
        )
    return day


def end_of(day: date) -> datetime:
    """The last moment of a day where the installation is."""
    midnight = datetime.combine(day + ONE_DAY, time(), ZoneInfo(settings.TIME_ZONE))
    return midnight - timedelta(microseconds=1)


def day_of(moment: datetime) -> date:
    """The day of a moment where the installation is."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def as_known(address: str) -> str:
    """The address, as known on the past day of this page, so that who follows it does not leave that day."""
    return _asking(address, Clocks(known=clocks().known).asked)


def same_day(address: str) -> str:
    """The address, asked for the day of this page too."""
    return _asking(address, clocks().asked)


def _asking(address: str, asked: str) -> str:
    if not asked:
        return address
    path, mark, place = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{asked}{mark}{place}"
