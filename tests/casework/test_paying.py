"""The money of a case: set apart at approval, ordered at the decision, and the case closes when it arrived."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.casework.actions import vetting
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.moving import NotYourDuty
from jiyao.casework.actions.paying import NoAccountNeeded, give_account, needs_account
from jiyao.casework.actions.recovering import TooMuch, note_recovered
from jiyao.casework.actions.returning import tell_of_returns
from jiyao.casework.actions.settling import settle
from jiyao.casework.actions.vetting import ask_for_vetted_file
from jiyao.casework.models import Case, CaseState, FlagRun, Message
from jiyao.casework.queries.flags import flagged_orders
from jiyao.casework.queries.recoveries import Recovery, recovery_of
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.accounts import BadAccount, BankAccount, opened_account
from jiyao.funds.actions.batching import make_batch
from jiyao.funds.actions.ledger import Overdrawn
from jiyao.funds.banking.writing import plain_yuan
from jiyao.funds.models import Batch, BudgetLine, Commitment, PaymentOrder
from jiyao.funds.queries.balancing import differences
from jiyao.funds.queries.lines import NoLine
from jiyao.funds.queries.payments import payments_of
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, AccountRole
from tests.casework.claims import DUE_FEN, MONEY, assessor, claimed, hand, lay_out_entitled, reviewed
from tests.casework.flagged import found, run
from tests.casework.revising import ISSUED, carried_out, revised
from tests.casework.whole import broken
from tests.funds.money import ACCOUNT, BY, FUND, WHEN, YEAR, committed, filed, load, ordered, pots, results
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, COUNTY, DAY, HERE

pytestmark = pytest.mark.django_db
R = AccountRole


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS = tmp_path
    lay_out_entitled()


def decided(**changed: object) -> Case:
    """The claim, approved and decided."""
    return approve(reviewed(claimed(**changed)).pk, hand(R.APPROVE), assessor())


def line() -> BudgetLine:
    """The county's line."""
    return BudgetLine.objects.get(division=COUNTY, fund=FUND, year=YEAR)


def paying() -> Account:
    """Who makes batches."""
    return Account.objects.get(username="pay-230000")


def answered(case: Case, result: str, day: str = "2025-07-01") -> None:
    """The bank's word on the case's last order."""
    order = PaymentOrder.objects.filter(commitment__subject=case.party).order_by("-pk")[0]
    batch = filed(line(), paying())
    reason = "" if result == "成功" else "户名不符"
    load(batch, results(batch, [[str(order.pk), "1500.00", result, reason, day if result == "成功" else ""]]))


def state(case: Case) -> str:
    """Where the case stands now."""
    case.refresh_from_db()
    return case.state


def test_approval_sets_the_sum_apart_and_the_decision_orders_it() -> None:
    case = decided()

    [commitment] = Commitment.objects.filter(subject=case.party)
    [payment] = payments_of(case.party)
    assert (commitment.subject, commitment.amount_fen, payment.amount_fen) == (
        case.party,
        DUE_FEN,
        DUE_FEN,
    )
    assert pots(line()) == (MONEY - DUE_FEN, DUE_FEN, 0, 0, 0)
    [order] = PaymentOrder.objects.filter(commitment=commitment)
    assert opened_account(keyring([HERE]), HERE, order.account_sealed) == ACCOUNT


def test_case_closes_when_the_bank_has_paid() -> None:
    case = decided()

    answered(case, "成功")

    assert state(case) == CaseState.CLOSED
    assert list(case.steps.order_by("pk").values_list("step", flat=True))[-2:] == ["pay", "close"]
    assert pots(line()) == (MONEY - DUE_FEN, 0, DUE_FEN, 0, 0)
    assert (settle([case.party], hand(R.PAY)), differences(), verify_acts().findings) == (0, [], {})


def test_many_cases_are_closed_under_two_acts_and_what_is_not_whole_waits() -> None:
    case = decided()
    same = {"kind": case.kind, "state": CaseState.DECIDED, "measure": "bulk", "subject": "person"}
    days = {"opened_on": case.opened_on, "opened_at": case.opened_at, "state_since": case.opened_on}
    others = [
        Case.objects.create(
            **same, **days, subject_record=number, person_id=HERE, channel="portal", amount_fen=100
        )
        for number in range(3)
    ]
    last = others[-1]
    for one in others:
        made = committed(line(), 100, key=f"bulk-{one.pk}", for_=one.party)
        ordered(made, key=f"bulk-{one.pk}", amount_fen=99 if one == last else 100)
    batch = filed(line(), paying())
    rows = [
        [str(one.pk), plain_yuan(one.amount_fen), "成功", "", "2025-07-01"]
        for one in PaymentOrder.objects.filter(batch=batch).order_by("pk")
    ]

    load(batch, results(batch, rows))

    assert [state(one) for one in (case, *others)] == ["closed", "closed", "closed", "decided"]
    moved = [list(one.steps.order_by("pk").values_list("step", "before", "after")) for one in others]
    paid = [("pay", "decided", "paid"), ("close", "paid", "closed")]
    assert moved == [paid, paid, []]
    acts = Act.objects.filter(kind__in=("case-pay", "case-close")).order_by("pk")
    assert sorted((one.kind, one.codes["rows"]) for one in acts) == [("case-close", 3), ("case-pay", 3)]
    assert (settle([one.party for one in others], hand(R.PAY)), verify_acts().findings) == (0, {})


