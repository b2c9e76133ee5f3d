"""Where the page of one row stands: most tables have the usual one, some a page of their own."""

from collections.abc import Mapping
from dataclasses import replace

from django.urls import reverse

from jiyao.interfaces.ui.tables import Cell
from jiyao.registry.tabling import Column, Table

OWN_PAGES: Mapping[str, str] = {
    "people": "desk-person",
    "runs": "desk-run",
    "organisations": "desk-organisation",
    "corrections": "desk-correction",
    "cases": "desk-case",
    "pack-changes": "desk-change",
    "budget-lines": "desk-fund-line",
    "allocations": "desk-allocation",
    "batches": "desk-batch",
    "orders": "desk-order",
    "flags": "desk-flag",
}
"""Addresses by table, each of the row's key."""
SUBJECT_PAGES: dict[str, str] = {"allocation": "desk-allocation", "case": "desk-case"}
"""Addresses by kind, of what a text such as `allocation:3` names; each takes the number."""
SUBJECT_ROWS: Mapping[str, str] = {"grant": "grants"}
"""Tables by kind, where it has no page but that of its row."""
SUBJECT = "subject"
"""The column that says what something is for."""


def subject_address(subject: str) -> str:
    """The address of the page of what a transfer is for; nothing where there is none."""
    kind, _, number = subject.partition(":")
    if not number.isdecimal():
        return ""
    if kind in SUBJECT_ROWS:
        return reverse("desk-row", args=[SUBJECT_ROWS[kind], number])
    return reverse(SUBJECT_PAGES[kind], args=[number]) if kind in SUBJECT_PAGES else ""


def leading(cell: Cell, column: Column) -> Cell:
    """The cell; of what something is for, with the address of its page."""
    is_party = column.name == SUBJECT and column.type == "text"
    return replace(cell, address=subject_address(cell.text)) if is_party else cell


def row_address(table: Table, key: int) -> str:
    """The address of the page of a row."""
    own = OWN_PAGES.get(table.name)
    return reverse("desk-row", args=[table.name, key]) if own is None else reverse(own, args=[key])
