"""Days as arguments."""

from datetime import date, datetime

import click

from jiyao.base.periods import read_day


class Day(click.ParamType[date]):
    """A day written 2025-06-30."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day. Fails with what to write."""
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value))
        except ValueError:
            self.fail(f"{value} is not a day; write it as 2025-06-30", param, ctx)


DAY = Day()


def today() -> date:
    """Today, where nobody named a day. The command line is the only place that asks the clock."""
    return datetime.now().astimezone().date()
