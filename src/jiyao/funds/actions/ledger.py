"""The one way in which money moves: lines are locked in order, held against their balances, and transfers added."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.base.money import yuan
from jiyao.foundation.models import Act
from jiyao.funds.models import BudgetLine, Pot, Transfer, TransferKind

AT_ONCE = 5_000


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
    Transfer.objects.bulk_create([_transfer(one, lines, made, when) for one in moves], batch_size=AT_ONCE)
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


def _transfer(one: Move, lines: Mapping[int, BudgetLine], act: Act, when: When) -> Transfer:
    source, target = one.source, one.target
    narrower = target or source
    if one.kind is TransferKind.CUT:
        narrower = source
    assert narrower is not None  # noqa: S101 - a transfer has a line
    return Transfer(
        kind=one.kind,
        source_id=source.line if source else None,
        source_pot=source.pot if source else "",
        target_id=target.line if target else None,
        target_pot=target.pot if target else "",
        amount_fen=one.amount_fen,
        moved_on=when.on,
        recorded_at=when.at,
        division=lines[narrower.line].division_id,
        subject=one.subject,
        grant=one.grant,
        commitment=one.commitment,
        order=one.order,
        act=act.number,
    )
