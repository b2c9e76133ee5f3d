"""公示: cases that are shown to the public before they are decided, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiyao.base.working_days import Deadline
from jiyao.casework.models import Case, CaseState
from jiyao.casework.time_limits import clock_of
from jiyao.engine.packs.loading import Pack


@dataclass(frozen=True, slots=True)
class Notice:
    """A case on public notice. Without `until` nobody has found how long it runs, and it does not end by itself."""

    case: Case
    since: date
    until: Deadline | None

    def is_over(self, on: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until.on < on


def notices(pack: Pack, on: date) -> Iterator[Notice]:
    """The cases on public notice, the newest first."""
    for case in Case.objects.filter(state=CaseState.NOTICED).order_by("-state_since", "-pk"):
        clock = clock_of(case, pack, on) if case.measure in pack.measures else None
        yield Notice(case, case.state_since, None if clock is None else clock.deadline)
