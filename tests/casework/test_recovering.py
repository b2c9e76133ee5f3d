"""What is owed back comes by a plan of two hands: what is due, overdue and left, and at the end all of it is back."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from jiyao.base.reasons import BadReason
from jiyao.casework.actions.moving import NotYourDuty, SameHand
from jiyao.casework.actions.planning import (
    BadPlan,
    PlanWaits,
    agree_plan,
    monthly_plan,
    propose_plan,
    return_plan,
)
from jiyao.casework.actions.recovering import note_recovered
from jiyao.casework.models import Consequence, PlanState, RecoveryPlan
from jiyao.casework.queries.recoveries import Due, Recovery, branches_in, owed_of, recovery_of
from jiyao.foundation.models import Act
from jiyao.funds.models import BudgetLine
from jiyao.funds.queries.balancing import differences
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import Reach
from tests.casework.claims import DUE_FEN, MONEY, hand, lay_out_entitled
from tests.casework.recovering import owed
from tests.funds.money import FUND, YEAR, pots
from tests.registry.places import COUNTY, DAY, OTHER_COUNTY

R = AccountRole
FIRST = DAY + timedelta(days=30)


@pytest.fixture
def branch(db: None, settings: Settings, tmp_path: Path) -> Consequence:
    """What is owed back of a subsidy that was paid and reversed."""
    settings.ATTACHMENTS = tmp_path
    lay_out_entitled()
    return owed()


def paying(days: int = 13) -> Hand:
    return hand(R.PAY, "230000", days=days)


def approving(days: int = 13) -> Hand:
    return hand(R.APPROVE, days=days)


def planned(branch: Consequence, count: int = 3) -> Sequence[Due]:
    """A plan of so many months, agreed."""
    plan = monthly_plan(recovery_of(branch).left_fen, count, FIRST)
    propose_plan(branch.pk, plan, paying())
    agree_plan(branch.pk, approving())
    return plan


@pytest.mark.django_db
def test_plan_is_in_force_once_another_agrees_and_all_comes_back(branch: Consequence) -> None:
    plan = monthly_plan(DUE_FEN, 3, FIRST)
    propose_plan(branch.pk, plan, paying())
    assert recovery_of(branch) == Recovery(DUE_FEN, 0)

    agree_plan(branch.pk, approving())

    assert recovery_of(branch) == Recovery(DUE_FEN, 0, tuple(plan), 0)
    assert [one.amount_fen for one in plan] == [50_000, 50_000, 50_000]
    for number, one in enumerate(plan):
        assert recovery_of(branch).next_due() == one
        note_recovered(branch.pk, one.amount_fen, paying(40 + number))
    done = recovery_of(branch)
    assert (done.left_fen, done.overdue_fen(date(2030, 1, 1)), done.next_due()) == (0, 0, None)
    line = BudgetLine.objects.get(division=COUNTY, fund=FUND, year=YEAR)
    assert (pots(line), differences()) == ((MONEY - DUE_FEN, 0, 0, DUE_FEN, 0), [])
    kinds = ("propose-recovery-plan", "agree-recovery-plan")
    subjects = Act.objects.filter(kind__in=kinds).values_list("subject", flat=True)
    assert list(subjects) == [f"case:{branch.case_id}"] * 2


@pytest.mark.django_db
def test_what_did_not_come_by_its_day_is_overdue_until_it_comes(branch: Consequence) -> None:
    plan = planned(branch)
    late = plan[1].on + timedelta(days=1)

    assert [recovery_of(branch).overdue_fen(day) for day in (plan[0].on, late)] == [0, 100_000]
    note_recovered(branch.pk, 60_000, paying(90))
    assert recovery_of(branch).overdue_fen(late) == 40_000
    assert recovery_of(branch).next_due() == Due(plan[1].on, 40_000)


@pytest.mark.django_db
def test_another_plan_takes_the_place_of_the_first_for_what_is_left(branch: Consequence) -> None:
    planned(branch)
    note_recovered(branch.pk, 50_000, paying(31))

    propose_plan(branch.pk, [Due(DAY + timedelta(days=60), 100_000)], paying(32))
    agree_plan(branch.pk, approving(33))

    found = recovery_of(branch)
    assert (found.plan, found.before_fen, found.left_fen) == (
        (Due(DAY + timedelta(days=60), 100_000),),
        50_000,
        100_000,
    )
    assert [one.state for one in RecoveryPlan.objects.order_by("pk")] == [
        PlanState.REPLACED,
        PlanState.AGREED,
    ]


@pytest.mark.django_db
def test_plan_that_is_given_back_changes_nothing_and_can_be_proposed_anew(branch: Consequence) -> None:
    propose_plan(branch.pk, monthly_plan(DUE_FEN, 2, FIRST), paying())

    with pytest.raises(BadReason):
        return_plan(branch.pk, approving(), reason="")
    return_plan(branch.pk, approving(), reason="期数太多")

    assert recovery_of(branch) == Recovery(DUE_FEN, 0)
    with pytest.raises(PlanWaits):
        agree_plan(branch.pk, approving())
    assert planned(branch) != []


@pytest.mark.django_db
def test_what_came_while_a_plan_waited_makes_it_stale(branch: Consequence) -> None:
    propose_plan(branch.pk, monthly_plan(DUE_FEN, 2, FIRST), paying())
    note_recovered(branch.pk, 1, paying(14))

    with pytest.raises(BadPlan):
        agree_plan(branch.pk, approving(15))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "plan",
    [
        [],
        [Due(FIRST, DUE_FEN - 1)],
        [Due(FIRST, DUE_FEN), Due(FIRST, 0)],
        [Due(FIRST, DUE_FEN - 5), Due(FIRST, 5)],
        [Due(DAY, DUE_FEN)],
        [Due(FIRST, DUE_FEN + 5), Due(FIRST + timedelta(days=1), -5)],
    ],
)
def test_bad_plans_are_refused(branch: Consequence, plan: list[Due]) -> None:
    with pytest.raises(BadPlan):
        propose_plan(branch.pk, plan, paying())


@pytest.mark.django_db
def test_only_who_pays_proposes_only_another_agrees_and_only_one_plan_waits(branch: Consequence) -> None:
    plan = monthly_plan(DUE_FEN, 2, FIRST)
    with pytest.raises(NotYourDuty):
        propose_plan(branch.pk, plan, approving())
    with pytest.raises(NotYourDuty):
        propose_plan(branch.pk, plan, hand(R.PAY, OTHER_COUNTY, days=13))
    made = propose_plan(branch.pk, plan, paying())
    with pytest.raises(PlanWaits):
        propose_plan(branch.pk, plan, paying())
    with pytest.raises(NotYourDuty):
        agree_plan(branch.pk, paying())
    RecoveryPlan.objects.filter(pk=made.pk).update(proposed_by=approving().account)
    with pytest.raises(SameHand):
        agree_plan(branch.pk, approving())


@pytest.mark.django_db
def test_recoveries_are_found_in_reach_only(branch: Consequence) -> None:
    reaches = [
        Reach(everything=True),
        Reach(divisions=frozenset({COUNTY})),
        Reach(divisions=frozenset({OTHER_COUNTY})),
    ]

    found = [[one.of.pk for one in owed_of(branches_in(reach, DAY))] for reach in reaches]

    assert found == [[branch.pk], [branch.pk], []]


@given(left=st.integers(1, 10**9), count=st.integers(1, 120))
def test_monthly_plan_comes_to_what_is_left_on_days_that_rise(left: int, count: int) -> None:
    if count > left:
        with pytest.raises(BadPlan):
            monthly_plan(left, count, FIRST)
        return
    plan = monthly_plan(left, count, FIRST)

    assert (sum(one.amount_fen for one in plan), len(plan)) == (left, count)
    assert [one.on for one in plan] == sorted({one.on for one in plan})
    assert min(one.amount_fen for one in plan) > 0
