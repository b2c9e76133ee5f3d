"""What casework keeps."""

from jiyao.casework.models.case import (
    Case,
    CaseDetermination,
    CaseEvidence,
    CaseState,
    CaseStep,
    Channel,
    Recommendation,
)
from jiyao.casework.models.consequence import Consequence, Reversal
from jiyao.casework.models.correction import CorrectionRequest, State

__all__ = [
    "Case",
    "CaseDetermination",
    "CaseEvidence",
    "CaseState",
    "CaseStep",
    "Channel",
    "Consequence",
    "CorrectionRequest",
    "Recommendation",
    "Reversal",
    "State",
]
