"""公示: cases that are shown to the public before they are decided, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from jiyao.base.working_days import Deadline
from jiyao.casework.kinds import FILINGS, OBJECTION
from jiyao.casework.models import Case, CaseState
from jiyao.casework.models.case import FINISHED
from jiyao.casework.time_limits import clock_of
from jiyao.engine.packs.loading import Pack


@dataclass(frozen=True, slots=True)
class Notice:
    """A case on public notice. Without `until` nobody has found how long it runs, and it does not end by itself.

    held_up   whether an objection is open: the notice goes on until that is over, however long
    """

    case: Case
    since: date
    until: Deadline | None
    held_up: bool = False

    def is_over(self, on: date) -> bool:
        """Whether its last day has passed, and no objection is open."""
        return not self.held_up and self.until is not None and self.until.on < on


def notices(pack: Pack, on: date) -> Iterator[Notice]:
    """The cases on public notice, the newest first."""
    rows = Case.objects.filter(state=CaseState.NOTICED).annotate(held_up=Exists(_open(OuterRef("pk"))))
    for case in rows.order_by("-state_since", "-pk"):
        known = case.measure in pack.measures or case.kind in FILINGS
        clock = clock_of(case, pack, on) if known else None
        yield Notice(case, case.state_since, None if clock is None else clock.deadline, case.held_up)


def is_held_up(case: Case) -> bool:
    """Whether an objection to the notice of a case is open."""
    return case.state == CaseState.NOTICED and _open(case.pk).exists()


def _open(contested: OuterRef | int) -> QuerySet[Case]:
    return Case.objects.filter(kind=OBJECTION.name, parent=contested).exclude(state__in=FINISHED)
