"""What evaluation keeps so far: results of contests, and who coached."""

from jiyao.evaluation.models.contest import Coaching, ContestResult

__all__ = ["Coaching", "ContestResult"]
