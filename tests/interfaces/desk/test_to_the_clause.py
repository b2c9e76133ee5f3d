"""From any yuan to its clause in three clicks: from the report, the ledger, a line, a batch and an order."""

import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.approving import approve
from jiyao.casework.models import Case
from jiyao.funds.models import BudgetLine, PaymentOrder
from jiyao.policy.models import Grant
from jiyao.registry.models import Account, AccountRole
from tests.casework.claims import claimed, hand, lay_out_entitled, reviewed
from tests.funds.money import FUND, YEAR, filed, load, results
from tests.interfaces.desk.signing import signed_in
from tests.packs.heilongjiang import assessor
from tests.registry.places import COUNTY, DAY, HERE, PROVINCE

pytestmark = pytest.mark.django_db
CASE, CLAUSE = r"/desk/cases/\d+/", r"/library/[\w-]+/"
PAYMENTS = r"/desk/records/transfers/\?source_id=\d+&kind=pay"


@pytest.fixture
def paid(settings: Settings, tmp_path: Path) -> PaymentOrder:
    """The order of a claim that was paid."""
    settings.DAY, settings.ATTACHMENTS = DAY, tmp_path
    lay_out_entitled()
    approve(reviewed(claimed()).pk, hand(AccountRole.APPROVE), assessor())
    line = BudgetLine.objects.get(division=COUNTY, fund=FUND, year=YEAR)
    batch = filed(line, Account.objects.get(username="pay-230000"))
    order = PaymentOrder.objects.get(line=line)
    load(batch, results(batch, [[str(order.pk), "1500.00", "成功", "", "2025-06-30"]]))
    return order


def follow(client: Client, start: str, way: Sequence[str]) -> str:
    """The page at the end of a way of links, each the first on its page that is of that form."""
    for wanted in way:
        page = client.get(start)
        assert page.status_code == 200, start
        links = [unescape(one) for one in re.findall(r'href="([^"]+)"', page.content.decode())]
        found = [one for one in links if re.fullmatch(wanted, one)]
        assert found, f"{start} has no link {wanted}"
        start = found[0]
    return start


def test_from_the_report_to_the_clause_in_three_clicks(paid: PaymentOrder) -> None:
    client = signed_in(AccountRole.AUDITOR, PROVINCE)

    assert re.fullmatch(CLAUSE, follow(client, f"/desk/funds/report/?year={YEAR}", [PAYMENTS, CASE, CLAUSE]))


@pytest.mark.parametrize(
    "start",
    [
        "/desk/records/transfers/?kind=pay",
        "/desk/funds/lines/{line}/",
        "/desk/funds/batches/{batch}/",
        "/desk/funds/orders/{order}/",
    ],
)
def test_from_ledger_line_batch_and_order_to_the_clause_in_two(paid: PaymentOrder, start: str) -> None:
    client = signed_in(AccountRole.AUDITOR, PROVINCE)
    paid.refresh_from_db()

    clause = follow(
        client, start.format(line=paid.line_id, batch=paid.batch_id, order=paid.pk), [CASE, CLAUSE]
    )

    assert client.get(clause).status_code == 200


def test_grant_without_a_case_leads_to_its_measure(paid: PaymentOrder) -> None:
    case = Case.objects.get(pk=paid.commitment.subject.removeprefix("case:"))
    grant = Grant.objects.get(pk=case.grant_id, person=HERE)

    found = follow(
        signed_in(AccountRole.AUDITOR, PROVINCE),
        f"/desk/records/grants/{grant.pk}/",
        [rf"/measures/{grant.measure}/"],
    )

    assert found == f"/measures/{grant.measure}/"
