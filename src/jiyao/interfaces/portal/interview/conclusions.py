"""The list of conclusions: what is due now, to be confirmed, from a day, open, not payable yet, and not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.base.money import yuan
from jiyao.engine.determination.interviewing import Standing
from jiyao.engine.measures import Outcome
from jiyao.interfaces.portal.interview.telling import Told, tell
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

Pair = tuple[str, str]
_NOW: Pair = ("目前可领", "Yours now")
_YUAN: Pair = ("元", "yuan")


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


@dataclass(frozen=True, slots=True)
class Headline:
    """The one figure or day that stands above all: what it is, then what is to be added to it."""

    what: str
    figure: str
    unit: str = ""
    also: Sequence[str] = ()


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


def sections(found: Conclusions, teller: Teller) -> list[Section]:
    """The conclusions in the order in which they are told; what is empty is left out."""
    listed = (
        ("yes", ("现在可享受", "Yours now"), found.due),
        ("confirm", ("可享受，待工作人员确认", "Yours, once an official confirms it"), found.to_confirm),
        ("later", ("到某一天起可享受", "Yours from a day"), found.later),
        ("ask", ("还差答案", "Answers are missing"), found.open),
        ("confirm", ("符合条件，暂不能兑现", "Met, but not payable yet"), found.unpaid),
        ("no", ("不符合", "Not met"), found.refused),
    )
    return [Section(kind, teller.say(title), told) for kind, title, told in listed if told]


def headline(standing: Standing, found: Conclusions, teller: Teller) -> Headline:
    """The figure or day that stands on every page of the interview."""
    what, figure, unit = _figure(standing, found)
    also = []
    if 0 < found.due_fen < standing.most_fen:
        more = ("答完后最多可到 {0} 元", "After the last answer at most {0} yuan")
        also.append(teller.say(more, yuan(standing.most_fen)))
    unbounded = sum(one.to_herself and not one.fen for one in found.open)
    if unbounded:
        words = ("另有金额暂算不出的 {0} 项", "Sums that nobody can bound yet: {0}")
        also.append(teller.say(words, unbounded))
    return Headline(teller.say(what), figure, teller.say(unit), also)


def _figure(standing: Standing, found: Conclusions) -> tuple[Pair, str, Pair]:
    """What the figure is, the figure, and its unit."""
    services = len(found.due) + len(found.to_confirm)
    if found.due_fen:
        return _NOW, yuan(found.due_fen), _YUAN
    if standing.most_fen and found.open:
        return ("最多可领", "At most"), yuan(standing.most_fen), _YUAN
    if found.later and (first := found.later[0].from_day):
        return ("最早可享受的日子", "The first day on which something is yours"), day(first), ("", "")
    if services:
        return ("目前可享受", "Yours now"), str(services), ("项", "measures")
    if standing.left:
        return ("还差", "Still to answer, at most"), str(standing.left), ("个答案", "questions")
    return _NOW, yuan(0), _YUAN
