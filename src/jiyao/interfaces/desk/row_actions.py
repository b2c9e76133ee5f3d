"""What can be done on the page of one row. Whoever offers something says for which table: a function gives its part.

    @on_row_of("accounts")
    def administration(request: HttpRequest, account: Any) -> Part | None: ...

A part is a template with what it is told, included under the row; None where nothing is offered to who asks. The module
that declares it is a view module, so that it is read with the addresses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from jiyao.registry.tabling import table_named


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a row's page. `told` is what its template knows as `part`, beside all that the page knows."""

    template: str
    told: Mapping[str, object]


Offer = Callable[[HttpRequest, Any], Part | None]
OFFERS: dict[str, list[Offer]] = {}
"""What is offered on the rows of each table."""


def on_row_of(table: str) -> Callable[[Offer], Offer]:
    """Has a function offer something on the page of each row of that table. raises UnknownTable"""
    table_named(table)

    def declared(offer: Offer) -> Offer:
        OFFERS.setdefault(table, []).append(offer)
        return offer

    return declared


def parts_of(table: str, request: HttpRequest, row: Any) -> list[Part]:
    """The parts of the page of one row, for who asks."""
    offered = (offer(request, row) for offer in OFFERS.get(table, ()))
    return [part for part in offered if part is not None]
