"""What `next_change_on` promises: before that day time alone changes nothing that is told of a row."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiyao.engine.cases import Grant, Result
from tests.engine.backends import Results, Rows, by_reference
from tests.engine.generated import ON, ONE_DAY, catalogues, grants, populations
from tests.engine.packs import make_pack

YEARLY_TWICE = {"pool": "yearly", "at_most": "1"}


def told(result: Result) -> tuple[Any, ...]:
    """What must not change before the day: outcome, payable, amount and what is given."""
    return result.outcome, result.payable, result.amount_fen, result.given


def broken(now: Results, then: Results, day: date) -> Iterator[str]:
    """Rows that are told otherwise on a day before their own day of change."""
    for measure, results in now.items():
        for row, result in results.items():
            due = result.next_change_on
            if (due is None or day < due) and told(then[measure][row]) != told(result):
                yield f"{measure} {row} on {day}, change on {due}: {told(result)} {told(then[measure][row])}"


def last_days(now: Results) -> set[date]:
    """The day before each announced change, as far as it lies ahead."""
    announced = {result.next_change_on for results in now.values() for result in results.values()}
    return {day - ONE_DAY for day in announced if day is not None and day - ONE_DAY > ON}


def months_ahead() -> list[date]:
    """The first day, the middle and the last day of months ahead, and a day in later years."""
    firsts = [date(2025 + n // 12, n % 12 + 1, 1) for n in range(7, 27, 2)]
    years = [date(year, 7, 3) for year in (2028, 2031, 2036, 2046, 2066, 2079)]
    return [*firsts, *(first - ONE_DAY for first in firsts), *years]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    measures=catalogues(),
    rows=populations(),
    granted=grants(),
    more=st.lists(st.integers(1, 4000).map(lambda n: ON + timedelta(days=n)), max_size=6),
)
def test_nothing_changes_before_the_day_of_change(
    measures: list[dict[str, Any]],
    rows: Rows,
    granted: list[tuple[str, tuple[str, ...]]],
    more: list[date],
) -> None:
    with TemporaryDirectory() as folder:
        pack = make_pack(Path(folder) / "pack", measures)
        slots = [Grant(pool, key) for pool, key in granted]

        now = by_reference(pack, rows, ON, slots)

        days = sorted({*last_days(now), *months_ahead(), *more})
        assert [line for day in days for line in broken(now, by_reference(pack, rows, day, slots), day)] == []
