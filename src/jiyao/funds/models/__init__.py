"""What funds keep: budget lines, their transfers, commitments, payment orders, batches and bank files."""

from jiyao.funds.models.allocation import Allocation, AllocationKind, AllocationState
from jiyao.funds.models.commitment import Commitment
from jiyao.funds.models.line import BudgetLine, Pot, Transfer, TransferKind

__all__ = [
    "Allocation",
    "AllocationKind",
    "AllocationState",
    "BudgetLine",
    "Commitment",
    "Pot",
    "Transfer",
    "TransferKind",
]
