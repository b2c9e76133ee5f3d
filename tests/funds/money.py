"""Money in the world of two counties: who allocates, and lines with something in them."""

from datetime import timedelta
from typing import Any

from jiyao.funds.actions.allocating import Proposal, confirm_allocation, propose_allocation
from jiyao.funds.actions.committing import commit
from jiyao.funds.actions.ledger import When
from jiyao.funds.models import Allocation, AllocationKind, BudgetLine, Commitment
from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import Holder, holder_of
from tests.registry.places import AT, CITY, COUNTY, DAY, PROVINCE, account_as

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
