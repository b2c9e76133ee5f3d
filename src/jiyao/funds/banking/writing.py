"""A file for the bank, row by row: the same rows give the same bytes."""

from collections.abc import Iterable
from typing import BinaryIO

from jiyao.base.money import FEN_A_YUAN
from jiyao.funds.banking.formats import SheetFile
from jiyao.registry.exchange.writing import Values, write_csv

__all__ = ["Values", "plain_yuan", "write_sheet"]


def plain_yuan(amount_fen: int) -> str:
    """A sum as files write it: 1500.00."""
    return f"{amount_fen // FEN_A_YUAN}.{amount_fen % FEN_A_YUAN:02d}"


def write_sheet(
    to: BinaryIO, sheet: SheetFile, *, encoding: str, summary: Values, rows: Iterable[Values]
) -> None:
    """Writes the summary, where the sheet has one, and the table."""
    above = (sheet.summary, summary) if sheet.summary else None
    write_csv(to, sheet.columns, rows, encoding=encoding, summary=above)
