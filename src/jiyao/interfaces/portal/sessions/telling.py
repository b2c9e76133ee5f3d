"""Sessions, candidates and sittings in words."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from jiyao.engine.determination.reasons import Determination
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import (
    Candidate,
    CandidateState,
    Duty,
    DutyRole,
    DutyState,
    Part,
    Seat,
    Session,
    SessionState,
    Sitting,
)
from jiyao.evaluation.queries.candidacies import Judged, Stand
from jiyao.evaluation.scoring import parts_of
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.targets import targets_called
from jiyao.interfaces.ui.templatetags.ui import day
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in

STATE_MARKS = {
    SessionState.PLANNED: "ask",
    SessionState.FILED: "later",
    SessionState.ARRANGED: "confirm",
    SessionState.CANCELLED: "no",
}
CANDIDATE_MARKS = {
    CandidateState.ENROLLED: "ask",
    CandidateState.ADMITTED: "yes",
    CandidateState.REFUSED: "no",
    CandidateState.WITHDRAWN: "none",
}
STANDS: Mapping[Stand, tuple[str, Words]] = {
    Stand.MAY: ("yes", Words(zh="符合", en="may apply")),
    Stand.OPEN: ("ask", Words(zh="待补充", en="something is not known")),
    Stand.LATER: ("later", Words(zh="未到期", en="not yet")),
    Stand.NOT: ("no", Words(zh="不符合", en="no condition is met")),
    Stand.NO_RULE: ("none", Words(zh="无申报条件", en="no conditions for this standard")),
}


@dataclass(frozen=True, slots=True)
class SessionTold:
    """A session in words."""

    session: Session
    title: str
    body: str
    place: str
    edition: str
    state: Words
    mark: str
    parts: Sequence[Words]


@dataclass(frozen=True, slots=True)
class CandidateTold:
    """A candidate in a list. `why`: the condition that suffices, what is missing, or from which day."""

    candidate: Candidate
    person: str
    state: Words
    state_mark: str
    stand: Words | None
    mark: str
    why: str


@dataclass(frozen=True, slots=True)
class SittingTold:
    """A sitting with how many sit there and who examines."""

    sitting: Sitting
    part: Words
    seated: int
    came: int
    duties: Sequence[tuple[str, Words, Words, bool]]


def sessions_told(sessions: Collection[Session], teller: Teller) -> list[SessionTold]:
    """Sessions in words, with a query for each kind of name."""
    bodies = organisation_names({one.organisation_id for one in sessions})
    called_so = targets_called(list(sessions), teller.pack)
    return [
        _session(one, teller.words(title), bodies, teller)
        for one, title in zip(sessions, called_so, strict=True)
    ]


def _session(session: Session, title: str, bodies: Mapping[int, str], teller: Teller) -> SessionTold:
    state = SessionState(session.state)
    edition = teller.pack.vocabulary.codes["standard_edition"].codes.get(session.standard_edition)
    return SessionTold(
        session=session,
        title=title,
        body=bodies.get(session.organisation_id, ""),
        place=place_name(teller, session.division),
        edition=teller.words(edition) if edition else session.standard_edition,
        state=called(state),
        mark=STATE_MARKS.get(state, "yes"),
        parts=[called(part) for part in parts_of(session)],
    )


def candidates_told(
    candidates: Collection[Candidate], said: Mapping[int, Judged], teller: Teller
) -> list[CandidateTold]:
    """Candidates in words. `said`: what the conditions say of those who are not decided."""
    people = masked_people(one.person_id for one in candidates)
    return [_candidate(one, said.get(one.pk), shown_in(people, one.person_id), teller) for one in candidates]


def _candidate(candidate: Candidate, said: Judged | None, person: str, teller: Teller) -> CandidateTold:
    state = CandidateState(candidate.state)
    mark, stand = ("", None) if said is None else STANDS[said.stand]
    why = _route_words(candidate, teller) if said is None else why_of(said, teller)
    return CandidateTold(candidate, person, called(state), CANDIDATE_MARKS[state], stand, mark, why)


def why_of(said: Judged, teller: Teller) -> str:
    """Why somebody stands as they do, in a line."""
    if said.stand is Stand.MAY:
        best = said.best
        ways = () if best is None else [way for one in best.conditions for way in one.branches if way.truth]
        return teller.words(ways[0].words) if ways else ""
    if said.stand is Stand.OPEN:
        speaker = teller.speaker()
        missing = teller.listed([speaker.fact(name) for name in said.missing])
        return teller.say(("还需知道：{0}", "Still to know: {0}"), missing)
    if said.stand is Stand.LATER and said.from_day is not None:
        return teller.say(("{0} 起符合", "from {0} on"), day(said.from_day))
    return "" if said.best is None else _lacking(said.best, teller)


def _lacking(best: Determination, teller: Teller) -> str:
    """What of the nearest way would have to be otherwise."""
    failing = next((one for one in best.conditions if one.truth is False), None)
    return "" if failing is None else " ".join(teller.needed(best, failing)).removeprefix("→ ")


def _route_words(candidate: Candidate, teller: Teller) -> str:
    measure = teller.pack.measures.get(candidate.measure)
    if measure is None:
        return ""
    for condition in measure.conditions:
        for way in condition.branches:
            if way.id == candidate.route:
                return teller.words(way.words)
    return teller.words(measure.title)


def sittings_told(sittings: Sequence[Sitting], teller: Teller) -> list[SittingTold]:
    """Sittings with their seats and who examines there; nobody's name in the clear."""
    duties: dict[int, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.filter(sitting__in=sittings).order_by("pk"):
        duties[duty.sitting_id].append(duty)
    people = masked_people(duty.person_id for some in duties.values() for duty in some)
    seats: dict[int, list[bool]] = defaultdict(list)
    for number, came_at in Seat.objects.filter(sitting__in=sittings).values_list("sitting", "came_at"):
        seats[number].append(came_at is not None)
    return [
        SittingTold(
            one,
            called(Part(one.part)),
            len(seats[one.pk]),
            sum(seats[one.pk]),
            [_duty(duty, shown_in(people, duty.person_id)) for duty in duties[one.pk]],
        )
        for one in sittings
    ]


def _duty(duty: Duty, person: str) -> tuple[str, Words, Words, bool]:
    state = DutyState(duty.state)
    return person, called(DutyRole(duty.role)), called(state), state is DutyState.DECLINED
