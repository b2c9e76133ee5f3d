"""Days, periods, sources and values in the page's language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiyao.base.periods import Period
from jiyao.engine.measures import PAYING, Condition, Measure, Parameter, Row
from jiyao.engine.packs.gaps import prefectures
from jiyao.engine.rules.tree import Expr, Value, parameters_in
from jiyao.engine.rules.types import Type
from jiyao.engine.shapes import Source, Words
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.engine.wording import Speaker, known_values
from jiyao.interfaces.ui.library.wording import wording
from jiyao.interfaces.ui.policy import words as w
from jiyao.interfaces.ui.policy_words import CONFIDENCE
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

BRACKETS = re.compile(r"（[^）]*）|\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside a clause. `confidence` is empty where it is confirmed; `notes` are whole phrases.

    document   the id of the document, whose page the title opens
    wording    the words of the clause, where they are held
    """

    document: str
    title: str
    number: str
    article: str
    notes: tuple[str, ...] = ()
    confidence: str = ""
    wording: tuple[str, ...] = ()


def margin(teller: Teller, source: Source, period: Period, confidence: str, *notes: str) -> Margin:
    """The margin of a clause or a value."""
    document = teller.pack.documents.get(source.document, {})
    own = () if source.note is None or teller.language == "en" else (source.note,)
    held = () if period == Period(None, None) else (period_in_words(teller, period),)
    return Margin(
        document=source.document,
        title=teller.document_title(source.document),
        number=document.get("number") or "",
        article=source.article or "",
        notes=(*held, *notes, *own),
        confidence=unconfirmed(teller, confidence),
        wording=wording(teller.pack, source),
    )


def unconfirmed(teller: Teller, confidence: str) -> str:
    """How far it is confirmed, in words; nothing where it is verified."""
    return "" if confidence == "verified" else CONFIDENCE[teller.language][confidence]


def period_in_words(teller: Teller, period: Period) -> str:
    """A period as people say it."""
    starts, ends = period.starts_on, period.ends_on
    if starts and ends:
        return teller.say(w.FROM_TO, day(starts), day(ends))
    if starts:
        return teller.say(w.SINCE, day(starts))
    return teller.say(w.UNTIL, day(ends)) if ends else teller.say(w.ALWAYS)


def speaker_on(teller: Teller, measure: Measure, on: date) -> Speaker:
    """Who says the measure's rules with the values of the day."""
    titles = {p.name: teller.words(p.title) for p in measure.parameters.values() if p.title is not None}
    known = known_values(measure.parameters, on, None)
    return Speaker(teller.pack.vocabulary, teller.language, known, titles)


def value(teller: Teller, parameter: Parameter, found: Value | None) -> str:
    """A value of policy with its unit; that nobody has found it, where it is unknown."""
    if found is None:
        return teller.say(w.NOT_FOUND_MARK)
    return _said(teller, found, parameter.type)


def key(teller: Teller, parameter: Parameter, found: Value) -> str:
    """A key of a table in words."""
    fact = teller.pack.vocabulary.facts[str(parameter.by)]
    said = _said(teller, found, fact.type)
    if fact.type.codes is not None or fact.type.unit == "rank":
        return said
    return f"{without_brackets(teller.words(fact.words))} {said}"


def without_brackets(text: str) -> str:
    """The text without what stands in brackets: a label without how to fill it in."""
    return BRACKETS.sub("", text)


def _said(teller: Teller, found: Value, type_: Type) -> str:
    if isinstance(found, date):
        return day(found)
    return teller.say(w.RANK, found) if type_.unit == "rank" else teller.speaker().value(found, type_)


def place_name(teller: Teller, division: str | None) -> str:
    """What a division is called; empty where there is none."""
    if division is None:
        return ""
    listed = teller.pack.vocabulary.codes.get(DIVISIONS)
    words = None if listed is None else listed.codes.get(division)
    return division if words is None else teller.words(words)


def prefecture_of(teller: Teller, place: Value | None) -> str | None:
    """The prefecture that a place lies in, or is; None where it lies in none of the region or is not known."""
    known = prefectures(teller.pack)
    at = None if place is None else str(place)
    while at is not None and at not in known:
        at = teller.pack.vocabulary.parent_of(at)
    return at


def parts(condition: Condition) -> tuple[Condition, ...]:
    """The ways of a condition; itself where it has none."""
    return condition.branches or (condition,)


def value_title(teller: Teller, measure: Measure, parameter: Parameter) -> str:
    """What a value is called: its own words, else those of what reads it."""
    if parameter.title is not None:
        return teller.words(parameter.title)
    read = (words for rule, words in _readers(measure) if parameter.name in parameters_in(rule))
    found = next(read, None)
    return teller.say(w.GIVES[measure.gives_kind]) if found is None else teller.words(found)


def _readers(measure: Measure) -> Iterator[tuple[Expr, Words]]:
    for condition in measure.all_conditions:
        for part in parts(condition):
            yield part.rule, part.words
    for limit in measure.limits:
        yield limit.at_most, limit.words


def read_on(measure: Measure, on: date) -> list[Parameter]:
    """The values that are read on the day, each once."""
    names = [name for rule, held in measure.rules() if held.holds(on) for name in parameters_in(rule)]
    return [measure.parameters[name] for name in dict.fromkeys(names)]


def values_of(row: Row) -> tuple[Value | None, ...]:
    """What a row holds: one value, or those of its table."""
    return (row.value,) if row.values is None else tuple(row.values.values())


def is_confirmed(confidence: str) -> bool:
    """Whether it may be paid on."""
    return confidence in PAYING


_SURENESS = ("unverified", "partial", "demonstration", "verified")
"""Confidences, the weakest first."""


def weakest_on(measure: Measure, on: date) -> str:
    """The weakest confidence of all on which the measure rests on the day; what has no value is not verified."""
    rows = [parameter.row_on(on) for parameter in read_on(measure, on)]
    found = ["unverified" if row is None else row.confidence for row in rows]
    for condition in measure.conditions:
        if condition.period.holds(on):
            found += [part.confidence for part in (condition, *condition.branches)]
    found += [limit.pool.confidence for limit in measure.limits if limit.period.holds(on)]
    return min(found, key=_SURENESS.index, default="verified")