def test_flags_that_are_found_before_the_file_keep_a_batch_from_the_bank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = decided()
    batch = make_batch(line=line().pk, when=WHEN, by=paying(), file_format="bank-file")
    job = ask_for_vetted_file(
        batch,
        on=DAY,
        pack=Path("packs/heilongjiang"),
        demonstration=False,
        folder=Path("nowhere"),
        by=BY,
        language="en",
    )
    looks, asked = [found(), {}], []

    def look(**values: Any) -> FlagRun:
        asked.append(values["people"])
        return run(looks.pop(0))

    monkeypatch.setattr(vetting, "run_flags", look)
    monkeypatch.setattr(vetting, "pack_of_job", lambda *_: pack())

    with pytest.raises(vetting.Doubted, match="1 orders of batch"):
        vetting.write_vetted(job.arguments, at=AT, by=BY, progress=silent)

    batch.refresh_from_db()
    [payment] = payments_of(case.party)
    assert (batch.state, payment.state, flagged_orders(line().pk)) == ("dissolved", "ready", {payment.order})
    other = make_batch(line=line().pk, when=WHEN, by=paying(), file_format="bank-file")
    again = {**job.arguments, "batch": other.pk}
    assert vetting.write_vetted(again, at=AT, by=BY, progress=silent).counts == {"rows": 1}
    assert vetting.write_vetted(again, at=AT, by=BY, progress=silent).counts == {"rows": 1}
    assert (looks, asked) == ([], [None, {HERE}])


def test_order_of_a_case_that_is_flagged_meanwhile_rides_in_no_batch() -> None:
    case = decided()
    [payment] = payments_of(case.party)
    assert flagged_orders(line().pk) == set()

    run(found())

    assert flagged_orders(line().pk) == {payment.order}


def test_payment_that_came_back_waits_for_another_account_and_is_paid_once() -> None:
    case = decided()
    answered(case, "失败")
    assert (state(case), needs_account(case)) == (CaseState.DECIDED, True)

    give_account(case.pk, BankAccount("张三", "6228480000000000999", "乙银行"), hand(R.CITIZEN), pack())
    answered(case, "成功")

    assert state(case) == CaseState.CLOSED
    assert [one.state for one in payments_of(case.party)] == ["returned", "paid"]
    assert pots(line()) == (MONEY - DUE_FEN, 0, DUE_FEN, 0, 0)


def test_each_payment_that_came_back_is_told_once() -> None:
    case = decided()
    answered(case, "失败")
    again = Hand(None, WHEN.on, WHEN.at + timedelta(days=1))
    assert tell_of_returns([case.party], again) == 0

    give_account(case.pk, BankAccount("张三", "6228480000000000999", "乙银行"), hand(R.CITIZEN), pack())
    answered(case, "成功")
    assert tell_of_returns([case.party], again) == 0

    told = Message.objects.filter(case=case, step="give-account")
    assert list(told.values_list("channel", "state")) == [("portal", "delivered")]


def test_case_without_an_account_is_paid_once_there_is_one() -> None:
    case = decided(account=None)
    assert (list(payments_of(case.party)), needs_account(case)) == ([], True)

    give_account(case.pk, ACCOUNT, hand(R.CITIZEN), pack())
    with pytest.raises(NoAccountNeeded):
        give_account(case.pk, ACCOUNT, hand(R.CITIZEN), pack())

    assert len(payments_of(case.party)) == 1


def test_account_that_no_bank_has_is_refused_and_nothing_is_claimed() -> None:
    with pytest.raises(BadAccount):
        claimed(account=BankAccount("张三", "12", "甲银行"))


def test_without_a_line_or_money_in_it_nothing_is_approved() -> None:
    case = reviewed()
    BudgetLine.objects.filter(pk=line().pk).update(available_fen=DUE_FEN - 1)
    with pytest.raises(Overdrawn):
        approve(case.pk, hand(R.APPROVE), assessor())
    BudgetLine.objects.filter(fund=FUND).update(year=1990 + F("pk"))
    with pytest.raises(NoLine):
        approve(case.pk, hand(R.APPROVE), assessor())
    assert state(case) == CaseState.REVIEWED


def reversed_(case: Case) -> Case:
    """The consequence of the certificate's revocation, carried out as proposed."""
    revised(ISSUED, 10)
    return carried_out(12)


