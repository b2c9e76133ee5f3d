"""What training keeps so far: who was enrolled, who is an apprentice, and when that was broken off for a time."""

from jiyao.training.models.apprenticeship import Apprenticeship, ApprenticeshipBreak
from jiyao.training.models.enrolment import Enrolment

__all__ = ["Apprenticeship", "ApprenticeshipBreak", "Enrolment"]
