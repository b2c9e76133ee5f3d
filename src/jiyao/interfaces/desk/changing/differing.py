"""Two versions of the pack side by side, in words: what stood, what stands then, and how the measure reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jiyao.base.periods import Period
from jiyao.engine.measures import ALWAYS, Condition, Measure, Parameter, Payable, Row
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language
from jiyao.engine.wording import Speaker, known_values
from jiyao.interfaces.desk.changing import words as w
from jiyao.interfaces.desk.changing.guide_differences import guide_title, guides_said
from jiyao.interfaces.ui.policy.giving import given_on
from jiyao.interfaces.ui.policy.telling import key, parts, period_in_words, place_name, value, value_title
from jiyao.interfaces.ui.policy_words import CONFIDENCE, FUNDS, PAYABLE, PAYEES, STAGES
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day, yuan


@dataclass(frozen=True, slots=True)
class Line:
    """One thing before and after; empty where there is none."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in one measure, or in the documents where there is no measure. `sentences`: as the rule reads."""

    measure: str
    title: str
    lines: tuple[Line, ...]
    sentences: tuple[Line, ...] = ()


Said = Mapping[tuple[str, ...], tuple[str, str]]
"""Title and text, by what tells the things of a measure apart."""


def differences(before: Pack, after: Pack, language: Language, on: date) -> list[Difference]:
    """Everything that changes, measure by measure, then the documents."""
    tellers = (Teller(before, language), Teller(after, language))
    found = [
        _difference(tellers, before.measures.get(id_), after.measures.get(id_), on)
        for id_ in dict.fromkeys([*after.measures, *before.measures])
        if before.measures.get(id_) != after.measures.get(id_)
    ]
    found += _guides(tellers)
    documents = _lines(_documents(tellers[0]), _documents(tellers[1]))
    title = tellers[0].say(w.DOCUMENT)
    return [one for one in (*found, Difference("", title, documents)) if one.lines or one.sentences]


def _guides(tellers: tuple[Teller, Teller]) -> list[Difference]:
    """What changes in local guides."""
    before, after = (guides_said(teller) for teller in tellers)
    return [
        Difference("", guide_title(tellers[1], *which), _lines(before.get(which, {}), after.get(which, {})))
        for which in dict.fromkeys([*before, *after])
        if before.get(which) != after.get(which)
    ]


def _difference(
    tellers: tuple[Teller, Teller], before: Measure | None, after: Measure | None, on: date
) -> Difference:
    said = [
        {} if measure is None else dict(_said(teller, measure))
        for teller, measure in zip(tellers, (before, after), strict=True)
    ]
    known = after or before
    assert known is not None  # noqa: S101 - it stands in one of them
    title = tellers[0].words(known.title)
    if before is None or after is None:
        return Difference(known.id, title, _lines(*said))
    when, where = _where_to_read(before, after, on)
    sentences = [
        dict(_sentences(teller, measure, when, where))
        for teller, measure in zip(tellers, (before, after), strict=True)
    ]
    return Difference(known.id, title, _lines(*said), _lines(*sentences))


def _lines(before: Said, after: Said) -> tuple[Line, ...]:
    keys = dict.fromkeys([*before, *after])
    nothing = ("", "")
    return tuple(
        Line((after.get(k) or before[k])[0], before.get(k, nothing)[1], after.get(k, nothing)[1])
        for k in keys
        if before.get(k, nothing)[1] != after.get(k, nothing)[1]
    )


