"""Days as arguments."""

from datetime import UTC, date, datetime

import click

from jiyao.base.periods import read_day
from jiyao.engine.cases import DAYS


class Day(click.ParamType[date]):
    """A day written 2025-06-30."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day. Fails with what to write."""
        try:
            day = value if isinstance(value, date) else read_day(str(value))
        except ValueError:
            self.fail(f"{value} is not a day; write it as 2025-06-30", param, ctx)
        if not DAYS.holds(day):
            first, last = DAYS.starts_on, DAYS.ends_on
            self.fail(f"{day} is not a day of determination; take one from {first} to {last}", param, ctx)
        return day


DAY = Day()


def now() -> datetime:
    """The moment it is. The command line is the only place that asks the clock."""
    return datetime.now(UTC)


def today() -> date:
    """Today, where nobody named a day."""
    return datetime.now().astimezone().date()