def test_reversed_before_it_was_sent_the_money_goes_back_and_the_case_closes() -> None:
    case = decided()

    reversed_(case)

    assert state(case) == CaseState.CLOSED
    assert [one.state for one in payments_of(case.party)] == ["withdrawn"]
    assert pots(line()) == (MONEY, 0, 0, 0, 0)


def test_reversed_after_it_was_paid_what_comes_back_is_booked_and_never_more() -> None:
    case = decided()
    answered(case, "成功")
    branch = reversed_(case).branches.get(grant=case.grant)
    assert recovery_of(branch) == Recovery(DUE_FEN, 0)
    paying_hand = hand(R.PAY, "230000", days=13)

    note_recovered(branch.pk, 50_000, paying_hand)
    with pytest.raises(TooMuch):
        note_recovered(branch.pk, DUE_FEN, paying_hand)
    with pytest.raises(NotYourDuty):
        note_recovered(branch.pk, 1, hand(R.APPROVE, days=13))
    note_recovered(branch.pk, DUE_FEN - 50_000, paying_hand)

    assert recovery_of(branch).left_fen == 0
    assert pots(line()) == (MONEY - DUE_FEN, 0, 0, DUE_FEN, 0)
    assert (differences(), verify_acts().findings) == ([], {})


@pytest.mark.parametrize("came_back", [0, 50_000, DUE_FEN])
def test_restored_she_has_her_sum_once_whatever_had_come_back(came_back: int) -> None:
    case = decided()
    answered(case, "成功")
    branch = reversed_(case).branches.get(grant=case.grant)
    if came_back:
        note_recovered(branch.pk, came_back, hand(R.PAY, "230000", days=13))

    revised("", 20)
    carried_out(22)

    case.refresh_from_db()
    branch.refresh_from_db()
    assert case.grant is not None
    assert (case.grant.reversed_on, recovery_of(branch).left_fen) == (None, 0)
    waiting = [one.amount_fen for one in payments_of(case.party) if one.state == "ready"]
    assert sum(waiting) == came_back
    assert (differences(), verify_acts().findings) == ([], {})


def at_the_bank(case: Case) -> Batch:
    """The case's payment, sent and not answered."""
    order = PaymentOrder.objects.filter(commitment__subject=case.party).order_by("-pk")[0]
    filed(line(), paying())
    order.refresh_from_db()
    assert order.batch is not None
    return order.batch


def told(case: Case, batch: Batch, result: str) -> None:
    """The bank's word on what was sent before."""
    order = PaymentOrder.objects.get(commitment__subject=case.party, batch=batch)
    day = "2025-07-20" if result == "成功" else ""
    load(batch, results(batch, [[str(order.pk), "1500.00", result, "", day]]))


def test_reversed_while_it_was_at_the_bank_what_comes_back_goes_to_its_line_and_is_not_paid_again() -> None:
    case = decided()
    batch = at_the_bank(case)
    reversed_(case)
    assert state(case) == CaseState.DECIDED

    told(case, batch, "失败")

    assert (state(case), needs_account(case)) == (CaseState.CLOSED, False)
    assert pots(line()) == (MONEY, 0, 0, 0, 0)
    assert broken() == []


@pytest.mark.parametrize("result", ["成功", "失败"])
def test_reversed_and_restored_while_it_was_at_the_bank_it_is_paid_once(result: str) -> None:
    case = decided()
    batch = at_the_bank(case)
    reversed_(case)
    revised("", 20)
    carried_out(22)

    told(case, batch, result)

    case.refresh_from_db()
    assert needs_account(case) == (result == "失败")
    if result == "失败":
        give_account(case.pk, ACCOUNT, hand(R.CITIZEN, days=23), pack())
        answered(case, "成功")
    assert state(case) == CaseState.CLOSED
    assert pots(line()) == (MONEY - DUE_FEN, 0, DUE_FEN, 0, 0)
    assert broken() == []


def test_restored_payment_that_came_back_waits_for_an_account_and_goes_nowhere_once_it_is_reversed_again() -> (
    None
):
    case = decided()
    answered(case, "成功")
    branch = reversed_(case).branches.get(grant=case.grant)
    note_recovered(branch.pk, DUE_FEN, hand(R.PAY, "230000", days=13))
    revised("", 20)
    carried_out(22)
    answered(case, "失败")
    case.refresh_from_db()
    assert needs_account(case)
    give_account(case.pk, ACCOUNT, hand(R.CITIZEN, days=23), pack())

    revised(ISSUED, 30)
    carried_out(32)

    case.refresh_from_db()
    assert [one.state for one in payments_of(case.party)] == ["paid", "returned", "withdrawn"]
    assert not needs_account(case)
    assert pots(line()) == (MONEY - DUE_FEN, 0, 0, DUE_FEN, 0)
    assert broken() == []
