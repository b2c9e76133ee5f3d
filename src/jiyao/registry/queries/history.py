"""What stood before: the versions of a record."""

from typing import Any

from jiyao.registry.tabling import Table


def versions_of(table: Table, row: Any) -> list[Any]:
    """Every version of the row's record, the last first; none where rows have no versions."""
    if not table.is_versioned:
        return []
    return list(table.model._default_manager.filter(record=row.record).order_by("-version"))
