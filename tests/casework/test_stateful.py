"""Random hands do random things to cases and their money; a simple model says what must have come of it.

A few short runs by default; `HYPOTHESIS_PROFILE=long pytest tests/casework/test_stateful.py` for many long ones.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.accepting import accept, ask_supplement, reject, supplement, withdraw
from jiyao.casework.actions.approving import approve, send_back
from jiyao.casework.actions.opening import Wanted, claim
from jiyao.casework.actions.paying import give_account
from jiyao.casework.actions.recovering import note_recovered
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.models import Case, CaseState, Consequence, Recommendation
from jiyao.casework.queries.recoveries import recovery_of
from jiyao.funds.actions.batching import NothingToPay, make_batch
from jiyao.funds.models import Batch, BatchState, BudgetLine, OrderState, PaymentOrder
from jiyao.funds.queries.payments import standing_of
from jiyao.policy.models import GrantSlot
from jiyao.registry.models import FOREVER, Account, AccountRole, HeldCertificate
from tests.casework.claims import CERTIFICATE, DUE_FEN, MATCHES, MEASURE, hand, lay_out_entitled
from tests.casework.revising import ISSUED, carried_out, revised
from tests.casework.whole import broken
from tests.funds.money import ACCOUNT, FUND, WHEN, load, results, write
from tests.packs.heilongjiang import assessor, pack
from tests.registry.places import COUNTY, HERE

R = AccountRole
OTHER_CITY = "230100"
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
RESULTS = st.sampled_from(["成功", "失败", "处理中"])
DONE = {
    "accept": (CaseState.CLAIMED, CaseState.ACCEPTED),
    "reject": (CaseState.CLAIMED, CaseState.REFUSED),
    "ask-supplement": (CaseState.CLAIMED, CaseState.SUPPLEMENTING),
    "supplement": (CaseState.SUPPLEMENTING, CaseState.CLAIMED),
    "grant": (CaseState.ACCEPTED, CaseState.REVIEWED),
    "refuse": (CaseState.ACCEPTED, CaseState.REVIEWED),
    "send-back": (CaseState.REVIEWED, CaseState.ACCEPTED),
    "withdraw": (None, CaseState.WITHDRAWN),
}
"""What each command does to the state in the model; approving depends on what was found."""
NEXT = {
    CaseState.CLAIMED: (R.ACCEPT, CaseState.ACCEPTED),
    CaseState.SUPPLEMENTING: (R.CITIZEN, CaseState.CLAIMED),
    CaseState.ACCEPTED: (R.REVIEW, CaseState.REVIEWED),
}
"""Whose the next step on the straight way is, and where it leads to."""
OVER = (CaseState.CLOSED, CaseState.REFUSED, CaseState.WITHDRAWN, CaseState.LAPSED)


class Hands(RuleBasedStateMachine):
    """Commands against the product, and beside them what they should come to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="jiyao-hands-")
        self.kept = django_settings.ATTACHMENTS
        django_settings.ATTACHMENTS = Path(self.folder.name)
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        lay_out_entitled()
        for role in (R.CITIZEN, R.ACCEPT, R.REVIEW, R.APPROVE):
            hand(role)
        hand(R.APPROVE, OTHER_CITY)
        hand(R.PAY, "230000")
        self.day = 0
        self.case: Case | None = None
        self.state: CaseState | None = None
        self.revoked = False
        self.slots_before: set[tuple[str, str, int]] | None = None
        self.paid = self.recovered = 0

    def teardown(self) -> None:
        """The world is gone."""
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)
        django_settings.ATTACHMENTS = self.kept
        self.folder.cleanup()

    def _try(self, do: Callable[[], object]) -> bool:
        """Whether it could be done; what cannot be done changes nothing."""
        try:
            with transaction.atomic():
                do()
        except JiyaoError:
            return False
        return True

    def _now(self) -> Case:
        assert self.case is not None
        self.case.refresh_from_db()
        return self.case

    @rule(days=st.integers(1, 40))
    def pass_days(self, days: int) -> None:
        """Time goes on, over months and years."""
        self.day = min(self.day + days, 400)

    @precondition(lambda self: self.state in (None, *OVER))
    @rule(with_account=st.booleans())
    def claim(self, with_account: bool) -> None:
        """Claims; possible once what was asked before is over, and nothing stands."""
        given = self.case is not None and self._stands() > 0
        before = Case.objects.filter(measure=MEASURE).count()
        wanted = Wanted(HERE, MEASURE, CERTIFICATE, account=ACCOUNT if with_account else None)
        done = self._try(lambda: claim(wanted, hand(R.CITIZEN, days=self.day), assessor()))
        assert Case.objects.filter(measure=MEASURE).count() == before + done
        assert not (done and given)
        if done:
            self.case = Case.objects.filter(measure=MEASURE).latest("pk")
            self.state = CaseState.CLAIMED

    @precondition(lambda self: self.state is not None and self.state not in OVER)
    @rule(do=st.sampled_from(sorted(DONE)), role=st.sampled_from([R.CITIZEN, R.ACCEPT, R.REVIEW, R.APPROVE]))
    def handle(self, do: str, role: AccountRole) -> None:
        """Somebody does a step, whether or not it is theirs or possible now."""
        number, who = self._now().pk, hand(role, days=self.day)
        acts: dict[str, Callable[[], object]] = {
            "accept": lambda: accept(number, who),
            "reject": lambda: reject(number, who, reason="不实"),
            "ask-supplement": lambda: ask_supplement(number, who, missing="缺"),
            "supplement": lambda: supplement(number, who),
            "grant": lambda: review(
                number, Finding(Recommendation.GRANT, confirmed=MATCHES), who, assessor()
            ),
            "refuse": lambda: review(number, Finding(Recommendation.REFUSE, reason="否"), who, assessor()),
            "send-back": lambda: send_back(number, who, reason="再看"),
            "withdraw": lambda: withdraw(number, who),
        }
        comes_from, leads_to = DONE[do]
        if self._try(acts[do]):
            assert comes_from in (None, self.state)
            self.state = leads_to

    @precondition(lambda self: self.state in NEXT)
    @rule()
    def go_on(self) -> None:
        """Whose duty the next step is does it."""
        assert self.state is not None
        number, state = self._now().pk, self.state
        role, leads_to = NEXT[state]
        who, finding = hand(role, days=self.day), Finding(Recommendation.GRANT, confirmed=MATCHES)
        acts: dict[CaseState, Callable[[], object]] = {
            CaseState.CLAIMED: lambda: accept(number, who),
            CaseState.SUPPLEMENTING: lambda: supplement(number, who),
            CaseState.ACCEPTED: lambda: review(number, finding, who, assessor()),
        }
        if self._try(acts[state]):
            self.state = leads_to

    @precondition(lambda self: self.state is CaseState.REVIEWED)
    @rule(division=st.sampled_from([COUNTY, OTHER_CITY]))
    def approve(self, division: str) -> None:
        """Approves: it is decided, refused, or waits for one more."""
        case = self._now()
        if self._try(lambda: approve(case.pk, hand(R.APPROVE, division, days=self.day), assessor())):
            endorsed = self._now().state == CaseState.REVIEWED
            if not endorsed:
                granted = case.recommends == Recommendation.GRANT
                self.state = CaseState.DECIDED if granted else CaseState.REFUSED

    @precondition(lambda self: self.case is not None)
    @rule()
    def give_account(self) -> None:
        """The person says where the money is to be paid to; possible while some waits for that."""
        self._try(lambda: give_account(self._now().pk, ACCOUNT, hand(R.CITIZEN, days=self.day), pack()))

    @rule()
    def send(self) -> None:
        """Whoever pays sends what waits to the bank."""
        for line in BudgetLine.objects.filter(fund=FUND, division=COUNTY):
            try:
                made = make_batch(
                    line=line.pk,
                    when=WHEN,
                    by=Account.objects.get(username="pay-230000"),
                    file_format="bank-file",
                )
            except NothingToPay:
                continue
            write(made)

    @rule(result=RESULTS, again=st.booleans())
    def answer(self, result: str, again: bool) -> None:
        """The bank tells of a batch, perhaps twice; with it a case may close."""
        for batch in Batch.objects.filter(state=BatchState.FILED, line__fund=FUND):
            waits = PaymentOrder.objects.filter(
                batch=batch, state__in=[OrderState.BATCHED, OrderState.UNKNOWN]
            )
            rows = [
                [
                    str(one.pk),
                    f"{one.amount_fen / 100:.2f}",
                    result,
                    "",
                    "2025-07-01" if result == "成功" else "",
                ]
                for one in waits
            ]
            arriving = sum(one.amount_fen for one in waits) if result == "成功" else 0
            done = self._try(lambda b=batch, r=rows: load(b, results(b, r)))
            assert done or result == "处理中"  # the very words of an earlier file: it is refused as loaded
            self.paid += arriving
            if again:
                self._try(lambda b=batch, r=rows: load(b, results(b, r)))
        if self.case is not None and self.state is CaseState.DECIDED:
            state = CaseState(self._now().state)
            assert state in (CaseState.DECIDED, CaseState.CLOSED)
            self.state = state

    @precondition(lambda self: self.state in (CaseState.DECIDED, CaseState.CLOSED))
    @rule()
    def revoke_or_restore(self) -> None:
        """The certificate is revoked, or restored, and what follows is carried out."""
        self.day += 1
        stands_before, slots = self._stands(), self._slots()
        day = self.day

        def change() -> None:
            revised("" if self.revoked else ISSUED, day)
            if Case.objects.filter(kind="consequence", state=CaseState.ACCEPTED).exists():
                carried_out(day + 1)

        if not self._try(change):
            return
        self.day += 1
        if not self.revoked:
            self.slots_before = slots if stands_before else None
            assert self._stands() == 0
        elif self.slots_before is not None:
            assert (self._stands(), self._slots()) == (DUE_FEN, self.slots_before)
        self.revoked = not self.revoked
        self.state = CaseState(self._now().state)

    @rule(part=st.sampled_from([1, DUE_FEN // 3, DUE_FEN]))
    def recover(self, part: int) -> None:
        """Some of what is owed comes back."""
        for branch in Consequence.objects.filter(grant__measure=MEASURE):
            owed = recovery_of(branch).left_fen
            amount = min(part, owed)
            done = self._try(
                lambda b=branch, a=amount: note_recovered(b.pk, a, hand(R.PAY, "230000", days=self.day))
            )
            assert done == (amount > 0)
            self.recovered += amount if done else 0

    @invariant()
    def all_is_whole(self) -> None:
        """Nothing is paid twice, nothing lost, the ledger and the record are whole."""
        assert broken() == []

    @invariant()
    def stands_as_in_the_model(self) -> None:
        """State and sums are those of the model."""
        if self.case is not None:
            assert CaseState(self._now().state) is self.state
        money = [standing_of(one.party) for one in Case.objects.filter(measure=MEASURE)]
        assert sum(one.paid_fen for one in money) == self.paid
        assert sum(one.recovered_fen for one in money) == self.recovered
        assert self.recovered <= self.paid
        held = HeldCertificate.objects.get(record=CERTIFICATE, superseded_at=FOREVER)
        assert (held.revoked_on == date.fromisoformat(ISSUED)) == self.revoked

    def _stands(self) -> int:
        grant = self._now().grant
        return 0 if grant is None or grant.reversed_on is not None else grant.amount_fen or 0

    def _slots(self) -> set[tuple[str, str, int]]:
        return set(GrantSlot.objects.filter(is_taken=True).values_list("pool", "key", "slot"))


@pytest.mark.django_db
def test_random_hands_leave_cases_and_money_whole() -> None:
    run_state_machine_as_test(
        Hands,
        settings=settings(
            max_examples=60 if LONG else 6,
            stateful_step_count=40 if LONG else 25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
