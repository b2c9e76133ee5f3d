"""Instalments: what is due of a sum by date, milestone or certificate, worked out as a whole from what is known.

Nothing here remembers what was paid. Whatever becomes known, in whatever order, the same facts give the same sum; what
is paid or recovered is its difference from what was paid before.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from jiyao.base.errors import Invalid

WHOLE = 10_000
"""Shares are parts of ten thousand."""
MONTHS_A_YEAR = 12
ONE_DAY = timedelta(days=1)


class BadScheme(Invalid):
    """The shares of a scheme are not one whole, or a step is due at nothing or at two things."""


class BreakDoes(StrEnum):
    """What a break does: what is due after months comes later, its days are not paid, or the plan ends with it."""

    PUSH_ON = "push_on"
    UNPAID = "unpaid"
    END = "end"


@dataclass(frozen=True, slots=True)
class Step:
    """One instalment.

    share        of the price, in ten-thousandths
    months       due so many months after the start; or
    milestone    due on the day on which that is reached, such as `certificate`
    held_until   a milestone before which it is held back
    is_advance   what of it was not earned is recovered from who leaves before the end
    """

    share: int
    months: int | None = None
    milestone: str | None = None
    held_until: str | None = None
    is_advance: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """The steps of a measure. `completes`: the milestone with which it is finished."""

    steps: Sequence[Step]
    months: int
    completes: str = "certificate"
    breaks: BreakDoes = BreakDoes.PUSH_ON

    def __post_init__(self) -> None:
        if sum(step.share for step in self.steps) != WHOLE or any(step.share < 0 for step in self.steps):
            raise BadScheme(f"the shares must be {WHOLE} together", zh=f"各期比例合计应为 {WHOLE}")
        if any((step.months is None) == (step.milestone is None) for step in self.steps):
            raise BadScheme(
                "each step is due after months or at a milestone", zh="每期应按月数或节点之一支付"
            )
        if self.months <= 0:
            raise BadScheme("the plan lasts a month or more", zh="期限至少一个月")


@dataclass(frozen=True, slots=True)
class Price:
    """The whole sum from a day on."""

    starts_on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone, on its day."""

    milestone: str
    on: date


