"""好差评: what can be rated, what was said, and the rates by place and organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from jiyao.casework.kinds.kind import Nature, kind_of
from jiyao.casework.models import BAD_MARKS, Case, CaseState, Grade, Rating
from jiyao.casework.models.case import FINISHED
from jiyao.casework.tables import RATINGS
from jiyao.foundation.actions.texts import text_left
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.reaching import rows_in_reach

_HANDLED = (CaseState.CLOSED, CaseState.REFUSED)
_NOT_RATED = (Nature.CORRECTS, Nature.FILES, Nature.JUDGES, Nature.MARKS)


@dataclass(frozen=True, slots=True)
class RateCount:
    """The ratings of a place, or of an organisation there: how many, of which grade, and what became of bad marks.

    grades     how many of each grade, the best first
    answered   bad marks whose follow-up is over
    """

    division: str | None
    organisation: int | None
    grades: tuple[int, ...]
    answered: int

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.grades)

    @property
    def bad(self) -> int:
        """How many bad marks there are."""
        return sum(self.grades[-len(BAD_MARKS) :])

    @property
    def content_percent(self) -> float:
        """In percent, how many are no bad marks."""
        return round(100 * (self.count - self.bad) / self.count, 1)


def can_be_rated(case: Case) -> bool:
    """Whether a case was handled to its end; what contests another or corrects a record is answered, not rated."""
    kind = kind_of(case)
    return case.state in _HANDLED and not kind.looks_at_parent and kind.nature not in _NOT_RATED


def rating_of(case: Case) -> tuple[Rating, str] | None:
    """The rating of a case with what was added; nothing is added where the person was anonymised."""
    found = Rating.objects.filter(case=case).select_related("follow_up").first()
    if found is None:
        return None
    return found, text_left(found.person_id, "sentence_sealed", found.sentence_sealed)


def rates(holder: Holder, on: date) -> Sequence[RateCount]:
    """Every rating in reach, by place and organisation."""
    rows = rows_in_reach(RATINGS, holder.reach(RATINGS.name, "see"), on)
    counted = rows.order_by("division", "organisation").values("division", "organisation")
    by_grade = {f"grade_{grade.value}": Count("pk", filter=Q(grade=grade)) for grade in Grade}
    answered = Count("pk", filter=Q(follow_up__state__in=FINISHED))
    return [
        RateCount(
            one["division"], one["organisation"], tuple(one[name] for name in by_grade), one["answered"]
        )
        for one in counted.annotate(answered=answered, **by_grade)
    ]
