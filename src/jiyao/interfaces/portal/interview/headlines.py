"""The one figure or day that stands above the conclusions of an interview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiyao.base.money import yuan
from jiyao.engine.determination.interviewing import Standing
from jiyao.interfaces.ui.determinations.sorting import Conclusions
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

Pair = tuple[str, str]
Whens = Mapping[str, Pair]
NOW: Whens = {"sum": ("目前可领", "Yours now"), "services": ("目前可享受", "Yours now")}
ON_THAT_DAY: Whens = {
    "sum": ("当日可领", "Yours on that day"),
    "services": ("当日可享受", "Yours on that day"),
}
_YUAN: Pair = ("元", "yuan")


@dataclass(frozen=True, slots=True)
class Headline:
    """The one figure or day that stands above all: what it is, then what is to be added to it."""

    what: str
    figure: str
    unit: str = ""
    also: Sequence[str] = ()


AFTER_ANSWERS: Pair = ("答完后最多可到 {0} 元", "After the last answer at most {0} yuan")
ONCE_KNOWN: Pair = ("资料补全后最多可到 {0} 元", "At most {0} yuan once all is known")


def headline(
    standing: Standing,
    found: Conclusions,
    teller: Teller,
    more: Pair = AFTER_ANSWERS,
    when: Whens = NOW,
) -> Headline:
    """The figure or day that stands on every page.

    more   how it is said what open answers could still bring
    when   how it is said when it is hers
    """
    what, figure, unit = _figure(standing, found, when)
    also = []
    if 0 < found.due_fen < standing.most_fen:
        also.append(teller.say(more, yuan(standing.most_fen)))
    unbounded = sum(one.to_herself and not one.fen for one in found.open)
    if unbounded:
        words = ("另有金额暂算不出的 {0} 项", "Sums that nobody can bound yet: {0}")
        also.append(teller.say(words, unbounded))
    return Headline(teller.say(what), figure, teller.say(unit), also)


def _figure(standing: Standing, found: Conclusions, when: Whens) -> tuple[Pair, str, Pair]:
    """What the figure is, the figure, and its unit."""
    services = len(found.due) + len(found.to_confirm)
    if found.due_fen:
        return when["sum"], yuan(found.due_fen), _YUAN
    if standing.most_fen and found.open:
        return ("最多可领", "At most"), yuan(standing.most_fen), _YUAN
    if found.later and (first := found.later[0].from_day):
        return ("最早可享受的日子", "The first day on which something is yours"), day(first), ("", "")
    if services:
        return when["services"], str(services), ("项", "measures")
    if standing.left:
        return ("还差", "Still to answer, at most"), str(standing.left), ("个答案", "questions")
    return when["sum"], yuan(0), _YUAN
