"""The list of conclusions: what is due now, to be confirmed, from a day, open, not payable yet, and not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.engine.determination.interviewing import Standing
from jiyao.engine.measures import Outcome
from jiyao.interfaces.portal.interview.telling import Told, tell
from jiyao.interfaces.ui.sentences import Teller


@dataclass(frozen=True, slots=True)
class Conclusions:
    """Determinations by what they come to, the greatest sums first. `apart`: how many do not concern the person."""

    due: Sequence[Told]
    to_confirm: Sequence[Told]
    later: Sequence[Told]
    open: Sequence[Told]
    unpaid: Sequence[Told]
    refused: Sequence[Told]
    apart: int

    @property
    def due_fen(self) -> int:
        """What is due to herself now, what officials have yet to confirm among it."""
        return sum(one.fen or 0 for one in (*self.due, *self.to_confirm) if one.to_herself)


@dataclass(frozen=True, slots=True)
class Headline:
    """The one figure or day of the page. `kind`: `due`, `at_most`, `day`, `services`, `left` or `nothing`.

    more_fen    what it could come to besides, where answers are open
    unbounded   how many open sums nobody can bound yet
    """

    kind: str
    fen: int = 0
    number: int = 0
    day: date | None = None
    more_fen: int = 0
    unbounded: int = 0


def conclusions(standing: Standing, teller: Teller) -> Conclusions:
    """The conclusions so far."""
    bounds = standing.at_most
    told = [tell(d, teller, bounds.get((d.case.id, d.measure.id))) for d in standing.determinations]
    told.sort(key=lambda one: -(one.fen or 0))
    entitled = [one for one in told if one.outcome in (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED)]
    not_yet = [one for one in told if one.outcome == Outcome.NOT_ELIGIBLE]
    later = sorted((one for one in not_yet if one.from_day), key=lambda one: one.from_day or date.max)
    return Conclusions(
        due=[one for one in entitled if one.pays and one.outcome == Outcome.ELIGIBLE],
        to_confirm=[one for one in entitled if one.pays and one.outcome == Outcome.TO_BE_CONFIRMED],
        later=later,
        open=[one for one in told if one.outcome == Outcome.UNKNOWN],
        unpaid=[one for one in entitled if one.unpaid],
        refused=[one for one in not_yet if not one.from_day],
        apart=sum(one.outcome == Outcome.NOT_APPLICABLE for one in told),
    )


def headline(standing: Standing, found: Conclusions) -> Headline:
    """The figure or day that stands on every page of the interview."""
    unbounded = sum(one.to_herself and not one.fen for one in found.open)
    if found.due_fen:
        more = standing.most_fen if standing.most_fen > found.due_fen else 0
        return Headline("due", fen=found.due_fen, more_fen=more, unbounded=unbounded)
    if standing.most_fen and found.open:
        return Headline("at_most", fen=standing.most_fen, unbounded=unbounded)
    if found.later:
        return Headline("day", day=found.later[0].from_day)
    services = len(found.due) + len(found.to_confirm)
    if services:
        return Headline("services", number=services)
    if standing.left:
        return Headline("left", number=standing.left)
    return Headline("nothing")
