"""What casework keeps."""

from jiyao.casework.models.asked import RosterAsked, RosterAskedLine
from jiyao.casework.models.batch import CaseBatch, CaseBatchLine, Riding
from jiyao.casework.models.case import (
    Case,
    CaseDetermination,
    CaseEvidence,
    CaseState,
    CaseStep,
    Channel,
    Recommendation,
)
from jiyao.casework.models.confirmation import CounterCode
from jiyao.casework.models.consequence import Consequence, Reversal
from jiyao.casework.models.correction import STANDS, Correction, State, subject_of_column
from jiyao.casework.models.filing import Filing, FilingScope
from jiyao.casework.models.flag import STOPPING, Flag, FlagAnswer, FlagRun, FlagState
from jiyao.casework.models.message import (
    ConsentWay,
    Message,
    MessageChannel,
    MessageState,
    MessageStep,
    SmsBatch,
    SmsConsent,
)
from jiyao.casework.models.paper import Paper, PaperKind, PaperSeries
from jiyao.casework.models.rating import BAD_MARKS, Grade, Rating
from jiyao.casework.models.recovery import OwedAdvance, PlanState, RecoveryInstalment, RecoveryPlan
from jiyao.casework.models.sample import Sampled, SampleRun

__all__ = [
    "BAD_MARKS",
    "STANDS",
    "STOPPING",
    "Case",
    "CaseBatch",
    "CaseBatchLine",
    "CaseDetermination",
    "CaseEvidence",
    "CaseState",
    "CaseStep",
    "Channel",
    "ConsentWay",
    "Consequence",
    "Correction",
    "CounterCode",
    "Filing",
    "FilingScope",
    "Flag",
    "FlagAnswer",
    "FlagRun",
    "FlagState",
    "Grade",
    "Message",
    "MessageChannel",
    "MessageState",
    "MessageStep",
    "OwedAdvance",
    "Paper",
    "PaperKind",
    "PaperSeries",
    "PlanState",
    "Rating",
    "Recommendation",
    "RecoveryInstalment",
    "RecoveryPlan",
    "Reversal",
    "Riding",
    "RosterAsked",
    "RosterAskedLine",
    "SampleRun",
    "Sampled",
    "SmsBatch",
    "SmsConsent",
    "State",
    "subject_of_column",
]
