"""Runs at the desk: asked for, and told measure by measure beside the run before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jiyao.base.errors import Invalid
from jiyao.engine.measures import Outcome
from jiyao.engine.population.counting import MeasureCount
from jiyao.engine.population.running import Run as Outcomes
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.queueing import enqueue
from jiyao.foundation.models import Job
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.pack import the_pack
from jiyao.policy.actions.asking import ask_for_run
from jiyao.policy.counting import counted, pays, total
from jiyao.policy.models import Run
from jiyao.policy.queries.runs import RunGone, outcomes_of, run_before

DAY = Field(
    name="on",
    label=Words(zh="测算日", en="Day of determination"),
    kind="day",
    hint=Words(
        zh="按这一天的事实和规则，对登记的每个人测算全部政策。",
        en="Every measure for everybody on record, as of this day.",
    ),
    is_required=True,
)
MARK = Words(zh="演示数据", en="demonstration data")
_NONE = MeasureCount("", "", {}, {}, 0)


class NoDay(Invalid):
    """No day was given."""


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of a run, and by how much it differs from the run before; None where there is nothing before."""

    measure: str
    title: str
    subject: str
    rows: int
    eligible: int
    to_be_confirmed: int
    payable: int
    total_fen: int
    more_eligible: int | None = None
    more_fen: int | None = None


def runs_folder() -> Path:
    """Where runs lie."""
    return Path(settings.VAR) / "runs"


def day_from(text: str) -> date:
    """The day that was given. raises NoDay"""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoDay("write a day such as 2025-06-30", zh="请填日期，如 2025-06-30") from None


@transaction.atomic
def begin_run(on: date, by: str, language: Language) -> Job:
    """The job that determines everybody on the day, given to the workers."""
    shown = settings.DEMONSTRATION
    job = ask_for_run(
        on=on,
        pack=settings.PACK,
        demonstration=shown,
        mark=MARK.said(language) if shown else None,
        runs=runs_folder(),
        by=by,
        language=language,
    )
    enqueue(job)
    return job


def run_page(run: Run, language: Language) -> dict[str, object]:
    """What the page of a run tells. raises RunGone"""
    outcomes, earlier = outcomes_of(run, runs_folder()), run_before(run)
    before = None if earlier is None else _outcomes_or_none(earlier)
    return {
        "run": run,
        "mark": outcomes.mark,
        "earlier": earlier if before is not None else None,
        "lines": list(_lines(outcomes, before, language)),
        "total": _total(outcomes, before, language),
        "without": _without_rows(outcomes, language),
    }


def _outcomes_or_none(run: Run) -> Outcomes | None:
    try:
        return outcomes_of(run, runs_folder())
    except RunGone:
        return None


def _lines(now: Outcomes, before: Outcomes | None, language: Language) -> Iterator[Line]:
    earlier = None if before is None else {count.measure: count for count in counted(before)}
    for count in counted(now):
        yield _line(count, now.rows[count.subject], earlier, language)


def _total(now: Outcomes, before: Outcomes | None, language: Language) -> Line:
    found = total(now)
    earlier = None if before is None else {found.measure: total(before)}
    return _line(found, now.determinations, earlier, language)


def _line(
    count: MeasureCount, rows: int, before: Mapping[str, MeasureCount] | None, language: Language
) -> Line:
    pack = the_pack()
    measure, subject = pack.measures.get(count.measure), pack.vocabulary.subjects.get(count.subject)
    eligible = count.outcomes.get(Outcome.ELIGIBLE, 0)
    was = None if before is None else before.get(count.measure, _NONE)
    return Line(
        measure="" if measure is None else measure.id,
        title=pack.title_of(count.measure).said(language),
        subject=count.subject if subject is None else subject.words.said(language),
        rows=rows,
        eligible=eligible,
        to_be_confirmed=count.outcomes.get(Outcome.TO_BE_CONFIRMED, 0),
        payable=pays(count),
        total_fen=count.total_fen,
        more_eligible=None if was is None else eligible - was.outcomes.get(Outcome.ELIGIBLE, 0),
        more_fen=None if was is None else count.total_fen - was.total_fen,
    )


def _without_rows(run: Outcomes, language: Language) -> Sequence[str]:
    """The subjects that there were no rows of."""
    pack = the_pack()
    missing = dict.fromkeys(count.subject for count in run.measures if not run.rows.get(count.subject))
    missing |= dict.fromkeys(m.subject for m in pack.measures.values() if not run.rows.get(m.subject))
    known = pack.vocabulary.subjects
    return [known[subject].words.said(language) for subject in missing if subject in known]
