"""What training keeps so far: who was enrolled, and who is an apprentice."""

from jiyao.training.models.apprenticeship import Apprenticeship
from jiyao.training.models.enrolment import Enrolment

__all__ = ["Apprenticeship", "Enrolment"]
