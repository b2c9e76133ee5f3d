"""The catalogue of measures at the desk: a line each, with what the last run came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiyao.engine.population.counting import MeasureCount
from jiyao.interfaces.desk.runs import runs_folder
from jiyao.interfaces.ui.policy.catalogue import Asked, Entry, catalogue
from jiyao.interfaces.ui.policy.telling import weakest_on
from jiyao.interfaces.ui.policy_words import CONFIDENCE, FUNDS, STAGES
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.counting import counted, entitled
from jiyao.policy.models import Run
from jiyao.policy.queries.runs import RunGone, last_run, outcomes_of

NO_FUND = "none"


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in one line; `entitled` and `total_fen` are None where the last run did not determine it."""

    entry: Entry
    stage: str
    subject: str
    fund: str
    confidence: str
    entitled: int | None
    total_fen: int | None


def measures_page(teller: Teller, asked: Asked, on: date) -> dict[str, object]:
    """What the page tells."""
    found, run = catalogue(teller, asked, on), last_run()
    counts = _counts(run)
    entries = [entry for stage in found.stages for entry in stage.entries]
    return {
        "catalogue": found,
        "lines": [_line(teller, entry, counts.get(entry.id), on) for entry in entries],
        "run": run,
        "tells_run": bool(counts),
    }


def _counts(run: Run | None) -> Mapping[str, MeasureCount]:
    """What the run came to, by measure; nothing where its folder is gone."""
    if run is None:
        return {}
    try:
        return {count.measure: count for count in counted(outcomes_of(run, runs_folder()))}
    except RunGone:
        return {}


def _line(teller: Teller, entry: Entry, count: MeasureCount | None, on: date) -> MeasureLine:
    measure, language = teller.pack.measures[entry.id], teller.language
    return MeasureLine(
        entry=entry,
        stage=STAGES[language][entry.stage],
        subject=teller.words(teller.pack.vocabulary.subjects[entry.subject].words),
        fund="" if measure.fund == NO_FUND else FUNDS[language].get(measure.fund, measure.fund),
        confidence=CONFIDENCE[language][weakest_on(measure, on)],
        entitled=None if count is None else entitled(count),
        total_fen=None if count is None else count.total_fen,
    )
