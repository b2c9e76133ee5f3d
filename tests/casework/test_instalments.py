"""Instalments of a case: only what is due is ordered, the rest by and by, and who leaves keeps what was earned."""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from jiyao.casework.actions.granting import renew, reverse
from jiyao.casework.actions.instalments import note_given_back
from jiyao.casework.actions.moving import NotYourDuty
from jiyao.casework.actions.passing import Passed
from jiyao.casework.actions.paying import give_account, last_act, needs_account, pay_more
from jiyao.casework.actions.recovering import TooMuch
from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.instalments import plan_of
from jiyao.casework.queries.recoveries import left_by_claim, owed_in
from jiyao.foundation.models import Act
from jiyao.funds.queries.payments import standing_of
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import Reach
from tests.casework.apprentice import (
    HALF_FEN,
    START,
    WHOLE_FEN,
    answered,
    broke_off,
    by_months,
    certified,
    decided,
    earned,
    lay_out_apprentice,
    left,
    net,
    night,
    orders,
    rules,
)
from tests.casework.claims import hand
from tests.casework.whole import broken
from tests.funds.money import ACCOUNT

pytestmark = pytest.mark.django_db
R = AccountRole


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS = tmp_path
    lay_out_apprentice()


def state(case: Case) -> str:
    """Where the case stands now."""
    case.refresh_from_db()
    return case.state


def given_back(case: Case, amount: int, days: int) -> None:
    """The money came back, and who pays books it."""
    note_given_back(case.pk, amount, hand(R.PAY, "230000", days=days), rules().pack)


def test_advance_is_ordered_at_the_decision_and_the_rest_on_the_certificate() -> None:
    case = decided()
    assert orders(case) == [("ready", HALF_FEN)]
    answered()
    assert (state(case), needs_account(case), night(30)) == (CaseState.DECIDED, False, Passed())
    plan = plan_of(case, rules().pack, *_when(30))
    assert plan is not None
    told = [(one.due_on, one.amount_fen, one.is_paid) for one in plan.steps()]
    assert told == [(START, HALF_FEN, True), (None, HALF_FEN, False)]

    certified(200)
    assert night(199) == Passed()
    assert (night(200), night(201)) == (Passed(instalments=1), Passed())
    assert orders(case) == [("paid", HALF_FEN), ("ready", HALF_FEN)]
    answered()

    assert (state(case), net(case), night(202), broken()) == (CaseState.CLOSED, WHOLE_FEN, Passed(), [])


def _when(days: int) -> tuple[date, object]:
    now = hand(R.APPROVE, days=days)
    return now.on, now.at


def test_who_leaves_early_keeps_what_was_earned_and_gives_the_rest_back() -> None:
    case = decided()
    answered()
    left(99)
    owed = HALF_FEN - earned(99)
    assert (night(100), state(case)) == (Passed(), CaseState.DECIDED)
    with pytest.raises(NotYourDuty):
        note_given_back(case.pk, 1, hand(R.APPROVE, days=101), rules().pack)
    with pytest.raises(TooMuch):
        given_back(case, owed + 1, 101)

    given_back(case, 1, 101)
    assert state(case) == CaseState.DECIDED
    given_back(case, owed - 1, 102)

    assert (state(case), net(case)) == (CaseState.CLOSED, earned(99))
    money = standing_of(case.party)
    assert (money.released_fen, case.grant and case.grant.amount_fen) == (HALF_FEN, earned(99))
    assert (night(103), broken()) == (Passed(), [])


def test_what_is_owed_is_listed_from_the_night_on_and_no_longer_than_it_is_owed() -> None:
    case = decided()
    answered()
    left(99)
    before = listed()
    night(100)
    owed = HALF_FEN - earned(99)
    after, by_claim = listed(), left_by_claim([case])
    given_back(case, 1, 101)
    less = listed()
    left(900)
    night(102)

    assert (before, after, less) == ([], [(case.pk, owed)], [(case.pk, owed - 1)])
    assert (by_claim, listed(), left_by_claim([case])) == ({case.pk: owed}, [], {})


def listed() -> list[tuple[int, int]]:
    """The cases on the list of recoveries, with what is left."""
    found = owed_in(Reach(everything=True), _when(100)[0])
    return [(one.claim.pk, one.recovery.left_fen) for one in found]


def test_who_left_before_it_was_sent_is_paid_only_what_was_earned() -> None:
    case = decided()
    left(9)

    assert (night(10), night(10)) == (Passed(instalments=1), Passed())

    assert orders(case) == [("withdrawn", HALF_FEN), ("ready", earned(9))]
    answered()
    night(11)
    assert (state(case), net(case), broken()) == (CaseState.CLOSED, earned(9), [])


