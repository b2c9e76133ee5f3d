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
from jiyao.casework.models.flag import STOPPING, Flag, FlagRun, FlagState

__all__ = [
    "STOPPING",
    "Case",
    "CaseDetermination",
    "CaseEvidence",
    "CaseState",
    "CaseStep",
    "Channel",
    "Consequence",
    "CorrectionRequest",
    "Flag",
    "FlagRun",
    "FlagState",
    "Recommendation",
    "Reversal",
    "State",
]
