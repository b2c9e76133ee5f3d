"""Money in the world of two counties: who allocates, and lines with something in them."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from jiyao.base.progress import silent
from jiyao.funds.accounts import BankAccount, person_payee
from jiyao.funds.actions.allocating import Proposal, confirm_allocation, propose_allocation
from jiyao.funds.actions.batching import ask_for_file, make_batch, opened_file, write_file
from jiyao.funds.actions.committing import commit
from jiyao.funds.actions.ledger import When
from jiyao.funds.actions.loading import ask_for_loading, load_results
from jiyao.funds.actions.ordering import order_payment
from jiyao.funds.models import (
    Allocation,
    AllocationKind,
    BankFile,
    Batch,
    BudgetLine,
    Commitment,
    FileKind,
    PaymentOrder,
)
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.permitting import Holder, holder_of
from tests.registry.places import AT, CITY, COUNTY, DAY, HERE, PROVINCE, account_as

FUND = "unemployment-insurance"
OTHER_FUND = "employment-subsidy"
WHEN = When(DAY, AT + timedelta(hours=1))
BY = "program:test"
YEAR = 2025


def holder(role: AccountRole, division: str = PROVINCE) -> Holder:
    """Who holds that role there."""
    return holder_of(account_as(role, division=division), DAY)


def proposal(**changed: Any) -> Proposal:
    """A proposal: that the province gets ten thousand yuan from the treasury."""
    usual = {
        "kind": AllocationKind.ALLOCATE,
        "fund": FUND,
        "division": PROVINCE,
        "year": YEAR,
        "amount_fen": 1_000_000,
        "basis": "演示〔2025〕1号",
    }
    return Proposal(**{**usual, **changed})


class Hands:
    """The two who allocate, at the province."""

    def __init__(self) -> None:
        self.pays, self.approves = holder(AccountRole.PAY), holder(AccountRole.APPROVE)

    def allocate(self, **changed: Any) -> Allocation:
        """An allocation, proposed by one and confirmed by the other."""
        made = propose_allocation(proposal(**changed), holder=self.pays, at=AT)
        return confirm_allocation(made.pk, holder=self.approves, on=DAY, at=AT)

    def county_line(self, amount_fen: int = 1_000_000, fund: str = FUND) -> BudgetLine:
        """The county's line with that much in it, passed on from above."""
        for division in (PROVINCE, CITY, COUNTY):
            self.allocate(division=division, amount_fen=amount_fen, fund=fund)
        return BudgetLine.objects.get(fund=fund, division=COUNTY, year=YEAR)


def committed(line: BudgetLine, amount_fen: int = 150_000, key: str = "c1", **more: Any) -> Commitment:
    """A commitment for a case."""
    given = {"for_": "case:12", **more}
    return commit(line=line.pk, amount_fen=amount_fen, key=key, when=WHEN, by=BY, **given)


def pots(line: BudgetLine) -> tuple[int, int, int, int, int]:
    """Available, committed, paid, recovered, returned."""
    line.refresh_from_db()
    return (line.available_fen, line.committed_fen, line.paid_fen, line.recovered_fen, line.returned_fen)


ACCOUNT = BankAccount("张三", "6228480000000000123", "甲银行")


def ordered(commitment: Commitment, key: str = "o1", person: int = HERE, **more: Any) -> PaymentOrder:
    """An order for the person here."""
    given = {"payee": person_payee(person, ACCOUNT), **more}
    return order_payment(commitment=commitment.pk, key=key, when=WHEN, by=BY, **given)


def filed(line: BudgetLine, account: Account) -> Batch:
    """A batch of all that waits, with its file."""
    batch = make_batch(line=line.pk, when=WHEN, by=account, file_format="bank-file")
    write(batch)
    batch.refresh_from_db()
    return batch


def write(batch: Batch, kind: FileKind = FileKind.ORDERS) -> None:
    """Has a file of the batch written."""
    job = ask_for_file(batch, by=BY, kind=kind)
    write_file(job.arguments, at=AT, by=BY, progress=silent)


def content(batch: Batch, kind: str = "orders") -> str:
    """The text of a batch's last file of a kind."""
    file = BankFile.objects.filter(batch=batch, kind=kind).order_by("-pk")[0]
    opened, _ = opened_file(file)
    with opened:
        return opened.read().decode("gb18030")


def results(sent: Batch, rows: Sequence[Sequence[str]], **summary: str) -> bytes:
    """The bank's file with these rows: order, sum, result, reason, day."""
    total = sum(Decimal(row[1]) for row in rows)
    said = {"batch": str(sent.pk), "count": str(len(rows)), "total": f"{total:.2f}", **summary}
    lines = [["批次号", "总笔数", "总金额"], list(said.values())]
    lines += [["支付单号", "金额", "处理结果", "说明", "到账日期"], *map(list, rows)]
    return "".join(",".join(line) + "\r\n" for line in lines).encode("gb18030")


def load(batch: Batch, content: bytes) -> BankFile:
    """The results, loaded."""
    job = ask_for_loading(batch, file=BytesIO(content), name="r.csv", by=BY, when=WHEN)
    load_results(job.arguments, at=AT, by=BY, progress=silent)
    return BankFile.objects.get(job=job.pk)


def state(order: PaymentOrder) -> str:
    """Where the order stands now."""
    order.refresh_from_db()
    return order.state


def sent(hands: Hands, line: BudgetLine, count: int = 2) -> tuple[Batch, list[PaymentOrder]]:
    """A batch of so many orders of 1,500 yuan, with its file."""
    orders = [ordered(committed(line, key=f"c{n}"), key=f"o{n}") for n in range(count)]
    return filed(line, hands.pays.account), orders
