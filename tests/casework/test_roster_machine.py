"""Whatever officials and the organisation do with a roster in whatever order, no line is ahead of it, nothing is paid twice."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.accepting import accept, ask_supplement, reject, supplement
from jiyao.casework.actions.approving import approve, send_back
from jiyao.casework.actions.passing import pass_day
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.actions.rostering import (
    approve_roster,
    reject_roster,
    review_roster,
    send_back_roster,
    withdraw_roster,
)
from jiyao.casework.life import OVER, is_ahead
from jiyao.casework.models import Case, CaseState, Recommendation
from jiyao.policy.models import Grant, GrantSlot
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole as R
from tests.casework.claims import hand
from tests.casework.rosters import MEASURE, all_of, demonstration, lay_out_class, lines_of, opened, signed
from tests.registry.places import CITY, COUNTY

LINES = st.integers(0, 2)
PLACES = st.sampled_from([COUNTY, CITY])
DUTIES = st.sampled_from([("accept", R.ACCEPT), ("review", R.REVIEW), ("approve", R.APPROVE)])
SAYS = st.sampled_from(list(Recommendation))
STEPS = st.sampled_from(["accept", "reject", "review", "approve", "send back"])
WHOLE = st.sampled_from(
    ["accept", "ask", "supplement", "reject", "review", "approve", "send back", "withdraw"]
)


class Rosters(RuleBasedStateMachine):
    """A roster of three, handled at the county and the city."""

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.records = lay_out_class()
        self.roster, self.days = opened(self.records), 0

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def by(self, role: R, place: str = COUNTY) -> Hand:
        return hand(role, place, days=self.days)

    @rule(step=WHOLE, place=PLACES, says=SAYS)
    def handle_the_whole(self, step: str, place: str, says: Recommendation) -> None:
        number, pack = self.roster.pk, demonstration().pack
        do = {
            "accept": lambda: accept(number, self.by(R.ACCEPT, place)),
            "ask": lambda: ask_supplement(number, self.by(R.ACCEPT, place), missing="备案表"),
            "supplement": lambda: supplement(number, self.by(R.TRAINING_BODY)),
            "reject": lambda: reject_roster(number, self.by(R.ACCEPT, place), reason="不受理"),
            "review": lambda: review_roster(number, says, self.by(R.REVIEW, place), reason="核查"),
            "approve": lambda: approve_roster(number, self.by(R.APPROVE, place), pack),
            "send back": lambda: send_back_roster(number, self.by(R.APPROVE, place), reason="核对"),
            "withdraw": lambda: withdraw_roster(number, self.by(R.TRAINING_BODY)),
        }[step]
        self.attempt(do)

    @rule(step=STEPS, line=LINES, place=PLACES, says=SAYS)
    def handle_a_line(self, step: str, line: int, place: str, says: Recommendation) -> None:
        number, rules = lines_of(self.roster)[line].pk, demonstration()
        do = {
            "accept": lambda: accept(number, self.by(R.ACCEPT, place)),
            "reject": lambda: reject(number, self.by(R.ACCEPT, place), reason="不受理"),
            "review": lambda: review(number, Finding(says, reason="核查"), self.by(R.REVIEW, place), rules),
            "approve": lambda: approve(number, self.by(R.APPROVE, place), rules),
            "send back": lambda: send_back(number, self.by(R.APPROVE, place), reason="核对"),
        }[step]
        self.attempt(do)

    @rule(duty=DUTIES, place=PLACES)
    def sign_for_all(self, duty: tuple[str, R], place: str) -> None:
        self.attempt(lambda: signed(all_of(self.roster), duty[0], self.by(duty[1], place)))

    @rule()
    def let_days_pass(self) -> None:
        self.days += 8
        now = self.by(R.REVIEW)
        pass_day(Hand(None, now.on, now.at + timedelta(hours=1)), demonstration())

    @rule()
    def claim_again(self) -> None:
        if Case.objects.get(pk=self.roster.pk).state in OVER:
            self.attempt(self.reopen)

    def reopen(self) -> None:
        self.roster = opened(self.records)

    def attempt(self, do: object) -> None:
        try:
            with transaction.atomic():
                do()  # type: ignore[operator]
        except JiyaoError:
            return

    @invariant()
    def no_line_is_ahead_and_none_outlives_its_roster(self) -> None:
        if not hasattr(self, "roster"):
            return
        for one in Case.objects.filter(kind="roster-line").select_related("parent"):
            assert one.parent is not None
            assert not is_ahead(CaseState(one.state), CaseState(one.parent.state))
            assert one.state in OVER or one.parent.state not in OVER

    @invariant()
    def nothing_is_given_twice(self) -> None:
        if hasattr(self, "roster"):
            records = list(Grant.objects.filter(measure=MEASURE).values_list("subject_record", flat=True))
            assert len(records) == len(set(records))
            assert (
                GrantSlot.objects.filter(grant__measure=MEASURE, slot__gt=1)
                .exclude(pool="training-subsidies-total")
                .count()
                == 0
            )


@pytest.mark.django_db
def test_no_line_is_ever_ahead_of_its_roster() -> None:
    run_state_machine_as_test(
        Rosters,
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
