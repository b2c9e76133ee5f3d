"""Where the page of one row stands: most tables have the usual one, some a page of their own."""

from collections.abc import Mapping

from django.urls import reverse

from jiyao.registry.tabling import Table

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


def subject_address(subject: str) -> str:
    """The address of the page of what a transfer is for; nothing where there is none."""
    kind, _, number = subject.partition(":")
    return reverse(SUBJECT_PAGES[kind], args=[number]) if kind in SUBJECT_PAGES and number.isdecimal() else ""


def row_address(table: Table, key: int) -> str:
    """The address of the page of a row."""
    own = OWN_PAGES.get(table.name)
    return reverse("desk-row", args=[table.name, key]) if own is None else reverse(own, args=[key])
