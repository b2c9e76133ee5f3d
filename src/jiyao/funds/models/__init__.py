"""What funds keep: budget lines, their transfers, commitments, payment orders, batches and bank files."""

from jiyao.funds.models.allocation import Allocation, AllocationKind, AllocationState
from jiyao.funds.models.commitment import Commitment
from jiyao.funds.models.line import BudgetLine, Pot, Transfer, TransferKind
from jiyao.funds.models.order import BankFile, Batch, BatchState, FileKind, OrderState, PaymentOrder

__all__ = [
    "Allocation",
    "AllocationKind",
    "AllocationState",
    "BankFile",
    "Batch",
    "BatchState",
    "BudgetLine",
    "Commitment",
    "FileKind",
    "OrderState",
    "PaymentOrder",
    "Pot",
    "Transfer",
    "TransferKind",
]
