"""信用等级: the grade of a body by the rules of the pack, with what was taken off and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jiyao.engine.packs.supervision import CreditFile, CriterionFile, GradeFile


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade, the points left, and the criteria that took theirs off."""

    grade: GradeFile
    points: int
    reasons: Sequence[CriterionFile]


def graded(found: Collection[str], credit: CreditFile | None) -> Graded | None:
    """The grade of a body of which those criteria are found; None where the pack grades nobody."""
    if credit is None:
        return None
    reasons = [one for one in credit.criteria if one.id in found]
    points = max(0, credit.full - sum(one.points for one in reasons))
    grade = next(one for one in credit.grades if points >= one.at_least)
    return Graded(grade, points, reasons)
