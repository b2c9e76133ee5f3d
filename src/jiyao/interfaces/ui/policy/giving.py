"""What a measure gives on a day: a sum, a span of sums, or something in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiyao.engine.measures import Measure, Parameter
from jiyao.engine.rules.tree import Case, Const, Expr, Lookup, Param, Value, walk
from jiyao.engine.rules.types import Type
from jiyao.interfaces.ui.policy import words as w
from jiyao.interfaces.ui.policy.telling import speaker_on, value_title, values_of
from jiyao.interfaces.ui.sentences import Teller


@dataclass(frozen=True, slots=True)
class Given:
    """A sum (`low_fen` to `high_fen`), or words where there is none. `note` says who sets it or what it goes by."""

    low_fen: int | None
    high_fen: int | None
    words: str
    note: str = ""


def given_on(teller: Teller, measure: Measure, on: date) -> Given:
    """What is given on the day; what was given last, where nothing is."""
    gives = next((g for g in measure.gives if g.period.holds(on)), measure.gives[-1])
    leaves = tuple(_leaves(gives.rule))
    if gives.kind != "amount":
        return Given(None, None, _named(teller, measure, leaves, on))
    if not all(isinstance(leaf, Param | Lookup) for leaf in leaves):
        rule = speaker_on(teller, measure, on).rule(gives.rule)
        return Given(None, None, rule, _tables(teller, measure, gives.rule, on))
    return _sums(
        teller, [measure.parameters[leaf.name] for leaf in leaves if isinstance(leaf, Param | Lookup)], on
    )


def _leaves(rule: Expr) -> Iterator[Expr]:
    """What the rule can come to: the rule itself, or of a choice each of its ends."""
    if not isinstance(rule, Case):
        yield rule
        return
    for branch in (*(value for _, value in rule.branches), rule.default):
        yield from _leaves(branch)


def _named(teller: Teller, measure: Measure, leaves: tuple[Expr, ...], on: date) -> str:
    found = [said for leaf in leaves for said in _codes(teller, measure, leaf, on)]
    return teller.say(w.OR).join(dict.fromkeys(found))


def _codes(teller: Teller, measure: Measure, leaf: Expr, on: date) -> list[str]:
    speaker = teller.speaker()
    if isinstance(leaf, Const):
        return [speaker.value(leaf.value, leaf.type)]
    if not isinstance(leaf, Param | Lookup):
        return [speaker_on(teller, measure, on).rule(leaf)]
    parameter = measure.parameters[leaf.name]
    known = [found for found in _values_on(parameter, on) if found is not None]
    return [_said(teller, found, parameter.type) for found in known] or [_unknown(teller, parameter)]


def _said(teller: Teller, found: Value, type_: Type) -> str:
    return teller.speaker().value(found, type_)


def _unknown(teller: Teller, parameter: Parameter) -> str:
    return teller.say(w.SET_BY_CITIES if parameter.delegated_to else w.NOT_FOUND_MARK)


def _sums(teller: Teller, parameters: list[Parameter], on: date) -> Given:
    known = [found for one in parameters for found in _values_on(one, on) if isinstance(found, int)]
    cities = any(one.delegated_to for one in parameters)
    note = teller.say(w.SET_BY_CITIES) if cities else ""
    if known:
        return Given(min(known), max(known), "", note)
    least = next((one for one in parameters if one.delegated_to and one.low is not None), None)
    if least is not None:
        lowest = teller.speaker().value(least.low, least.type)
        return Given(None, None, teller.say(w.SET_BY_CITIES_FROM, lowest))
    return Given(None, None, note or teller.say(w.SUM_UNKNOWN))


def _tables(teller: Teller, measure: Measure, rule: Expr, on: date) -> str:
    """What the tables hold that the rule reads: each with its least and its greatest value."""
    names = dict.fromkeys(node.name for node in walk(rule) if isinstance(node, Lookup))
    said = [_span(teller, measure, measure.parameters[name], on) for name in names]
    return teller.say(w.SEMICOLON).join(said)


def _span(teller: Teller, measure: Measure, parameter: Parameter, on: date) -> str:
    known = sorted(found for found in _values_on(parameter, on) if isinstance(found, int))
    shown = [teller.speaker().value(found, parameter.type) for found in dict.fromkeys(known[:1] + known[-1:])]
    span = teller.say(w.SPAN, *shown) if len(shown) > 1 else "".join(shown) or _unknown(teller, parameter)
    return teller.say(w.NAMED, value_title(teller, measure, parameter), span)


def _values_on(parameter: Parameter, on: date) -> list[Value | None]:
    """The values of the day, of the province and of every prefecture."""
    rows = [parameter.row_on(on, division) for division in (None, *parameter.local)]
    return [found for row in rows if row is not None for found in values_of(row)]
