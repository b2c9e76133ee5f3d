"""What a roster comes to: the total first, then each measure with its persons, sums, days and causes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import File, Words
from jiyao.insight.roster.determining import Answer, Cause, Standing
from jiyao.insight.roster.reading import Read

MOST_SHOWN = 200
"""Rows shown of one measure, and refused cells; the files hold them all."""
MOST_CAUSES = 3


class CauseCount(File):
    """A cause with the persons that it stops. `document`, `article`: where the condition is written."""

    words: Words
    document: Words | None
    article: str | None
    persons: int


class DaySum(File):
    """What can be claimed from a day on."""

    on: date
    persons: int
    amount_fen: int


class ShownRow(File):
    """One row under one measure."""

    line: int
    person: str
    standing: Standing
    amount_fen: int
    on: date
    asked: bool
    causes: tuple[Words, ...]


class ShownWrong(File):
    """One cell that was refused."""

    line: int
    column: Words
    value: str
    reason: Words


class MeasureReport(File):
    """One measure. Persons may stand in more than one of the counts, with different rows."""

    id: str
    title: Words
    pays: str
    rows: int
    persons_now: int
    amount_now_fen: int
    asked: int
    later: tuple[DaySum, ...]
    held: int
    held_for: tuple[CauseCount, ...]
    open: int
    missing: tuple[CauseCount, ...]
    lost: int
    failed: tuple[CauseCount, ...]
    shown: tuple[ShownRow, ...]


class Report(File):
    """Everything that the page says of one roster."""

    on: date
    persons: int
    rows: int
    persons_now: int
    amount_now_fen: int
    amount_by_payee: dict[str, int]
    later_fen: int
    refused_rows: int
    wrong: tuple[ShownWrong, ...]
    ignored: tuple[str, ...]
    measures: tuple[MeasureReport, ...]


def report_of(*, read: Read, answers: Sequence[Answer], pack: Pack, on: date) -> Report:
    """The report of a roster that was determined."""
    by_measure: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_measure[answer.measure.id].append(answer)
    now = _standing(answers, Standing.NOW)
    by_payee: dict[str, int] = defaultdict(int)
    for answer in now:
        by_payee[answer.measure.pays] += answer.amount_fen
    wrong = [wrong for entry in read.refused for wrong in entry.wrong][:MOST_SHOWN]
    return Report(
        on=on,
        persons=len(read.people),
        rows=len(read.entries),
        persons_now=_persons(now),
        amount_now_fen=_sum(now),
        amount_by_payee=dict(by_payee),
        later_fen=_sum(_standing(answers, Standing.LATER)),
        refused_rows=len(read.refused),
        wrong=tuple(ShownWrong(line=w.line, column=w.column, value=w.value, reason=w.reason) for w in wrong),
        ignored=read.ignored,
        measures=tuple(sorted((_measure(some, pack) for some in by_measure.values()), key=_weight)),
    )


def _weight(report: MeasureReport) -> tuple[int, int, int]:
    """Most money first, then most money later, then what is still open."""
    return (-report.amount_now_fen, -sum(day.amount_fen for day in report.later), -report.open)


def _measure(answers: Sequence[Answer], pack: Pack) -> MeasureReport:
    measure = answers[0].measure
    now, held, open_, lost = (
        _standing(answers, standing)
        for standing in (Standing.NOW, Standing.HELD, Standing.OPEN, Standing.LOST)
    )
    return MeasureReport(
        id=measure.id,
        title=measure.title,
        pays=measure.pays,
        rows=len(answers),
        persons_now=_persons(now),
        amount_now_fen=_sum(now),
        asked=_persons([answer for answer in now if answer.asked]),
        later=_days(_standing(answers, Standing.LATER)),
        held=_persons(held),
        held_for=_causes(held, pack),
        open=_persons(open_),
        missing=_causes(open_, pack),
        lost=_persons(lost),
        failed=_causes(lost, pack),
        shown=tuple(_shown(answer) for answer in sorted(answers, key=_order)[:MOST_SHOWN]),
    )


def _order(answer: Answer) -> tuple[int, date, int]:
    return (list(Standing).index(answer.standing), answer.on, answer.entry.line)


def _shown(answer: Answer) -> ShownRow:
    return ShownRow(
        line=answer.entry.line,
        person=answer.entry.name or answer.entry.person,
        standing=answer.standing,
        amount_fen=answer.amount_fen,
        on=answer.on,
        asked=answer.asked,
        causes=tuple(cause.words for cause in answer.causes[:MOST_CAUSES]),
    )


def _standing(answers: Iterable[Answer], standing: Standing) -> list[Answer]:
    return [answer for answer in answers if answer.standing is standing]


def _persons(answers: Iterable[Answer]) -> int:
    return len({answer.entry.person for answer in answers})


def _sum(answers: Iterable[Answer]) -> int:
    return sum(answer.amount_fen for answer in answers)


def _days(answers: Iterable[Answer]) -> tuple[DaySum, ...]:
    by_day: dict[date, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_day[answer.on].append(answer)
    return tuple(
        DaySum(on=on, persons=_persons(some), amount_fen=_sum(some)) for on, some in sorted(by_day.items())
    )


def _causes(answers: Iterable[Answer], pack: Pack) -> tuple[CauseCount, ...]:
    """The causes that stop most persons."""
    known: dict[str, Cause] = {}
    found: set[tuple[str, str]] = set()
    for answer in answers:
        for cause in answer.causes:
            known.setdefault(cause.words.zh, cause)
            found.add((cause.words.zh, answer.entry.person))
    counts = Counter(words for words, _ in found)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_CAUSES]
    return tuple(_counted(known[words], persons, pack) for words, persons in most)


def _counted(cause: Cause, persons: int, pack: Pack) -> CauseCount:
    source = cause.source
    title = None if source is None else _title(pack, source.document)
    return CauseCount(
        words=cause.words,
        document=title,
        article=None if source is None else source.article,
        persons=persons,
    )


def _title(pack: Pack, document: str) -> Words:
    title = pack.documents[document]["title"]
    return Words(zh=title["zh"], en=title["en"]) if isinstance(title, dict) else Words(zh=title, en=title)
