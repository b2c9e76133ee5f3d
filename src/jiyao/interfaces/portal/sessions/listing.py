"""The candidates of a session as pages of their table, and the rosters that were brought for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from jiyao.engine.shapes import Words
from jiyao.evaluation.models import CandidateState, Session
from jiyao.evaluation.queries.candidacies import judged
from jiyao.evaluation.tables import CANDIDATES
from jiyao.foundation.models import Job, JobState
from jiyao.interfaces.portal.sessions.telling import candidates_told
from jiyao.interfaces.ui.context import now, today
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.job_words import JOB_STATES
from jiyao.interfaces.ui.pack import assessor
from jiyao.interfaces.ui.permitting import holder_in
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.queries.listing import Asked, listed

LAST_ROSTERS = 5
ROSTER_MARKS = {JobState.DONE: "yes", JobState.REFUSED: "no", JobState.FAILED: "no"}


@dataclass(frozen=True, slots=True)
class RosterTold:
    """A roster that was brought."""

    number: int
    name: str
    at: datetime
    state: Words
    mark: str


def listed_candidates(request: HttpRequest, session: Session, teller: Teller) -> dict[str, object]:
    """A page of the candidates, of one state where the address asks for it, with what rules say of the undecided."""
    state, page = request.GET.get("state", ""), request.GET.get("page", "")
    state = state if state in CandidateState.values else ""
    narrowed = {"session_id": str(session.pk), **({"state": state} if state else {})}
    asked = Asked(narrowed=narrowed, sort="id", page=int(page) if page.isdecimal() and len(page) < 7 else 1)
    found = listed(CANDIDATES, holder_in(request).reach(CANDIDATES.name, "see"), asked, today())
    open_ = [one for one in found.rows if one.state == CandidateState.ENROLLED]
    said = judged(open_, assessor(), on=today(), known_at=now())
    return {
        "candidates": candidates_told(found.rows, said, teller),
        "found": found,
        "state": state,
        "states": [(one.value, called(one)) for one in CandidateState],
        "address": f"state={state}" if state else "",
    }


def rosters_told(jobs: Iterable[Job]) -> list[RosterTold]:
    """The last rosters, each with its state."""
    return [_told(job) for job, _ in zip(jobs, range(LAST_ROSTERS), strict=False)]


def _told(job: Job) -> RosterTold:
    state = Words(zh=JOB_STATES["zh"][job.state], en=JOB_STATES["en"][job.state])
    mark = ROSTER_MARKS.get(JobState(job.state), "later")
    return RosterTold(job.pk, job.arguments["name"], job.asked_at, state, mark)
