"""Jobs as a list: what was asked for last, by whom, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiyao.engine.shapes import Language
from jiyao.foundation.models import Job
from jiyao.interfaces.desk.jobs import COUNTS
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.jobs import jobs_in_reach
from jiyao.registry.queries.labels import account_names

LISTED = 50


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job in one line. `counts`: what came of it, in words."""

    job: Job
    title: str
    by: str
    counts: Sequence[str]


def job_lines(holder: Holder, work: str, language: Language) -> dict[str, object]:
    """The last jobs of a kind of work that this holder may see; whose they are, where others' are among them."""
    reach = holder.reach("jobs", "see")
    jobs = list(jobs_in_reach(reach).filter(work=work)[:LISTED])
    names = account_names({job.by for job in jobs}) if reach.everything else {}
    lines = [JobLine(j, j.title.said(language), names.get(j.by, j.by), _counts(j, language)) for j in jobs]
    return {"jobs": lines, "tells_by": reach.everything}


def _counts(job: Job, language: Language) -> list[str]:
    told = ((words, job.counts.get(name, 0)) for name, words in COUNTS.items())
    return [f"{words.said(language)} {value:,}" for words, value in told if value]
