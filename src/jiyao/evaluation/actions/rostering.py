"""A whole roster enrolled: everybody in it, or nobody with the rows that are wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.tree import Value
from jiyao.evaluation.actions.enrolling import CANDIDATES, BadAnswer, check_answers, enrol, not_theirs
from jiyao.evaluation.actions.working_on import is_own
from jiyao.evaluation.models import Candidate, CandidateState, Session
from jiyao.registry.hand import Hand
from jiyao.registry.imports.checking.reasons import Reason
from jiyao.registry.imports.rosters import BadRow, Roster, lines_wrong

ENROLLED = ("已在本批次报名", "is enrolled in this session already")

UNKNOWN = Reason("person").said("en")
STRANGER = (
    "不是本校在读学生，也不是本单位职工",
    "is neither a student of yours nor works for you, by what is on record",
)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of a roster: how many were enrolled, or the rows because of which nobody was."""

    candidates: int
    bad: Sequence[BadRow]


@transaction.atomic
def enrol_roster(session: int, roster: Roster, hand: Hand, pack: Pack, *, source: str) -> Enrolled:
    """What came of it. raises what `enrol` raises of the session as a whole"""
    bad = [
        *_unknown_as_strangers(session, roster, hand),
        *_strangers(session, roster, hand),
        *_enrolled_already(session, roster),
        *_bad_answers(roster, pack),
    ]
    if bad:
        return Enrolled(0, lines_wrong(bad))
    return Enrolled(len(enrol(session, roster.people, hand, pack, source=source)), ())


def _unknown_as_strangers(session: int, roster: Roster, hand: Hand) -> list[BadRow]:
    """The refused rows. Whoever is not the session's body is not told whether a number is anybody's."""
    found = Session.objects.filter(pk=session).first()
    if found is None or is_own(found.organisation_id, hand, CANDIDATES):
        return list(roster.bad)
    return [
        replace(one, column="", zh=STRANGER[0], en=STRANGER[1]) if one.en == UNKNOWN else one
        for one in roster.bad
    ]


def _strangers(session: int, roster: Roster, hand: Hand) -> list[BadRow]:
    found = Session.objects.filter(pk=session).first()
    strangers = frozenset[int]() if found is None else not_theirs(found, list(roster.people), hand)
    return [BadRow(roster.lines[person], "", *STRANGER) for person in sorted(strangers)]


def _enrolled_already(session: int, roster: Roster) -> list[BadRow]:
    there = Candidate.objects.filter(session=session).exclude(state=CandidateState.WITHDRAWN)
    found = set(there.values_list("person_id", flat=True)) & set(roster.people)
    return [BadRow(roster.lines[person], "", *ENROLLED) for person in sorted(found)]


def _bad_answers(roster: Roster, pack: Pack) -> list[BadRow]:
    found = []
    for person, answers in roster.people.items():
        complaint = _complaint(answers, pack)
        if complaint is not None:
            found.append(BadRow(roster.lines[person], "", complaint.zh, str(complaint)))
    return found


def _complaint(answers: Mapping[str, Value | None], pack: Pack) -> BadAnswer | None:
    try:
        check_answers(answers, pack, frozenset(answers))
    except BadAnswer as error:
        return error
    return None
