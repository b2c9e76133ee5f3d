"""The one way in which money moves: lines are locked in order, held against their balances, and transfers added."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from jiyao.base.errors import Conflict
from jiyao.base.money import yuan
from jiyao.foundation.models import Act
from jiyao.funds.models import BudgetLine, Pot, Transfer, TransferKind
from jiyao.registry.actions.versions import copy_rows
from jiyao.registry.queries.standing import as_kept

AT_ONCE = 5_000
TABLE = Transfer._meta.db_table
COLUMNS = [str(field.column) for field in Transfer._meta.concrete_fields if not field.primary_key]


class Overdrawn(Conflict):
    """A line has less than is to leave one of its pots."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where money lies: a pot of a line."""

    line: int
    pot: Pot


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A transfer to be made. Without a source or target: the treasury."""

    kind: TransferKind
    source: Place | None
    target: Place | None
    amount_fen: int
    subject: str
    grant: int | None = None
    commitment: int | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The day on which money moves, and the moment at which that is recorded."""

    on: date
    at: datetime


def held(lines: Collection[int]) -> Mapping[int, BudgetLine]:
    """The lines, locked in their order until the transaction ends."""
    found = BudgetLine.objects.select_for_update().filter(pk__in=set(lines)).order_by("pk")
    return {line.pk: line for line in found}


@transaction.atomic
def post(moves: Sequence[Move], act: Callable[[], Act], when: When) -> Act:
    """The act, with every transfer made; or nothing.

    act      appends it, as late as possible: it holds a chain until the transaction ends
    raises   Overdrawn, naming the line
    """
    lines = held(_lines(moves))
    for number, pot, change in _changes(moves):
        _change(lines[number], pot, change)
    for line in lines.values():
        line.save(update_fields=[f"{pot.value}_fen" for pot in Pot])
    made = act()
    with connection.cursor() as cursor:
        copy_rows(cursor, TABLE, COLUMNS, (_row(one, lines, made, when) for one in moves))
    return made


def _lines(moves: Iterable[Move]) -> set[int]:
    return {place.line for one in moves for place in (one.source, one.target) if place is not None}


def _changes(moves: Iterable[Move]) -> list[tuple[int, Pot, int]]:
    """By how much each pot of each line changes."""
    found: dict[tuple[int, Pot], int] = {}
    for one in moves:
        for place, sign in ((one.source, -1), (one.target, 1)):
            if place is not None:
                key = (place.line, place.pot)
                found[key] = found.get(key, 0) + sign * one.amount_fen
    return [(line, pot, change) for (line, pot), change in found.items()]


def _change(line: BudgetLine, pot: Pot, change: int) -> None:
    after = line.in_pot(pot) + change
    if after < 0:
        raise Overdrawn(
            f"{line}: {yuan(line.in_pot(pot))} yuan {pot.value}, and {yuan(-change)} are to leave it; "
            "allocate more first, or take less",
            zh=f"{line.division.zh} {line.year} 年：{pot.label}只有 {yuan(line.in_pot(pot))} 元，"
            f"要动用 {yuan(-change)} 元；请先追加额度，或减少金额",
        )
    setattr(line, f"{pot.value}_fen", after)


def _row(one: Move, lines: Mapping[int, BudgetLine], act: Act, when: When) -> Sequence[Any]:
    """A transfer as a row of its table."""
    source, target = one.source, one.target
    narrower = source if target is None or one.kind is TransferKind.CUT else target
    assert narrower is not None  # noqa: S101 - a transfer has a line
    return (
        one.kind.value,
        source.line if source else None,
        source.pot.value if source else "",
        target.line if target else None,
        target.pot.value if target else "",
        one.amount_fen,
        when.on,
        as_kept(when.at),
        lines[narrower.line].division_id,
        one.subject,
        one.grant,
        one.commitment,
        one.order,
        act.number,
    )
