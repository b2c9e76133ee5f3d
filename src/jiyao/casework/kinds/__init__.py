"""Kinds of case, one file each. A kind says which steps of life it takes, and what a step of it does besides.

Whoever asks for one kind has them all read, so that a case of any kind can be handled.
"""

from jiyao.casework.kinds.certificate_standing import CERTIFICATE_STANDING
from jiyao.casework.kinds.consequence import CONSEQUENCE
from jiyao.casework.kinds.correction import CORRECTION
from jiyao.casework.kinds.filing import (
    BODY_CHANGE,
    BODY_EXIT,
    BODY_FILING,
    BODY_RENEWAL,
    BODY_RESUMPTION,
    BODY_SUSPENSION,
    FILINGS,
)
from jiyao.casework.kinds.mark_appeal import MARK_APPEAL
from jiyao.casework.kinds.objection import APPEAL, COMPLAINT, CONTESTS, OBJECTION
from jiyao.casework.kinds.person_claim import PERSON_CLAIM
from jiyao.casework.kinds.roster import ROSTER
from jiyao.casework.kinds.roster_line import ROSTER_LINE
from jiyao.casework.kinds.sample_check import SAMPLE_CHECK

__all__ = [
    "APPEAL",
    "BODY_CHANGE",
    "BODY_EXIT",
    "BODY_FILING",
    "BODY_RENEWAL",
    "BODY_RESUMPTION",
    "BODY_SUSPENSION",
    "CERTIFICATE_STANDING",
    "COMPLAINT",
    "CONSEQUENCE",
    "CONTESTS",
    "CORRECTION",
    "FILINGS",
    "MARK_APPEAL",
    "OBJECTION",
    "PERSON_CLAIM",
    "ROSTER",
    "ROSTER_LINE",
    "SAMPLE_CHECK",
]