def test_price_that_is_raised_mid_way_orders_only_the_difference() -> None:
    case = decided()
    answered()
    raised(case, 200_000, 20)

    assert orders(case) == [("paid", HALF_FEN), ("ready", 100_000)]
    assert (night(21), broken()) == (Passed(), [])


def raised(case: Case, more_fen: int, days: int) -> None:
    """So much more is given, as a consequence has it."""
    case.refresh_from_db()
    assert case.grant is not None
    later = hand(R.APPROVE, days=days)
    by_itself = Hand(None, later.on, later.at)
    reverse(case.grant, by_itself, because=last_act(case))
    case.grant = renew(case.grant, (case.grant.amount_fen or 0) + more_fen, by_itself, because=last_act(case))
    case.save()
    decided_by = Act.objects.latest("number").number  # each consequence has an act of its own
    pay_more(case, more_fen, rules().pack, by_itself, decided_by)


def test_break_that_becomes_known_after_leaving_is_owed_and_one_corrected_is_paid_again() -> None:
    case = decided()
    answered()
    broke_off(10, 40)
    left(99)
    assert night(100) == Passed()
    plan = plan_of(case, rules().pack, *_when(100))
    assert plan is not None
    assert plan.owed_fen == HALF_FEN - earned(99, paused=31)

    broke_off(10, 20)
    given_back(case, HALF_FEN - earned(99, paused=11), 101)

    assert (state(case), net(case), broken()) == (CaseState.CLOSED, earned(99, paused=11), [])


@pytest.mark.parametrize(
    ("does", "paid"),
    [("push_on", WHOLE_FEN), ("unpaid", HALF_FEN + HALF_FEN * 26 // 30), ("end", 0)],
)
def test_break_does_what_the_measure_says_to_who_goes_on(does: str, paid: int) -> None:
    assessor = by_months(does)
    broke_off(-9, -6)
    case = decided(assessor=assessor)
    certified(200)

    for days in (2, 200, 201):
        night(days, assessor)
        answered()

    assert (state(case), net(case), broken()) == (CaseState.CLOSED, paid, [])


def test_instalment_that_came_back_waits_for_another_account() -> None:
    case = decided(account=None)
    assert (orders(case), needs_account(case), night(1)) == ([], True, Passed())
    give_account(case.pk, ACCOUNT, hand(R.CITIZEN, days=2), rules().pack)
    answered("失败")
    case.refresh_from_db()

    assert (needs_account(case), night(3)) == (True, Passed())
    give_account(case.pk, ACCOUNT, hand(R.CITIZEN, days=4), rules().pack)

    assert orders(case) == [("returned", HALF_FEN), ("ready", HALF_FEN)]
    assert (needs_account(case), night(5), broken()) == (False, Passed(), [])


OPS = st.lists(
    st.sampled_from(["night", "成功", "失败", "account", "happens", "back", "break", "mended", "price"]),
    max_size=7,
)


def test_whatever_the_order_the_person_ends_with_what_is_due() -> None:
    case = decided()
    hand(R.PAY, "230000")

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ops=OPS, goes_on=st.booleans())
    def run(ops: list[str], goes_on: bool) -> None:
        with transaction.atomic():
            _check(Case.objects.get(pk=case.pk), [*ops, "happens"], goes_on)
            transaction.set_rollback(True)

    run()


def _check(case: Case, ops: list[str], goes_on: bool) -> None:
    happened, whole, paused = 0, WHOLE_FEN, (0, 0)
    for day, op in enumerate([*ops, *["night", "account", "成功", "back"] * 3], 1):
        if op == "happens" and not happened:
            happened = day
            (certified if goes_on else left)(day)
        elif op in ("break", "mended"):
            paused = (-9, -6) if op == "break" else (-8, -7)
            broke_off(*paused)
        elif op == "price" and state(case) == CaseState.DECIDED:
            raised(case, 100_000, day)
            whole += 100_000
        _do(case, op, day)
    days = 0 if paused == (0, 0) else paused[1] - paused[0] + 1
    assert broken() == []
    assert (state(case), net(case)) == (
        CaseState.CLOSED,
        whole if goes_on else earned(happened, days, whole // 2),
    )
    assert night(len(ops) + 20) == Passed()


def _do(case: Case, op: str, day: int) -> None:
    case.refresh_from_db()
    if op == "night":
        night(day)
    elif op in ("成功", "失败"):
        answered(op)
    elif op == "account" and needs_account(case):
        give_account(case.pk, ACCOUNT, hand(R.CITIZEN, days=day), rules().pack)
    elif op == "back":
        now = hand(R.PAY, "230000", days=day)
        plan = plan_of(case, rules().pack, now.on, now.at)
        if plan is not None and plan.owed_fen:
            given_back(case, plan.owed_fen, day)
