"""Instalments: what is due of a sum by date, milestone or certificate, worked out as a whole from what is known.

Nothing here remembers what was paid. Whatever becomes known, in whatever order, the same facts give the same sum; what
is paid or recovered is its difference from what was paid before.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from jiyao.base.errors import Invalid

WHOLE = 10_000
"""Shares are parts of ten thousand."""
MONTHS_A_YEAR = 12


class BadScheme(Invalid):
    """The shares of a scheme are not one whole, or a step is due at nothing or at two things."""


@dataclass(frozen=True, slots=True)
class Step:
    """One instalment.

    share        of the price, in ten-thousandths
    months       due so many months after the start, breaks not counted; or
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
    """Days that do not count, both included."""

    starts_on: date
    ends_on: date


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
    """All that is known, whatever came first. `pauses`: the days of breaks, each once."""

    starts_on: date
    prices: Sequence[Price]
    reached: Mapping[str, date]
    pauses: frozenset[date] = field(default_factory=frozenset)
    left_on: date | None = None


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
    )


def parts_due(scheme: Scheme, known: History, on: date) -> list[Part]:
    """The steps that are due by a day, with what of each is due as far as is known."""
    before, found = 0, []
    finished = scheme.completes in known.reached and known.reached[scheme.completes] <= on
    for step in scheme.steps:
        first, before = before, before + step.share
        due_on = _due_on(step, known)
        if due_on is None or due_on > on or _is_past_leaving(known, due_on, finished):
            continue
        amount = _value(known, due_on, first, before)
        if step.is_advance and known.left_on is not None and known.left_on <= on and not finished:
            amount = amount * _earned_days(scheme, known) // _planned_days(scheme, known)
        found.append(Part(step, due_on, amount))
    return found


def due_fen(scheme: Scheme, known: History, on: date) -> int:
    """How much is due by a day altogether."""
    return sum(part.amount_fen for part in parts_due(scheme, known, on))


def monthly(share: int, months: int) -> list[Step]:
    """A share in equal steps, one a month; what does not divide goes into the first ones."""
    each, rest = divmod(share, months)
    return [Step(share=each + (number < rest), months=number + 1) for number in range(months)]


def _due_on(step: Step, known: History) -> date | None:
    """When it is due: after its months without the breaks, or at its milestone; not before what holds it."""
    if step.months is not None:
        due = _shifted(known, months_later(known.starts_on, step.months))
    else:
        reached = known.reached.get(step.milestone or "")
        if reached is None:
            return None
        due = reached
    if step.held_until is None:
        return due
    held = known.reached.get(step.held_until)
    return None if held is None else max(due, held)


def _is_past_leaving(known: History, due_on: date, finished: bool) -> bool:
    return known.left_on is not None and not finished and due_on > known.left_on


def _shifted(known: History, day: date) -> date:
    """The day, later by each day of a break before it or on it."""
    for pause in sorted(pause for pause in known.pauses if pause >= known.starts_on):
        if pause <= day:
            day += timedelta(days=1)
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


def _earned_days(scheme: Scheme, known: History) -> int:
    """The days until somebody left, without breaks, and not more than were planned."""
    assert known.left_on is not None  # noqa: S101 - asked only of who left
    gone = (known.left_on - known.starts_on).days + 1
    paused = sum(known.starts_on <= pause <= known.left_on for pause in known.pauses)
    return min(max(gone - paused, 0), _planned_days(scheme, known))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(one: Break) -> Iterable[date]:
    count = (one.ends_on - one.starts_on).days + 1
    return (one.starts_on + timedelta(days=number) for number in range(max(count, 0)))
