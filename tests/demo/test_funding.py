"""Invented money for the demonstration: allocated by two hands, and this year's grants mostly paid from it."""

from datetime import date

import pytest
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.demo.filling.database import NotADemonstration
from jiyao.demo.funding import APPROVES, PAYS, FundedAlready, NoHands, fund_province
from jiyao.funds.models import Allocation, BudgetLine, PaymentOrder
from jiyao.funds.queries.balancing import differences
from jiyao.policy.models import Grant
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.models import AccountRole
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, COUNTY, DAY, HERE, PROVINCE, lay_out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings: Settings, tmp_path) -> None:
    """Grants of two months to the person here."""
    settings.DEMONSTRATION, settings.ATTACHMENTS = True, tmp_path
    lay_out()
    for number, day in enumerate((date(2025, 3, 3), date(2025, 6, 3), date(2024, 6, 3)), start=1):
        Grant.objects.create(
            measure="skill-upgrade-subsidy",
            pack_version="1",
            subject="certificate",
            subject_record=number,
            person_id=HERE,
            division=COUNTY,
            amount_fen=150_000,
            granted_on=day,
            recorded_at=AT,
        )


def hands() -> None:
    """Who allocates."""
    for username, role in ((PAYS, AccountRole.PAY), (APPROVES, AccountRole.APPROVE)):
        account = open_account(username=username, at=AT, by="program:test")
        assign(
            account=account,
            role=role,
            division=PROVINCE,
            starts_on=date(2020, 1, 1),
            at=AT,
            by="program:test",
        )


def fund() -> int:
    """How many lines there are then."""
    return fund_province(pack(), on=DAY, at=AT, by="program:test", progress=silent)


def test_grants_of_the_year_are_committed_ordered_and_paid_until_this_month() -> None:
    hands()

    lines = fund()

    line = BudgetLine.objects.get(division=COUNTY, year=2025)
    assert (lines, line.fund, line.allocated_fen) == (3, "unemployment-insurance", 1_000_000)
    orders = PaymentOrder.objects.filter(line=line).order_by("pk")
    assert [(one.made_on.month, one.state == "ready") for one in orders] == [(3, False), (6, True)]
    assert Allocation.objects.filter(year=2025, state="confirmed").count() == 3
    assert differences() == []
    with pytest.raises(FundedAlready):
        fund()


def test_nothing_is_invented_without_its_hands_nor_outside_a_demonstration(settings: Settings) -> None:
    with pytest.raises(NoHands):
        fund()
    settings.DEMONSTRATION = False
    with pytest.raises(NotADemonstration):
        fund()