def _said(teller: Teller, measure: Measure) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """Everything about a measure that an official may change in it."""
    yield from _about(teller, measure)
    for parameter in measure.parameters.values():
        yield from _rows(teller, measure, parameter)
    for condition in measure.conditions:
        for part in dict.fromkeys((condition, *parts(condition))):
            title = teller.words(part.words)
            yield ("condition", condition.id, part.id), (title, _part(teller, part))
    yield from _given(teller, measure)
    for ask in measure.asks:
        stands = CONFIDENCE[teller.language][ask.confidence]
        clause = teller.say(w.STANDS, teller.clause(ask.source), stands)
        yield ("ask", ask.id), (teller.words(ask.words), _dated(teller, ask.period, clause))
    for index, paper in enumerate(measure.evidence):
        only_if = "" if paper.only_if is None else f" · {teller.words(paper.only_if)}"
        yield ("paper", str(index)), (teller.say(w.PAPER), teller.words(paper.words) + only_if)
    for point in measure.open:
        yield ("open", point.zh), (teller.say(w.OPEN_POINT), teller.words(point))
    for note in measure.notes:
        yield ("note", note.zh), (teller.say(w.NOTE), teller.words(note))


def _about(teller: Teller, measure: Measure) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """What a measure is called, whom it is about, what it gives way to."""
    language = teller.language
    counted = teller.say(w.TODAY) if measure.counted_on is None else _fact(teller, measure.counted_on)
    yield ("title",), (teller.say(w.TITLE), teller.words(measure.title))
    yield ("summary",), (teller.say(w.SUMMARY), teller.words(measure.summary) if measure.summary else "")
    yield ("stage",), (teller.say(w.STAGE), STAGES[language][measure.stage])
    yield ("pays",), (teller.say(w.PAID_TO), PAYEES[language][measure.pays])
    yield ("fund",), (teller.say(w.FUND), FUNDS[language][measure.fund])
    yield ("place",), (teller.say(w.PLACE), _fact(teller, measure.place))
    yield ("counted",), (teller.say(w.COUNTED_ON), counted)
    yield ("procedure",), (teller.say(w.PROCEDURE), measure.procedure or "")
    applies = "" if measure.applies is None else teller.speaker().rule(measure.applies.rule)
    yield ("applies",), (teller.say(w.APPLIES), applies)
    rivals = [teller.words(m.title) for id_, m in teller.pack.measures.items() if id_ in measure.yields_to]
    yield ("yields",), (teller.say(w.YIELDS), teller.listed(rivals))
    basis = [f"{teller.document_title(id_)} {articles or ''}".strip() for id_, articles in measure.documents]
    yield ("basis",), (teller.say(w.BASIS), teller.listed(basis))


def _fact(teller: Teller, name: str) -> str:
    return teller.words(teller.pack.vocabulary.facts[name].words)


def _given(teller: Teller, measure: Measure) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """What is given, and how often."""
    for gives in measure.gives:
        said = _dated(teller, gives.period, teller.speaker().rule(gives.rule))
        yield ("gives", str(gives.period.starts_on or "")), (teller.say(w.GIVES), said)
    for limit in measure.limits:
        pool = limit.pool
        stands = CONFIDENCE[teller.language][pool.confidence]
        clause = teller.say(w.STANDS, teller.clause(pool.source), stands)
        times = teller.say(w.AT_MOST, teller.speaker().rule(limit.at_most), teller.words(pool.words))
        title = teller.say(w.POOL, teller.words(limit.words))
        yield ("limit", limit.id), (title, _dated(teller, limit.period, f"{times} · {clause}"))


def _dated(teller: Teller, period: Period, said: str) -> str:
    """The text with its days before it, where it does not stand always."""
    return said if period == ALWAYS else f"{period_in_words(teller, period)} · {said}"


def _part(teller: Teller, part: Condition) -> str:
    stands = CONFIDENCE[teller.language][part.confidence]
    rule = teller.speaker().rule(part.rule) if not part.branches else ""
    told = teller.say(w.STANDS, teller.clause(part.source), stands)
    return _dated(teller, part.period, f"{rule} · {told}" if rule else told)


