"""Journeys walk at both widths on SQLite; on PostgreSQL, where the pages are the same, each walks once."""

from pathlib import Path

import pytest
from django.db import connection

HERE = Path(__file__).parent
LOOKS = ("locale", "language", "width", "script")
"""What changes only how the pages look and work."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out, on PostgreSQL, all but the first way in which each journey is walked."""
    if connection.vendor != "postgresql":
        return
    walked: set[object] = set()
    again = []
    for item in items:
        if item.path.parent != HERE or not isinstance(item, pytest.Function):
            continue
        way = _way(item)
        if way in walked:
            again.append(item)
        walked.add(way)
    if again:
        config.hook.pytest_deselected(items=again)
        items[:] = [item for item in items if item not in again]


def _way(item: pytest.Function) -> tuple[object, ...]:
    """The journey and what it is walked with, but for how the pages look."""
    given = getattr(item, "callspec", None)
    asked = {} if given is None else given.params
    return (item.function, *sorted((name, repr(value)) for name, value in asked.items() if name not in LOOKS))
