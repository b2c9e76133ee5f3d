"""Moments as credentials write them, and days as people do."""

import re
from datetime import date, datetime, time, timedelta, timezone

from jiyao.evaluation.credentials.answers import malformed

WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
BEIJING = timezone(timedelta(hours=8))
"""In which days begin and end: the whole country has one time, without changes in summer."""


def moment(text: object, where: str) -> datetime | None:
    """The moment that stands there, None where nothing does.

    raises   NotValid(malformed) for one that is not written with its offset
    """
    if text is None:
        return None
    if isinstance(text, str) and WRITTEN.fullmatch(text):
        try:
            return datetime.fromisoformat(_with_micros(text))
        except ValueError:
            pass
    raise malformed(
        f"`{where}` must be a moment such as 2025-06-30T00:00:00+08:00",
        zh=f"“{where}”应写成 2025-06-30T00:00:00+08:00 的形式",
    )


def _with_micros(text: str) -> str:
    return re.sub(r"(\.\d{6})\d+", r"\1", text)


def as_text(at: datetime) -> str:
    """The moment to the second, with its offset."""
    text = at.replace(microsecond=0).isoformat()
    return text.removesuffix("+00:00") + "Z" if at.utcoffset() == timedelta(0) else text


def first_moment(day: date) -> datetime:
    """When the day begins."""
    return datetime.combine(day, time(0), BEIJING)


def last_moment(day: date) -> datetime:
    """The last second of the day."""
    return datetime.combine(day, time(23, 59, 59), BEIJING)