def _rows(
    teller: Teller, measure: Measure, parameter: Parameter
) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    title = value_title(teller, measure, parameter)
    if parameter.set_by is not None:
        said = teller.say(w.STANDS, day(parameter.set_by.day), teller.clause(parameter.set_by.source))
        yield (parameter.name, "set_by"), (teller.say(w.DEADLINE, title), said)
    relaxed = teller.say(w.RELAXED, title)
    for series, name, rows in (
        ("base", title, parameter.base),
        ("relaxed", relaxed, parameter.relaxed),
        *(
            (division, teller.say(w.LOCAL, title, place_name(teller, division)), rows)
            for division, rows in sorted(parameter.local.items())
        ),
    ):
        for row in rows:
            starts = str(row.period.starts_on or "")
            yield (parameter.name, series, starts), (name, row_in_words(teller, parameter, row))


def row_in_words(teller: Teller, parameter: Parameter, row: Row) -> str:
    """A row: its days, its values, where it is written, how far it is confirmed."""
    stands = CONFIDENCE[teller.language][row.confidence]
    if row.confirmed_on is not None:
        stands = teller.say(w.CONFIRMED_ON, stands, day(row.confirmed_on))
    where = teller.say(w.STANDS, teller.clause(row.source), stands)
    return " · ".join((period_in_words(teller, row.period), values_in_words(teller, parameter, row), where))


def values_in_words(teller: Teller, parameter: Parameter, row: Row) -> str:
    """What a row holds: one value, or each of its table with its key."""
    if row.values is None:
        return value(teller, parameter, row.value)
    return teller.listed(
        [
            teller.say(w.TABLE, key(teller, parameter, k), value(teller, parameter, v))
            for k, v in row.values.items()
        ]
    )


def _where_to_read(before: Measure, after: Measure, on: date) -> tuple[date, str | None]:
    """A day, and a prefecture if there is one, for which the two read otherwise."""
    for name, parameter in after.parameters.items():
        old = before.parameters.get(name)
        for division, rows in (
            (None, (*parameter.base, *parameter.relaxed)),
            *parameter.local.items(),
        ):
            standing = () if old is None else tuple(old.rows())
            known = {(r.period, r.value, r.confidence, str(r.values)) for r in standing}
            for row in rows:
                if (row.period, row.value, row.confidence, str(row.values)) not in known:
                    return (on if row.period.holds(on) else row.period.starts_on or on), division
    return on, None


def _sentences(
    teller: Teller, measure: Measure, on: date, division: str | None
) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """How the measure reads on a day at a place: its conditions with figures, what it gives, whether it pays."""
    titles = {p.name: teller.words(p.title) for p in measure.parameters.values() if p.title is not None}
    known = known_values(measure.parameters, on, division)
    speaker = Speaker(teller.pack.vocabulary, teller.language, known, titles)
    for condition in measure.conditions:
        if condition.period.holds(on):
            yield ("rule", condition.id), (teller.words(condition.words), speaker.rule(condition.rule))
    yield ("gives",), (teller.say(w.GIVES), _gives(teller, measure, on))
    state = measure.payable_on(on, division)
    yield ("pays",), (teller.say(w.PAYS), _pays(teller, state, on))


def _gives(teller: Teller, measure: Measure, on: date) -> str:
    given = given_on(teller, measure, on)
    if given.low_fen is None or given.high_fen is None:
        return f"{given.words} {given.note}".strip()
    low, high = yuan(given.low_fen), yuan(given.high_fen)
    sum_ = low if low == high else f"{low}–{high}"
    unit = "元" if teller.language == "zh" else "yuan"
    return f"{sum_} {unit} {given.note}".strip()


def _pays(teller: Teller, state: Payable, on: date) -> str:
    return (
        f"{day(on)}：{PAYABLE[teller.language][state]}"
        if teller.language == "zh"
        else f"{day(on)}: {PAYABLE[teller.language][state]}"
    )


def _documents(teller: Teller) -> dict[tuple[str, ...], tuple[str, str]]:
    title = teller.say(w.DOCUMENT)
    return {
        (id_,): (
            title,
            f"{document.get('title', {}).get(teller.language, id_)} {document.get('number') or ''}".strip(),
        )
        for id_, document in teller.pack.documents.items()
    }
