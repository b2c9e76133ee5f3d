"""Evaluation's states, parts and roles in both languages. The Chinese words are those of the models."""

from collections.abc import Mapping

from django.db.models import TextChoices

from jiyao.engine.shapes import Words
from jiyao.evaluation.models import CandidateState, DutyRole, DutyState, Part, SessionState

_ENGLISH: Mapping[TextChoices, str] = {
    Part.THEORY: "Theory",
    Part.PRACTICAL: "Practical test",
    Part.REVIEW: "Comprehensive review",
    DutyRole.LEAD: "lead examiner",
    DutyRole.EXAMINER: "examiner",
    DutyRole.INTERNAL: "internal supervisor",
    DutyRole.EXTERNAL: "external supervisor",
    DutyState.ASKED: "To answer",
    DutyState.ACCEPTED: "Accepted",
    DutyState.DECLINED: "Declined",
    DutyState.SIGNED: "Signed",
    CandidateState.ENROLLED: "Enrolled",
    CandidateState.ADMITTED: "Admitted",
    CandidateState.REFUSED: "Not admitted",
    CandidateState.WITHDRAWN: "Withdrawn",
    SessionState.PLANNED: "Planned",
    SessionState.FILED: "Filed",
    SessionState.ARRANGED: "Arranged",
    SessionState.EXAMINED: "Examined",
    SessionState.PUBLISHED: "Results on notice",
    SessionState.REPORTED: "Reported",
    SessionState.CERTIFIED: "Certified",
    SessionState.CANCELLED: "Cancelled",
}


def called(choice: TextChoices) -> Words:
    """What a state, a part or a role is called."""
    return Words(zh=str(choice.label), en=_ENGLISH[choice])
