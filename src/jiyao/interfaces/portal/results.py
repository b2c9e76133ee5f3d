"""Results of sessions as pages show them: to the body, to everybody while on notice, to each candidate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jiyao.base.working_days import Deadline
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import (
    Candidate,
    CandidateState,
    Part,
    PartResult,
    ReMarking,
    Session,
    SessionState,
)
from jiyao.evaluation.queries.marks import Agreement, marks_of
from jiyao.evaluation.queries.results import results_of
from jiyao.evaluation.scoring import ABSENT, Scoring, in_marks, parts_of, scoring_of
from jiyao.foundation.actions.texts import text_left
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.targets import targets_called
from jiyao.registry.queries.labels import masked_people, organisation_names

MOST_SHOWN = 500
"""How many sessions are listed, should nobody know how long results stay on notice."""
ON_NOTICE = (SessionState.PUBLISHED, SessionState.REPORTED, SessionState.CERTIFIED)


@dataclass(frozen=True, slots=True)
class Cell:
    """A candidate in a part: the mark as people write it, and whether it passed; empty before anything was found."""

    written: str
    passed: bool | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A candidate with a cell for each part, and whether all of them passed."""

    candidate: Candidate
    name: str
    cells: Sequence[Cell]

    @property
    def passed(self) -> bool:
        """Whether every part was passed."""
        return all(cell.passed for cell in self.cells)

    @property
    def is_found(self) -> bool:
        """Whether every part has a result."""
        return all(cell.passed is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SittingProgress:
    """How far the marks of a sitting are: seats in all, agreed, too few entries, disagreeing."""

    sitting: int
    part: Words
    room: str
    seats: int
    agreed: int
    open: int
    differing: int
    signed: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A session above its results."""

    session: Session
    target: Words
    body: str
    state: Words
    parts: Sequence[Words]
    notice: Deadline | None
    re_marking: Deadline | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A re-marking with what was said, for who may read it."""

    one: ReMarking
    part: Words
    reason: str
    answer: str
    before: str
    after: str


def heading_of(session: Session, pack: Pack) -> Heading:
    """The session with its names, parts and last days."""
    return headings_of([session], pack)[0]


def headings_of(sessions: Sequence[Session], pack: Pack) -> list[Heading]:
    """The same of several, in their order; a query for each kind of name."""
    targets = targets_called(sessions, pack)
    bodies = organisation_names({one.organisation_id for one in sessions})
    return [
        Heading(
            one,
            target,
            bodies.get(one.organisation_id, ""),
            called(SessionState(one.state)),
            [called(part) for part in parts_of(one)],
            _until("notice", one, pack),
            _until("re-mark", one, pack),
        )
        for one, target in zip(sessions, targets, strict=True)
    ]


def _until(does: str, session: Session, pack: Pack) -> Deadline | None:
    since = session.published_on
    return None if since is None else scoring_of(session, pack).until(does, since)


def rows_of(session: Session) -> Sequence[ResultRow]:
    """Every admitted candidate with what was found, by ticket."""
    candidates = list(
        Candidate.objects.filter(session=session, state=CandidateState.ADMITTED).order_by("ticket", "pk")
    )
    names = masked_people(one.person_id for one in candidates)
    results = results_of([one.pk for one in candidates])
    parts = parts_of(session)
    return [
        ResultRow(
            one,
            names[one.person_id].name if one.person_id in names else "",
            [cell(results.get(one.pk, {}).get(part)) for part in parts],
        )
        for one in candidates
    ]


def cell(result: PartResult | None) -> Cell:
    """A result as people read it."""
    return Cell("", None) if result is None else Cell(_mark(result), result.passed)


def progress_of(session: Session, scoring: Scoring) -> Sequence[SittingProgress]:
    """How far the marks of each sitting are."""
    found = []
    for sitting in session.sittings.select_related("room").order_by("starts_at", "pk"):
        seats = list(sitting.seats.values_list("pk", flat=True))
        agreements = [one.agreement for one in marks_of(seats, scoring.entries).values()]
        agreed = agreements.count(Agreement.AGREED)
        differing = agreements.count(Agreement.DIFFERENT) + agreements.count(Agreement.CONFLICT)
        found.append(
            SittingProgress(
                sitting.pk,
                called(Part(sitting.part)),
                str(sitting.room),
                len(seats),
                agreed,
                len(seats) - agreed - differing,
                differing,
                sitting.duties.filter(role="lead", state="signed").exists(),
            )
        )
    return found


def on_notice(pack: Pack, on: date) -> Sequence[Heading]:
    """The sessions whose results are on notice on a day, the last first; no more than are shown."""
    published = Session.objects.filter(state__in=ON_NOTICE, published_on__lte=on)
    found: list[Session] = []
    for of_kind in (published.filter(ability_item=""), published.exclude(ability_item="")):
        days = _days_on_notice(of_kind, pack, on)
        found += of_kind.filter(published_on__in=days).order_by("-published_on", "-pk")[:MOST_SHOWN]
    found.sort(key=lambda one: (one.published_on, one.pk), reverse=True)
    return headings_of(found[:MOST_SHOWN], pack)


def _days_on_notice(of_kind: QuerySet[Session], pack: Pack, on: date) -> list[date]:
    """The days since which results may be on notice: sessions of one kind are scored alike."""
    first = of_kind.first()
    if first is None:
        return []
    scoring = scoring_of(first, pack)
    days = of_kind.order_by().values_list("published_on", flat=True).distinct()
    ends = {day: scoring.until("notice", day) for day in days if day is not None}
    return [day for day, end in ends.items() if end is None or on <= end.on]


def asked_in(session: Session) -> Sequence[Asked]:
    """The re-markings of a session, the open ones first."""
    rows = ReMarking.objects.filter(candidate__session=session).select_related("candidate", "result")
    return [_asked(one) for one in rows.order_by("answered_at", "pk")]


def asked_by(candidate: Candidate) -> Mapping[str, Asked]:
    """By part what a candidate asked to be looked at again."""
    rows = ReMarking.objects.filter(candidate=candidate).select_related("candidate", "result")
    return {one.part: _asked(one) for one in rows}


def _asked(one: ReMarking) -> Asked:
    person = one.candidate.person_id
    versions = PartResult.objects.filter(candidate=one.candidate, part=one.part).order_by("version")
    before = versions.filter(version=one.result.version - 1).first() if one.result else versions.last()
    return Asked(
        one,
        called(Part(one.part)),
        text_left(person, "reason_sealed", one.reason_sealed),
        text_left(person, "answer_sealed", one.answer_sealed),
        "" if before is None else _mark(before),
        "" if one.result is None else _mark(one.result),
    )


def _mark(result: PartResult) -> str:
    return ABSENT if result.tenths is None else in_marks(result.tenths)
