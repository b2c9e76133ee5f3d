"""A subsidy that was paid, and reversed when its certificate was revoked."""

from jiyao.casework.models import Consequence
from jiyao.funds.models import BudgetLine, PaymentOrder
from jiyao.registry.models import Account
from tests.casework.revising import ISSUED, carried_out, paid, revised
from tests.funds.money import FUND, YEAR, filed, load, results
from tests.registry.places import COUNTY


def owed() -> Consequence:
    """What is owed back of it."""
    grant = paid()
    line = BudgetLine.objects.get(division=COUNTY, fund=FUND, year=YEAR)
    batch = filed(line, Account.objects.get(username="pay-230000"))
    order = PaymentOrder.objects.get(line=line)
    load(batch, results(batch, [[str(order.pk), "1500.00", "成功", "", "2025-07-01"]]))
    revised(ISSUED, 10)
    return carried_out(12).branches.get(grant=grant)
