"""What bodies filed, and what they held: filings, scopes, owners, sessions with their sittings, on a stage."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jiyao.demo.drawing.columns import NONE
from jiyao.demo.drawing.history import moment
from jiyao.demo.frauds.rows import Row
from jiyao.demo.frauds.stage import Actor, Stage

BODY, SCOPE, OWNERSHIP = "evaluation_evaluationbody", "evaluation_bodyscope", "registry_ownership"
SESSION = "evaluation_session"
_LISTED_DAYS = 8 * 365
_HOUR = 3600
_SERIALS = 100_000
_LAST_SERIALS = 900_000
Work = tuple[str, str]
"""An occupation and a level."""


def filed_body(stage: Stage, place: str, filed_on: int, works: Sequence[Work]) -> int:
    """A new body that filed on a day, for years, with its scope."""
    body = stage.organisation(place, ("evaluation_body", NONE))
    file(stage, body, place, filed_on)
    for work in works:
        add_scope(stage, body, place, filed_on, work)
    return body


def file(stage: Stage, body: int, place: str, filed_on: int) -> None:
    """Files a body, or renews it."""
    part = f"S0000{place[:2]}{_LAST_SERIALS + body % _SERIALS}"
    stage.also(
        BODY, filed_on, organisation_id=body, number_part=part, division=place, filed_on=filed_on,
        starts_on=filed_on, ends_on=filed_on + _LISTED_DAYS,
    )  # fmt: skip


def add_scope(stage: Stage, body: int, place: str, since: int, work: Work) -> None:
    """Adds an occupation at a level to the scope of a body."""
    occupation, level = work
    stage.also(
        SCOPE, since, organisation_id=body, division=f"{place[:4]}00", occupation=occupation, level=level,
        starts_on=since, ends_on=since + _LISTED_DAYS,
    )  # fmt: skip


def own(stage: Stage, owner: int, organisation: int, share: int, until: int = NONE) -> None:
    """Gives an organisation a share of another, in ten-thousandths."""
    since = stage.block.plan.register_began
    stage.also(
        OWNERSHIP, since, organisation_id=organisation, owner_organisation_id=owner, share=share,
        starts_on=since, ends_on=until,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What a session is to be: whose, where, of which occupation at which level, and on which day."""

    body: int
    place: str
    work: Work
    day: int


def hold(stage: Stage, plan: Plan, **said: str | int) -> int:
    """A session that was reported; its number. The truth does not name it yet."""
    occupation, level = plan.work
    row: Row = {
        "organisation_id": plan.body, "division": plan.place, "occupation": occupation, "level": level,
        "number": f"示范-{plan.body}-{plan.day}", "starts_on": plan.day, "ends_on": plan.day,
        "enrols_until": plan.day - 15, "filed_on": plan.day - 40, "published_on": plan.day + 3,
        "reported_on": plan.day + 12,
    }  # fmt: skip
    return stage.kept(SESSION, **{**row, **said})


def enrol(stage: Stage, session: int, plan: Plan, actors: Sequence[Actor]) -> Sequence[int]:
    """The candidates of a session, by number."""
    return [
        stage.kept("evaluation_candidate", session_id=session, person_id=one.person, enrolled_on=plan.day - 20,
                   candidacy=0, ticket=f"示范-{session}-{turn}")
        for turn, one in enumerate(actors)
    ]  # fmt: skip


def sit(
    stage: Stage,
    session: int,
    plan: Plan,
    candidates: Sequence[int],
    *,
    hour: int,
    venue: str,
    room: str = "一考场",
) -> int:
    """A sitting of two hours with its candidates; its number. `hour`: of the day at home"""
    kept = stage.kept(
        "evaluation_room", organisation_id=plan.body, venue=venue, name=room, division=plan.place
    )
    starts, ends = (_moment(plan.day, at) for at in (hour, hour + 2))
    sitting = stage.kept(
        "evaluation_sitting", session_id=session, room_id=kept, starts_at=starts, ends_at=ends
    )
    for number, candidate in enumerate(candidates, start=1):
        stage.kept(
            "evaluation_seat", candidate_id=candidate, sitting_id=sitting, number=number, came_at=starts
        )
    return sitting


def examine(stage: Stage, sitting: int, examiner: int, day: int) -> None:
    """Somebody leads at a sitting and signs."""
    asked = _moment(day - 10, 9)
    stage.kept(
        "evaluation_duty", sitting_id=sitting, person_id=examiner, asked_at=asked, answered_at=asked,
        signed_at=_moment(day, 20),
    )  # fmt: skip


def find(stage: Stage, candidates: Sequence[int], day: int, tenths: Sequence[int], pass_mark: int) -> None:
    """What was found of candidates, from the pass mark on passed."""
    for candidate, mark in zip(candidates, tenths, strict=True):
        stage.kept(
            "evaluation_partresult", candidate_id=candidate, tenths=mark, passed=int(mark >= pass_mark),
            found_at=_moment(day, 20),
        )  # fmt: skip


def _moment(day: int, hour: int) -> int:
    return int(moment(np.array([day]), (hour - 8) * _HOUR)[0])