@dataclass(frozen=True, slots=True)
class Break:
    """Days that do not count, both included; without a last day it goes on."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Left:
    """The last day of who did not go on."""

    on: date


Fact = Price | Reached | Break | Left


@dataclass(frozen=True, slots=True)
class Part:
    """A step that is due: when, and how much of it."""

    step: Step
    due_on: date
    amount_fen: int


@dataclass(frozen=True)
class History:
    """All that is known, whatever came first.

    pauses         the days of breaks, each once
    paused_since   the first day of a break of which nobody knows when it ends
    """

    starts_on: date
    prices: Sequence[Price]
    reached: Mapping[str, date]
    pauses: frozenset[date] = field(default_factory=frozenset)
    left_on: date | None = None
    paused_since: date | None = None

    def is_pause(self, day: date) -> bool:
        """Whether the day lies in a break."""
        return day in self.pauses or (self.paused_since is not None and day >= self.paused_since)


def history(starts_on: date, facts: Iterable[Fact]) -> History:
    """What the facts say together: the earliest day of each milestone and of leaving, every day of a break once."""
    known = set(facts)
    reached: dict[str, date] = {}
    for one in known:
        if isinstance(one, Reached):
            reached[one.milestone] = min(one.on, reached.get(one.milestone, one.on))
    return History(
        starts_on=starts_on,
        prices=sorted(
            (one for one in known if isinstance(one, Price)), key=lambda one: (one.starts_on, one.amount_fen)
        ),
        reached=reached,
        pauses=frozenset(day for one in known if isinstance(one, Break) for day in _days(one)),
        left_on=min((one.on for one in known if isinstance(one, Left)), default=None),
        paused_since=min(
            (one.starts_on for one in known if isinstance(one, Break) and one.ends_on is None), default=None
        ),
    )


def last_day(scheme: Scheme, known: History) -> date | None:
    """The last day of who did not go on: the day of leaving, or the one before a break where that ends the plan."""
    ends = [] if known.left_on is None else [known.left_on]
    if scheme.breaks is BreakDoes.END:
        first = [day for day in (*known.pauses, known.paused_since) if day and day >= known.starts_on]
        ends += [day - ONE_DAY for day in first]
    return min(ends, default=None)


def parts_due(scheme: Scheme, known: History, on: date) -> list[Part]:
    """The steps that are due by a day, with what of each is due as far as is known."""
    before, since, found = 0, known.starts_on, []
    finished = scheme.completes in known.reached and known.reached[scheme.completes] <= on
    last = None if finished else last_day(scheme, known)
    for step in scheme.steps:
        first, before = before, before + step.share
        due_on = _due_on(step, scheme, known)
        begins, since = since, _month_end(step, known, since)
        if due_on is None or due_on > on or (last is not None and due_on > last):
            continue
        amount = _value(known, due_on, first, before)
        if scheme.breaks is BreakDoes.UNPAID and step.months:
            amount = _without_breaks(amount, known, begins, since)
        if step.is_advance and last is not None and last <= on:
            amount = amount * _earned_days(scheme, known, last) // _planned_days(scheme, known)
        found.append(Part(step, due_on, amount))
    return found


def due_fen(scheme: Scheme, known: History, on: date) -> int:
    """How much is due by a day altogether."""
    return sum(part.amount_fen for part in parts_due(scheme, known, on))


def monthly(share: int, months: int) -> list[Step]:
    """A share in equal steps, one a month; what does not divide goes into the first ones."""
    each, rest = divmod(share, months)
    return [Step(share=each + (number < rest), months=number + 1) for number in range(months)]


def _due_on(step: Step, scheme: Scheme, known: History) -> date | None:
    """When it is due: after its months, or at its milestone; not before what holds it."""
    if step.months is not None:
        due = months_later(known.starts_on, step.months)
        if scheme.breaks is BreakDoes.PUSH_ON:
            due = _shifted(known, due)
            if known.paused_since is not None and due >= max(known.paused_since, known.starts_on):
                return None
    else:
        reached = known.reached.get(step.milestone or "")
        if reached is None:
            return None
        due = reached
    if step.held_until is None:
        return due
    held = known.reached.get(step.held_until)
    return None if held is None else max(due, held)


def _month_end(step: Step, known: History, since: date) -> date:
    """Until when the months last for which a step is; it begins where those of the step before end."""
    return since if step.months is None else max(since, months_later(known.starts_on, step.months))


def _without_breaks(amount: int, known: History, begins: date, ends: date) -> int:
    """The part of a sum for the days from one to before another that lie in no break."""
    days = (ends - begins).days
    paused = sum(known.is_pause(begins + timedelta(days=number)) for number in range(days))
    return amount if not days else amount * (days - paused) // days


def _shifted(known: History, day: date) -> date:
    """The day, later by each day of a break before it or on it."""
    for pause in sorted(pause for pause in known.pauses if pause >= known.starts_on):
        if pause <= day:
            day += ONE_DAY
    return day


def _value(known: History, on: date, first: int, last: int) -> int:
    """A share at the price of the day. Rounded at its ends, so that all shares of one price are that price."""
    price = 0
    for one in known.prices:
        if one.starts_on <= on:
            price = one.amount_fen
    return price * last // WHOLE - price * first // WHOLE


def _planned_days(scheme: Scheme, known: History) -> int:
    return (months_later(known.starts_on, scheme.months) - known.starts_on).days


def _earned_days(scheme: Scheme, known: History, last: date) -> int:
    """The days up to the last, without breaks, and not more than were planned."""
    days = (known.starts_on + timedelta(days=number) for number in range((last - known.starts_on).days + 1))
    return min(sum(not known.is_pause(day) for day in days), _planned_days(scheme, known))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(one: Break) -> Iterable[date]:
    count = 0 if one.ends_on is None else (one.ends_on - one.starts_on).days + 1
    return (one.starts_on + timedelta(days=number) for number in range(max(count, 0)))
