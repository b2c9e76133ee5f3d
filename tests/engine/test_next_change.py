"""What `next_change_on` promises: before that day time alone changes nothing that is told of a row."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiyao.engine.cases import Grant, Result
from jiyao.engine.measures import Outcome, Payable
from tests.engine.backends import Results, Rows, by_reference
from tests.engine.generated import ON, ONE_DAY, catalogues, grants, populations
from tests.engine.packs import make_pack

DAYS = [
    date(2025, 7, 1),
    date(2025, 7, 31),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 2, 28),
    date(2026, 7, 1),
    date(2028, 2, 29),
    date(2046, 7, 3),
    date(2079, 7, 3),
]
"""Days on which test values change or months end, and some years ahead."""

Told = tuple[Outcome, Payable | None, int | None, str | None]


def told(result: Result) -> Told:
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


def changes(folder: Path, measure: dict[str, Any], facts: dict[str, Any], days: Sequence[date]) -> list[Any]:
    """The announced day of change of one person on 30 June 2025, then what is told on that day and on others."""
    pack = make_pack(folder, [{"id": "m", "subject": "person", "parameters": {}, **measure}])
    rows = {"person": [{"id": "P", "owner": "P", **facts}]}
    found = [by_reference(pack, rows, day)["m"]["P"] for day in (ON, *days)]
    return [found[0].next_change_on, *((result.outcome.value, result.amount_fen) for result in found)]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    measures=catalogues(),
    rows=populations(),
    granted=grants(),
    more=st.lists(st.integers(1, 4000).map(lambda n: ON + timedelta(days=n)), max_size=3),
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

        days = sorted({*last_days(now), *DAYS, *more})
        assert [line for day in days for line in broken(now, by_reference(pack, rows, day, slots), day)] == []


def test_birthday_is_the_first_day_that_is_told_otherwise(tmp_path: Path) -> None:
    measure = {"requires": [{"id": "grown", "rule": "age_on(born_on, determined_on) >= 18"}]}
    days = [date(2026, 1, 30), date(2026, 1, 31)]

    found = changes(tmp_path, measure, {"born_on": date(2008, 1, 31)}, days)

    assert found == [date(2026, 1, 31), ("not_eligible", 0), ("not_eligible", 0), ("eligible", 1)]


def test_window_closes_on_the_day_after_its_last(tmp_path: Path) -> None:
    measure = {"window": {"from": "issued_on", "months": "12"}}
    days = [date(2026, 2, 28), date(2026, 3, 1)]

    found = changes(tmp_path, measure, {"issued_on": date(2025, 2, 28)}, days)

    assert found == [date(2026, 3, 1), ("eligible", 1), ("eligible", 1), ("not_eligible", 0)]


def test_value_that_changes_is_announced_though_the_outcome_stays(tmp_path: Path) -> None:
    rows = [{"to": "2025-12-31", "value": 500}, {"from": "2026-01-01", "value": 700}]
    measure = {
        "parameters": {"sum_fen": {"unit": "fen", "base": rows}},
        "gives": {"amount": "param('sum_fen')"},
    }

    found = changes(tmp_path, measure, {}, [date(2025, 12, 31), date(2026, 1, 1)])

    assert found == [date(2026, 1, 1), ("eligible", 500), ("eligible", 500), ("eligible", 700)]


def test_wording_of_a_fixed_day_never_changes(tmp_path: Path) -> None:
    condition = {"id": "old", "rule": "yes_one", "to": "2025-12-31"}
    measure = {"counted_on": "issued_on", "requires": [condition]}

    found = changes(tmp_path, measure, {"issued_on": date(2025, 2, 28), "yes_one": False}, [date(2026, 1, 1)])

    assert found == [None, ("not_eligible", 0), ("not_eligible", 0)]


def test_measure_that_stops_applying_says_so_though_it_is_refused(tmp_path: Path) -> None:
    measure = {"applies": "age_on(born_on, determined_on) < 60", "requires": [{"id": "c", "rule": "yes_one"}]}

    found = changes(tmp_path, measure, {"born_on": date(1965, 9, 1), "yes_one": False}, [date(2025, 9, 1)])

    assert found == [date(2025, 9, 1), ("not_eligible", 0), ("not_applicable", 0)]


def test_year_frees_what_a_rival_and_a_grant_had_used_up_together(tmp_path: Path) -> None:
    limits = [{"pool": "yearly", "at_most": "2"}]
    pack = make_pack(tmp_path, [{"id": "m", "subject": "certificate", "parameters": {}, "limits": limits}])
    rows = {"certificate": [{"id": "C1", "owner": "P"}, {"id": "C2", "owner": "P"}]}
    granted = [Grant("yearly", ("P", "2025"))]

    now = by_reference(pack, rows, ON, granted)["m"]
    then = by_reference(pack, rows, date(2026, 1, 1), granted)["m"]

    assert (now["C2"].outcome, now["C2"].next_change_on) == (Outcome.NOT_ELIGIBLE, date(2026, 1, 1))
    assert then["C2"].outcome is Outcome.ELIGIBLE
