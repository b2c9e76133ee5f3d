"""Ratings in words: the five grades, and what was said of a case."""

from collections.abc import Mapping
from dataclasses import dataclass

from jiyao.casework.models import BAD_MARKS, Case, Grade
from jiyao.casework.queries.ratings import rating_of
from jiyao.engine.shapes import Words

GRADES: Mapping[str, Words] = {
    Grade.VERY_GOOD: Words(zh="非常满意", en="very satisfied"),
    Grade.GOOD: Words(zh="满意", en="satisfied"),
    Grade.FAIR: Words(zh="基本满意", en="fairly satisfied"),
    Grade.BAD: Words(zh="不满意", en="dissatisfied"),
    Grade.VERY_BAD: Words(zh="非常不满意", en="very dissatisfied"),
}
"""The best first."""


@dataclass(frozen=True, slots=True)
class RatingTold:
    """A rating in words. `mark`: the mark that its grade wears; `follow_up`: the case that a bad mark opened."""

    words: Words
    mark: str
    sentence: str
    follow_up: Case | None


def rating_told(case: Case) -> RatingTold | None:
    """What was said of a case; None where nobody has rated it."""
    found = rating_of(case)
    if found is None:
        return None
    rating, sentence = found
    mark = "no" if rating.grade in BAD_MARKS else "yes"
    return RatingTold(GRADES[rating.grade], mark, sentence, rating.follow_up)
