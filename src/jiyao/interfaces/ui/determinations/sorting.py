"""Determinations by what they come to: due now, to be confirmed, from a day, open, not payable yet, and not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from jiyao.engine.determination.reasons import Determination
from jiyao.engine.measures import Outcome
from jiyao.interfaces.ui.determinations.telling import Told, tell
from jiyao.interfaces.ui.sentences import Teller

Bounds = Mapping[tuple[str, str], int]
"""What could come of an open determination at most, by row and measure."""


Titles = Mapping[str, tuple[str, str]]
_NONE: Bounds = MappingProxyType({})


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
class Section:
    """Conclusions of one sort. `kind`: the mark that each wears."""

    kind: str
    title: str
    told: Sequence[Told]


def conclusions(found: Iterable[Determination], teller: Teller, bounds: Bounds = _NONE) -> Conclusions:
    """The determinations in words, by what they come to."""
    told = [tell(one, teller, bounds.get((one.case.id, one.measure.id))) for one in found]
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


YOURS: Titles = {
    "due": ("现在可享受", "Yours now"),
    "to_confirm": ("可享受，待工作人员确认", "Yours, once an official confirms it"),
    "later": ("到某一天起可享受", "Yours from a day"),
    "open": ("还差答案", "Answers are missing"),
    "unpaid": ("符合条件，暂不能兑现", "Met, but not payable yet"),
    "refused": ("不符合", "Not met"),
}
"""What the sections are called to whom they concern."""


def sections(found: Conclusions, teller: Teller, titles: Titles = YOURS) -> list[Section]:
    """The conclusions in the order in which they are told; what is empty is left out."""
    listed = (
        ("yes", "due", found.due),
        ("confirm", "to_confirm", found.to_confirm),
        ("later", "later", found.later),
        ("ask", "open", found.open),
        ("confirm", "unpaid", found.unpaid),
        ("no", "refused", found.refused),
    )
    return [Section(kind, teller.say(titles[name]), told) for kind, name, told in listed if told]
