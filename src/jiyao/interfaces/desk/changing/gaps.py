"""The list of gaps in words: what is not certain, for which measures, and who waits for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jiyao.engine.measures import Condition, Measure
from jiyao.engine.packs.gaps import Gap, GapKind, prefectures
from jiyao.engine.population.waiting import NOBODY, Waiting
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing import words as w
from jiyao.interfaces.desk.changing.differing import values_in_words
from jiyao.interfaces.ui.policy.telling import period_in_words, value_title
from jiyao.interfaces.ui.policy_words import CONFIDENCE, STAGES
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.models import PackChange


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap as a row of the list. `stands`: what the pack says of it, and how far that is confirmed.

    proposed   the changes that would fill it, and wait for a second official
    """

    gap: Gap
    kind: Words
    title: str
    stands: str
    measures: tuple[tuple[str, str], ...]
    whose: str
    stages: frozenset[str]
    documents: tuple[str, ...]
    waiting: Waiting
    proposed: Sequence[PackChange] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the list is wanted; empty is everything."""

    stage: str = ""
    document: str = ""
    whose: str = ""


@dataclass(frozen=True, slots=True)
class GapList:
    """The gaps asked for, those first for which most people wait; and by what the list can be narrowed."""

    asked: Asked
    lines: tuple[GapLine, ...]
    of: int
    stages: Mapping[str, str]
    documents: Sequence[tuple[str, str]]
    owners: Mapping[str, Words]


def gap_list(
    teller: Teller,
    gaps: Sequence[Gap],
    waiting: Mapping[str, Waiting],
    given: Mapping[str, str],
    proposed: Mapping[str, Sequence[PackChange]],
) -> GapList:
    """The list; what an address asks of which there is none counts as not asked."""
    lines = [
        replace(gap_line(teller, gap, waiting.get(gap.key, NOBODY)), proposed=proposed.get(gap.key, ()))
        for gap in gaps
    ]
    named = {document for line in lines for document in line.documents}
    stages = STAGES[teller.language]
    asked = Asked(
        stage=_known(given.get("stage", ""), stages),
        document=_known(given.get("document", ""), named),
        whose=_known(given.get("whose", ""), w.OWNERS),
    )
    found = [line for line in lines if _is_wanted(line, asked)]
    found.sort(key=lambda line: (-line.waiting.owners, -line.waiting.fen, line.measures[0][1], line.gap.key))
    titles = sorted((teller.document_title(id_), id_) for id_ in named)
    offered = [(id_, title) for title, id_ in titles]
    return GapList(asked, tuple(found), len(lines), stages, offered, w.OWNERS)


def _known(given: str, known: Mapping[str, object] | set[str]) -> str:
    return given if given in known else ""


def _is_wanted(line: GapLine, asked: Asked) -> bool:
    return (
        (not asked.stage or asked.stage in line.stages)
        and (not asked.document or asked.document in line.documents)
        and asked.whose in ("", line.whose)
    )


def gap_line(teller: Teller, gap: Gap, waiting: Waiting) -> GapLine:
    """One gap in words."""
    measures = [teller.pack.measures[id_] for id_ in gap.measures]
    return GapLine(
        gap=gap,
        kind=w.KINDS[gap.kind],
        title=title_of(teller, gap),
        stands=_stands(teller, gap, measures[0]),
        measures=tuple((measure.id, teller.words(measure.title)) for measure in measures),
        whose="prefecture" if gap.kind is GapKind.LOCAL else "province",
        stages=frozenset(measure.stage for measure in measures),
        documents=tuple(dict.fromkeys(_documents(gap, measures))),
        waiting=waiting,
    )


def _documents(gap: Gap, measures: Sequence[Measure]) -> Iterator[str]:
    if gap.source is not None:
        yield gap.source.document
        return
    for measure in measures:
        yield from (name for name, _ in measure.documents)


def title_of(teller: Teller, gap: Gap) -> str:
    """What a gap is called."""
    measure = teller.pack.measures[gap.measures[0]]
    match gap.kind:
        case GapKind.VALUE | GapKind.LOCAL:
            title = value_title(teller, measure, measure.parameters[gap.name])
            return teller.say(w.RELAXED, title) if gap.series == "relaxed" else title
        case GapKind.LIMIT:
            return teller.words(next(limit.words for limit in measure.limits if limit.pool.id == gap.name))
        case GapKind.ASK:
            return teller.words(next(ask.words for ask in measure.asks if ask.id == gap.name))
        case GapKind.OPEN:
            return teller.words(measure.open[int(gap.name) - 1])
        case _:
            return teller.words(condition_of(measure, gap).words)


def condition_of(measure: Measure, gap: Gap) -> Condition:
    """The condition, or the way of one, that a gap is about."""
    id_ = gap.within or gap.name
    found = next(condition for condition in measure.conditions if condition.id == id_)
    return next(way for way in found.branches if way.id == gap.name) if gap.within else found


def _stands(teller: Teller, gap: Gap, measure: Measure) -> str:
    if gap.kind is GapKind.LOCAL:
        parameter = measure.parameters[gap.name]
        return teller.say(w.SET_BY, len(parameter.local), len(prefectures(teller.pack)))
    if gap.kind is not GapKind.VALUE:
        return CONFIDENCE[teller.language].get(gap.confidence, "")
    parameter = measure.parameters[gap.name]
    rows = (*parameter.base, *parameter.relaxed)
    row = next((row for row in rows if row.period == gap.period and row.place == gap.place), None)
    if row is None:
        return teller.say(w.NO_ROW)
    said = values_in_words(teller, parameter, row)
    stands = CONFIDENCE[teller.language][row.confidence]
    return f"{period_in_words(teller, row.period)} · {teller.say(w.STANDS, said, stands)}"
