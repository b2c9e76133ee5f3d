"""The treasury's file held against the lines: differences are listed, and nothing changes by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from jiyao.foundation.actions.acting import append_act
from jiyao.funds.banking.treasury import TreasuryFormat, TreasuryRow, read_treasury
from jiyao.funds.models import BudgetLine

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Unequal:
    """Where both do not say the same. `row` is None of what the file has not; a sum, of what one side has not."""

    row: int | None
    fund: str
    division: str
    year: str
    file_fen: int | None
    ledger_fen: int | None

    @property
    def why(self) -> str:
        """`unread`, `not_in_ledger`, `not_in_file` or `differs`."""
        if self.row is None:
            return "not_in_file"
        if self.file_fen is None:
            return "unread"
        return "not_in_ledger" if self.ledger_fen is None else "differs"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many rows of the file agree, and all that do not."""

    agree: int
    unequal: Sequence[Unequal]


@transaction.atomic
def reconcile(
    file: BinaryIO, shape: TreasuryFormat, lines: QuerySet[BudgetLine], *, by: str, at: datetime
) -> Reconciled:
    """The file against these lines; of the years that the file speaks of. raises BadFile, NotATable

    What a line paid is all that ever left it, also what was recovered since.
    """
    rows = read_treasury(file, shape)
    years = {
        int(row.year) for row in rows if row.year.isascii() and row.year.isdecimal() and len(row.year) == 4
    }
    paid = {
        (line.fund, line.division_id, str(line.year)): line.paid_fen + line.recovered_fen
        for line in lines.filter(year__in=years)
    }
    unequal = [*_unequal(rows, paid), *_missing(rows, paid)]
    agree = len(rows) - sum(one.row is not None for one in unequal)
    file.seek(0)
    append_act(
        kind="reconcile-treasury",
        actor=by,
        subject="treasury",
        at=at,
        codes={"hash": sha256(file.read()).hexdigest(), "agree": agree, "unequal": len(unequal)},
    )
    return Reconciled(agree, unequal)


def _unequal(rows: Sequence[TreasuryRow], paid: Mapping[Key, int]) -> Iterator[Unequal]:
    """Rows that are not what the ledger says; several rows of one line are added up and told at the last."""
    sums: dict[Key, int] = {}
    last: dict[Key, int] = {}
    for row in rows:
        if row.amount_fen is None:
            yield Unequal(row.row, row.fund, row.division, row.year, None, paid.get(_key(row)))
            continue
        sums[_key(row)] = sums.get(_key(row), 0) + row.amount_fen
        last[_key(row)] = row.row
    for key, total in sums.items():
        if paid.get(key) != total:
            yield Unequal(last[key], *key, total, paid.get(key))


def _missing(rows: Sequence[TreasuryRow], paid: Mapping[Key, int]) -> Iterator[Unequal]:
    """Lines that paid something and are not in the file."""
    told = {_key(row) for row in rows}
    for key, amount in paid.items():
        if key not in told and amount:
            yield Unequal(None, *key, None, amount)


def _key(row: TreasuryRow) -> Key:
    return row.fund, row.division, row.year
