"""One measure as a page: everything that is known of it, in the page's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiyao.engine.measures import Condition, Limit, Measure
from jiyao.engine.rules.tree import parameters_in
from jiyao.engine.wording import Speaker
from jiyao.interfaces.ui.policy import words as w
from jiyao.interfaces.ui.policy.cases import WorkedCase, worked_cases
from jiyao.interfaces.ui.policy.catalogue import Entry, entry
from jiyao.interfaces.ui.policy.guides import Elsewhere, published_by
from jiyao.interfaces.ui.policy.papers import Document, ProcedureStep, documents, procedure_steps
from jiyao.interfaces.ui.policy.telling import Margin, margin, speaker_on, value, without_brackets
from jiyao.interfaces.ui.policy.values import Series, series
from jiyao.interfaces.ui.policy_words import FUNDS, PAYEES, STAGES
from jiyao.interfaces.ui.sentences import WINDOW, Teller
from jiyao.interfaces.ui.templatetags.ui import day


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition in words with its margin. `rule` says it with the figures of the day; `ways`: any one is enough.

    A way has no margin where it would repeat that of its condition.
    """

    words: str
    rule: str
    margin: Margin | None
    ways: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: how often, counted how, shared with which measures."""

    words: str
    at_most: str
    per: str
    shared: tuple[Measure, ...]
    margin: Margin


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """What stands on the page of a measure. `past`, `later`: conditions of earlier and of later days.

    `asks` is what an official judges.

    `guides`: the prefectures, and who has published where it is had.

    `constants` are values that stand alike on every day, `series` those that change or that prefectures set.
    """

    entry: Entry
    stage: str
    paid_to: str
    fund: str
    clauses: tuple[Clause, ...]
    past: tuple[Clause, ...]
    later: tuple[Clause, ...]
    asks: tuple[Clause, ...]
    limits: tuple[Bound, ...]
    series: tuple[Series, ...]
    constants: tuple[Series, ...]
    evidence: tuple[tuple[str, str], ...]
    steps: tuple[ProcedureStep, ...]
    cases: tuple[WorkedCase, ...]
    open: tuple[str, ...]
    waived: tuple[str, ...]
    notes: tuple[str, ...]
    documents: tuple[Document, ...]
    guides: tuple[Elsewhere, ...]


def measure_page(teller: Teller, measure: Measure, on: date) -> MeasurePage:
    """The page of a measure on a day."""
    speaker = speaker_on(teller, measure, on)
    conditions = [(c, _clause(teller, speaker, measure, c, on)) for c in measure.conditions]
    values = series(teller, measure, on)
    pays = measure.pays != "nobody"
    return MeasurePage(
        entry=entry(teller, measure, on),
        stage=STAGES[teller.language][measure.stage],
        paid_to=PAYEES[teller.language][measure.pays] if pays else "",
        fund=FUNDS[teller.language][measure.fund] if pays else "",
        clauses=tuple(clause for c, clause in conditions if c.period.holds(on)),
        past=tuple(clause for c, clause in conditions if _is_past(c, on)),
        later=tuple(clause for c, clause in conditions if not _is_past(c, on) and not c.period.holds(on)),
        asks=tuple(
            Clause(teller.words(ask.words), "", margin(teller, ask.source, ask.period, ask.confidence))
            for ask in measure.asks
            if ask.period.ends_on is None or ask.period.ends_on >= on
        ),
        limits=tuple(_bound(teller, speaker, measure, limit) for limit in measure.limits),
        series=tuple(one for one in values if not one.is_constant),
        constants=tuple(one for one in values if one.is_constant),
        evidence=tuple(
            (teller.words(paper.words), teller.words(paper.only_if) if paper.only_if else "")
            for paper in measure.evidence
        ),
        steps=procedure_steps(teller, measure),
        cases=worked_cases(teller, measure),
        open=tuple(teller.words(words) for words in measure.open),
        waived=tuple(teller.words(words) for words in measure.waived),
        notes=tuple(teller.words(words) for words in measure.notes),
        documents=documents(teller, measure),
        guides=tuple(published_by(teller, measure, on)),
    )


def _is_past(condition: Condition, on: date) -> bool:
    return condition.period.ends_on is not None and condition.period.ends_on < on


def _clause(teller: Teller, speaker: Speaker, measure: Measure, condition: Condition, on: date) -> Clause:
    own = _margin(teller, measure, condition, on)
    return Clause(
        words=teller.words(condition.words),
        rule=speaker.rule(condition.rule) if _has_figures(speaker, condition) else "",
        margin=own,
        ways=tuple(_way(teller, measure, way, own, on) for way in condition.branches),
    )


def _has_figures(speaker: Speaker, condition: Condition) -> bool:
    """Whether the rule says more than the words: figures of the day, each known or at least named."""
    names = parameters_in(condition.rule)
    named = all(speaker.known.get(name) is not None or name in speaker.titles for name in names)
    return bool(names) and named and condition.id != WINDOW and not condition.branches


def _way(teller: Teller, measure: Measure, way: Condition, above: Margin, on: date) -> Clause:
    own = _margin(teller, measure, way, on)
    return Clause(teller.words(way.words), "", None if own == above else own)


def _margin(teller: Teller, measure: Measure, condition: Condition, on: date) -> Margin:
    notes = () if condition.branches else tuple(_relaxations(teller, measure, condition, on))
    return margin(teller, condition.source, condition.period, condition.confidence, *notes)


def _relaxations(teller: Teller, measure: Measure, condition: Condition, on: date) -> Iterator[str]:
    """That a value of the condition is relaxed today, until when, and what stands then."""
    for name in parameters_in(condition.rule):
        parameter = measure.parameters[name]
        row = parameter.row_on(on)
        if row is None or row not in parameter.relaxed:
            continue
        ends, where = row.period.ends_on, teller.clause(row.source)
        yield teller.say(w.RELAXED_UNTIL, day(ends), where) if ends else teller.say(w.RELAXED, where)
        base = next((one for one in parameter.base if one.period.holds(on)), None)
        if base is not None and base.values is None:
            yield teller.say(w.THEN, value(teller, parameter, base.value))


def _bound(teller: Teller, speaker: Speaker, measure: Measure, limit: Limit) -> Bound:
    others = teller.pack.measures.values()
    return Bound(
        words=teller.words(limit.words),
        at_most=_times(teller, speaker, limit),
        per=teller.listed([_per(teller, speaker, name) for name in limit.pool.per]),
        shared=tuple(
            m for m in others if m is not measure and limit.pool.id in {x.pool.id for x in m.limits}
        ),
        margin=margin(teller, limit.source, limit.period, limit.pool.confidence),
    )


def _times(teller: Teller, speaker: Speaker, limit: Limit) -> str:
    said = speaker.rule(limit.at_most)
    if said.isdigit():
        said = teller.say(w.ONCE) if said == "1" else teller.say(w.TIMES, said)
    return teller.say(w.AT_MOST, said)


def _per(teller: Teller, speaker: Speaker, name: str) -> str:
    """What a pool is counted by, without what its label says of how to fill it in."""
    return teller.say(w.PER_WORDS[name]) if name in w.PER_WORDS else without_brackets(speaker.fact(name))
