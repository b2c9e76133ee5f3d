"""Execution of budgets: what was allocated, committed, paid, returned and is left, by line and by month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from jiyao.funds.models import BudgetLine, Transfer, TransferKind

RATE_DAYS = 90
"""Today's rate is what was committed in so many days."""
PASSED_ON = (TransferKind.ALLOCATE, TransferKind.CUT, TransferKind.CARRY)
"""Kinds that give a line more, or take from it."""


@dataclass(frozen=True, slots=True)
class Execution:
    """What moved, or stands after it moved."""

    allocated_fen: int = 0
    committed_fen: int = 0
    paid_fen: int = 0
    recovered_fen: int = 0
    returned_fen: int = 0

    def __add__(self, other: "Execution") -> "Execution":
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        return Execution(**sums)

    @property
    def left_fen(self) -> int:
        """What was allocated and is neither committed nor returned."""
        return self.allocated_fen - self.committed_fen - self.returned_fen


@dataclass(frozen=True, slots=True)
class Month:
    """What moved in a month, and what is left at its end. `year`: the line's own, or one in which the rest is paid."""

    year: int
    month: int
    moved: Execution
    left_fen: int


@dataclass(frozen=True, slots=True)
class LineReport:
    """A line's year. `liability_fen`: approved and not paid; `runs_out_on`: at today's rate, None where it does not."""

    line: BudgetLine
    whole: Execution
    months: Sequence[Month]
    liability_fen: int
    runs_out_on: date | None


def reports_of(lines: QuerySet[BudgetLine], on: date) -> list[LineReport]:
    """A report for each of the lines; with five queries, however many there are."""
    listed = list(lines)
    numbers = [line.pk for line in listed]
    moved, rates = _moved(numbers), _committed_lately(numbers, on)
    return [_report(line, moved.get(line.pk, {}), rates.get(line.pk, 0), on) for line in listed]


def months_together(reports: Sequence[LineReport]) -> list[Month]:
    """What moved in each month on all these lines, and what is left of them at its end."""
    by_month: dict[date, Execution] = defaultdict(Execution)
    for report in reports:
        for month in report.months:
            by_month[date(month.year, month.month, 1)] += month.moved
    return _in_order(by_month)


def _report(line: BudgetLine, by_month: Mapping[date, Execution], rate_fen: int, on: date) -> LineReport:
    return LineReport(
        line=line,
        whole=sum(by_month.values(), start=Execution()),
        months=_in_order(by_month),
        liability_fen=line.committed_fen,
        runs_out_on=_runs_out(line.available_fen, rate_fen, on),
    )


def _in_order(by_month: Mapping[date, Execution]) -> list[Month]:
    whole, found = Execution(), []
    for month in sorted(by_month):
        whole += by_month[month]
        found.append(Month(month.year, month.month, by_month[month], whole.left_fen))
    return found


def _runs_out(available_fen: int, rate_fen: int, on: date) -> date | None:
    """The day on which nothing is left if every day takes what the last ones took."""
    if rate_fen <= 0:
        return None
    days = available_fen * RATE_DAYS // rate_fen
    return on + timedelta(days=days) if days < date.max.toordinal() - on.toordinal() else None


def _committed_lately(lines: Sequence[int], on: date) -> Mapping[int, int]:
    """What each line committed in the last days, without what it released again."""
    since = on - timedelta(days=RATE_DAYS - 1)
    found: dict[int, int] = defaultdict(int)
    moved = Transfer.objects.filter(source__in=lines, moved_on__gte=since, moved_on__lte=on)
    for kind, sign in ((TransferKind.COMMIT, 1), (TransferKind.RELEASE, -1)):
        sums = moved.filter(kind=kind).values_list("source").annotate(total=Sum("amount_fen"))
        for line, total in sums:
            found[line] += sign * total
    return found


def _moved(lines: Sequence[int]) -> Mapping[int, Mapping[date, Execution]]:
    """By line and month what moved."""
    found: dict[int, dict[date, Execution]] = defaultdict(lambda: defaultdict(Execution))
    for end, sign in (("target", 1), ("source", -1)):
        moved = Transfer.objects.filter(**{f"{end}__in": lines}).order_by()
        if end == "source":
            moved = moved.filter(kind__in=PASSED_ON)
        sums = moved.annotate(month=TruncMonth("moved_on")).values_list(end, "month", "kind")
        for line, month, kind, total in sums.annotate(total=Sum("amount_fen")):
            found[line][month] += _as_execution(TransferKind(kind), sign * total)
    return found


def _as_execution(kind: TransferKind, amount_fen: int) -> Execution:
    """A sum by what its kind means for the line."""
    if kind in PASSED_ON:
        return Execution(allocated_fen=amount_fen)
    match kind:
        case TransferKind.COMMIT:
            return Execution(committed_fen=amount_fen)
        case TransferKind.RELEASE:
            return Execution(committed_fen=-amount_fen)
        case TransferKind.PAY:
            return Execution(paid_fen=amount_fen)
        case TransferKind.RECOVER:
            return Execution(recovered_fen=amount_fen)
        case _:
            return Execution(returned_fen=amount_fen)
