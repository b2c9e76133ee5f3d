"""事后抽查: what can be drawn from, what a draw gave and gives again, and how the checks turned out."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from jiyao.base.periods import ONE_DAY
from jiyao.base.working_days import working_days_between
from jiyao.casework.kinds import SAMPLE_CHECK
from jiyao.casework.kinds.kind import Nature, named_by_nature
from jiyao.casework.models import Case, CaseState, CaseStep, Recommendation, SampleRun
from jiyao.casework.sampling import drawn
from jiyao.casework.tables import CASES
from jiyao.casework.time_limits import Clock, check_days, clock_of
from jiyao.engine.packs.loading import Pack
from jiyao.registry.models import Account
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.reaching import rows_in_reach


@dataclass(frozen=True, slots=True)
class CheckCount:
    """The checks of a measure in a place: how many wait, how many found all in order, and how many not.

    late   how many of those that wait are past their time limit
    """

    measure: str
    division: str | None
    waiting: int
    in_order: int
    departs: int
    late: int = 0

    @property
    def departs_percent(self) -> float | None:
        """In percent, how many of those that were checked were not in order."""
        checked = self.in_order + self.departs
        return round(100 * self.departs / checked, 1) if checked else None


def next_window(on: date) -> tuple[date | None, date]:
    """From which day to which the next draw takes what was paid: whole days that are over."""
    last = SampleRun.objects.order_by("-until").first()
    return None if last is None else last.until + ONE_DAY, on - ONE_DAY


def paid_between(since: date | None, until: date) -> Mapping[str, Sequence[Case]]:
    """By measure, the cases whose money arrived on these days."""
    steps = CaseStep.objects.filter(step="pay", on__lte=until, case__kind__in=named_by_nature(Nature.CLAIM))
    if since is not None:
        steps = steps.filter(on__gte=since)
    found: dict[str, list[Case]] = defaultdict(list)
    for step in steps.select_related("case").order_by("case"):
        found[step.case.measure].append(step.case)
    return found


def drawn_again(run: SampleRun) -> list[str]:
    """The numbers of the cases that the draw gives when it is repeated today."""
    found = paid_between(run.since, run.until)
    again: list[str] = []
    for measure, (_, percent, _) in sorted(run.shares.items()):
        if percent is not None:
            again += drawn([case.number for case in found.get(measure, ())], run.seed, percent)
    return again


def drawn_then(run: SampleRun) -> list[str]:
    """The numbers of the cases that it gave."""
    sampled = run.sampled.select_related("check_case__parent").order_by("pk")
    return [one.check_case.parent.number for one in sampled if one.check_case.parent is not None]


@dataclass(frozen=True, slots=True)
class WaitingCheck:
    """A check that is not over, with its clock, and whose it is."""

    case: Case
    clock: Clock | None
    taker: Account | None

    @property
    def is_late(self) -> bool:
        """Whether its time limit is over."""
        return self.clock is not None and self.clock.left is not None and self.clock.left < 0


def checks_counted(holder: Holder, on: date, pack: Pack) -> Sequence[CheckCount]:
    """The checks in reach, by measure and place."""
    rows = _checks(holder, on)
    late = _late(rows, on, pack)
    counted = rows.order_by("measure", "division").values("measure", "division")
    found = counted.annotate(
        waiting=Count("pk", filter=Q(state=CaseState.ACCEPTED)),
        in_order=Count("pk", filter=Q(recommends=Recommendation.GRANT)),
        departs=Count("pk", filter=Q(recommends=Recommendation.REFUSE)),
    )
    return [CheckCount(**row, late=late[row["measure"], row["division"]]) for row in found]


def checks_waiting(holder: Holder, on: date, pack: Pack, most: int) -> Sequence[WaitingCheck]:
    """The checks in reach that are not over, those that have waited longest first."""
    rows = _checks(holder, on).filter(state=CaseState.ACCEPTED).select_related("parent", "sampled__taken_by")
    return [
        WaitingCheck(one, clock_of(one, pack, on), one.sampled.taken_by)
        for one in rows.order_by("state_since", "pk")[:most]
    ]


def _checks(holder: Holder, on: date) -> QuerySet[Case]:
    return rows_in_reach(CASES, holder.reach("samples", "see"), on).filter(kind=SAMPLE_CHECK.name)


def _late(rows: QuerySet[Case], on: date, pack: Pack) -> Counter[tuple[str, str | None]]:
    """By measure and place how many of the checks are past their time limit."""
    waiting = rows.filter(state=CaseState.ACCEPTED).order_by().values("measure", "division", "state_since")
    late: Counter[tuple[str, str | None]] = Counter()
    for row in waiting.annotate(count=Count("pk")):
        days = check_days(row["measure"], pack)
        if days is not None and working_days_between(row["state_since"], on) > days:
            late[row["measure"], row["division"]] += row["count"]
    return late
