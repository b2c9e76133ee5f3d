"""Whatever is allocated, committed, released, ordered, batched, told by the bank and recovered, the ledger balances."""

from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.conf import settings as installed
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from jiyao.base.errors import Conflict
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.actions.batching import NothingToPay
from jiyao.funds.actions.committing import BadSum, commit, release
from jiyao.funds.actions.ledger import Overdrawn, When
from jiyao.funds.actions.loading import LoadedAlready
from jiyao.funds.actions.recovering import recover
from jiyao.funds.models import AllocationKind, BudgetLine, Commitment, PaymentOrder
from jiyao.funds.queries.balancing import differences
from tests.funds.money import BY, FUND, YEAR, Hands, filed, load, ordered, pots, results
from tests.registry.places import AT, DAY, PROVINCE, lay_out

SUMS = st.integers(1, 900)
RESULTS = {"paid": "成功", "failed": "失败", "unknown": "处理中"}


class Money(RuleBasedStateMachine):
    """The province's line. The model is five sums, and what each commitment holds and each order pays."""

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        installed.ATTACHMENTS = Path(mkdtemp(prefix="jiyao-money-"))
        lay_out()
        self.hands, self.step = Hands(), 0
        self.hands.allocate(amount_fen=1)
        self.line = BudgetLine.objects.get(fund=FUND, division=PROVINCE, year=YEAR)
        self.available, self.committed, self.paid, self.recovered = 1, 0, 0, 0
        self.left: dict[int, int] = {}
        self.with_payee: dict[int, int] = {}
        self.orders: dict[int, tuple[int, int, str]] = {}

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            assert verify_acts().findings == {}
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def when(self) -> When:
        self.step += 1
        return When(DAY, AT + timedelta(hours=self.step))

    @rule(amount=SUMS)
    def allocate(self, amount: int) -> None:
        self.hands.allocate(amount_fen=amount)
        self.available += amount

    @rule(amount=SUMS)
    def cut(self, amount: int) -> None:
        try:
            self.hands.allocate(kind=AllocationKind.CUT, amount_fen=amount)
        except Overdrawn:
            assert amount > self.available
        else:
            self.available -= amount

    @rule(amount=SUMS)
    def commit(self, amount: int) -> None:
        key = f"k{self.step}"
        try:
            made = commit(
                line=self.line.pk, amount_fen=amount, for_="case:1", key=key, when=self.when(), by=BY
            )
        except Overdrawn:
            assert amount > self.available
        else:
            self.available -= amount
            self.committed += amount
            self.left[made.pk], self.with_payee[made.pk] = amount, 0

    @rule(which=st.integers(0, 9), amount=SUMS)
    def release(self, which: int, amount: int) -> None:
        if not self.left:
            return
        number = sorted(self.left)[which % len(self.left)]
        try:
            release(number, when=self.when(), by=BY, amount_fen=amount)
        except BadSum:
            assert amount > self.left[number]
        else:
            self.left[number] -= amount
            self.committed -= amount
            self.available += amount

    @rule(which=st.integers(0, 9), amount=SUMS)
    def order(self, which: int, amount: int) -> None:
        if not self.left:
            return
        number = sorted(self.left)[which % len(self.left)]
        try:
            made = ordered(Commitment.objects.get(pk=number), key=f"o{self.step}", amount_fen=amount)
        except BadSum:
            assert amount > self.left[number]
        else:
            self.step += 1
            self.left[number] -= amount
            self.orders[made.pk] = (number, amount, "ready")

    @rule(told=st.lists(st.sampled_from(["paid", "failed", "unknown", "silent"]), min_size=1, max_size=4))
    def batch(self, told: list[str]) -> None:
        waiting = [number for number, (_, _, state) in self.orders.items() if state == "ready"]
        try:
            made = filed(self.line, self.hands.pays.account)
        except NothingToPay:
            assert waiting == []
            return
        for number in waiting:
            commitment, amount, _ = self.orders[number]
            self.orders[number] = (commitment, amount, "batched")
        self.tell(made, {number: told[i % len(told)] for i, number in enumerate(waiting)})

    @rule(which=st.integers(0, 9), result=st.sampled_from(["paid", "failed", "unknown"]))
    def tell_again(self, which: int, result: str) -> None:
        sent = [number for number, (_, _, state) in self.orders.items() if state != "ready"]
        if sent:
            number = sorted(sent)[which % len(sent)]
            self.tell(PaymentOrder.objects.get(pk=number).batch, {number: result})

    def tell(self, batch, told: dict[int, str]) -> None:
        """Has the bank tell these results; the model takes what does not contradict."""
        rows = [
            (str(number), f"{self.orders[number][1] / 100:.2f}", RESULTS[result], "", "")
            for number, result in told.items()
            if result != "silent"
        ]
        try:
            loaded = load(batch, results(batch, rows))
        except LoadedAlready:
            return
        contradicts = 0
        for number, result in told.items():
            commitment, amount, state = self.orders[number]
            if result == "silent" or state == result:
                continue
            if state not in ("batched", "unknown"):
                contradicts += 1
                continue
            self.orders[number] = (commitment, amount, result)
            if result == "paid":
                self.committed -= amount
                self.paid += amount
                self.with_payee[commitment] += amount
            elif result == "failed":
                self.left[commitment] += amount
        assert loaded.counts["refused"] == contradicts

    @rule(which=st.integers(0, 9), amount=SUMS)
    def recover(self, which: int, amount: int) -> None:
        if not self.with_payee:
            return
        number = sorted(self.with_payee)[which % len(self.with_payee)]
        try:
            recover(number, amount_fen=amount, when=self.when(), by=BY)
        except (BadSum, Conflict):
            assert amount > self.with_payee[number]
        else:
            self.with_payee[number] -= amount
            self.paid -= amount
            self.recovered += amount

    @invariant()
    def line_and_ledger_say_what_the_model_says(self) -> None:
        if not hasattr(self, "line"):
            return
        assert pots(self.line) == (self.available, self.committed, self.paid, self.recovered, 0)
        told = {one.pk: one.left_fen for one in Commitment.objects.filter(line=self.line)}
        assert told == self.left
        assert differences() == []


@pytest.mark.django_db
def test_money_agrees_with_a_simple_model() -> None:
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
