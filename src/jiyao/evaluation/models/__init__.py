"""What evaluation keeps: contests; bodies and their people; sessions, candidates and marks; certificates and keys."""

from jiyao.evaluation.models.ability import AbilityItem
from jiyao.evaluation.models.body import (
    BodyScope,
    BodySuspension,
    EvaluationBody,
    Examiner,
    NumberPartSeries,
    Supervisor,
)
from jiyao.evaluation.models.certificate import (
    CertificatePaper,
    CertificateSeries,
    CertificateStep,
    IssuedCertificate,
    IssuerKey,
    Standing,
    StatusList,
)
from jiyao.evaluation.models.contest import Coaching, ContestResult
from jiyao.evaluation.models.inspection import Inspection, InspectionFile
from jiyao.evaluation.models.mark import Mark, PartResult, ReMarking
from jiyao.evaluation.models.platform import PlatformFile, PlatformFileKind, SentCertificate, SentState
from jiyao.evaluation.models.session import (
    Candidacy,
    Candidate,
    CandidateState,
    Duty,
    DutyRole,
    DutyState,
    Part,
    Room,
    Seat,
    Session,
    SessionState,
    Sitting,
)
from jiyao.evaluation.models.title import TitleCandidacy

__all__ = [
    "AbilityItem",
    "BodyScope",
    "BodySuspension",
    "Candidacy",
    "Candidate",
    "CandidateState",
    "CertificatePaper",
    "CertificateSeries",
    "CertificateStep",
    "Coaching",
    "ContestResult",
    "Duty",
    "DutyRole",
    "DutyState",
    "EvaluationBody",
    "Examiner",
    "Inspection",
    "InspectionFile",
    "IssuedCertificate",
    "IssuerKey",
    "Mark",
    "NumberPartSeries",
    "Part",
    "PartResult",
    "PlatformFile",
    "PlatformFileKind",
    "ReMarking",
    "Room",
    "Seat",
    "SentCertificate",
    "SentState",
    "Session",
    "SessionState",
    "Sitting",
    "Standing",
    "StatusList",
    "Supervisor",
    "TitleCandidacy",
]
