"""Whatever is asked, decided and withdrawn in whatever order, requests and records agree."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.asking import (
    Asked,
    AskedAlready,
    NotOpen,
    SaysThatAlready,
    ask_correction,
    withdraw_correction,
)
from jiyao.casework.actions.deciding import StandsOtherwise, correct, keep
from jiyao.casework.kinds import CORRECTION
from jiyao.casework.models import Case, CaseState, Correction
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.registry.actions.correcting import NothingToCorrect
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, AccountRole, HeldCertificate
from tests.casework.asking import holder
from tests.packs.heilongjiang import assessor, pack
from tests.registry.places import AT, DAY, lay_out

DAYS = st.sampled_from(["2025-02-01", "2025-02-02", "2025-02-03"])
LEVELS = st.sampled_from(["L5", "L4", "L3"])


class Requests(RuleBasedStateMachine):
    """One certificate, one citizen, one reviewer. `model`: what the certificate should say; `open`: requests by column."""

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        lay_out()
        Correction.objects.all().delete()
        Case.objects.filter(kind=CORRECTION.name).delete()
        self.citizen, self.reviewer = holder(AccountRole.CITIZEN), holder(AccountRole.REVIEW)
        self.says = {"issued_on": date(2025, 2, 1), "level": "L4"}
        self.open: dict[str, tuple[int, object, object]] = {}
        self.closed: list[int] = []
        self.version, self.step = 1, 0

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            assert verify_acts().findings == {}
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def moment(self):
        self.step += 1
        return AT + timedelta(hours=self.step)

    def ask(self, column: str, claimed: str, value: object) -> None:
        asked = Asked("certificates", 1001, self.version, column, claimed, "有误")
        try:
            made = ask_correction(asked, Hand(self.citizen, DAY, self.moment()), vocabulary=pack().vocabulary)
        except SaysThatAlready:
            assert self.says[column] == value
        except AskedAlready:
            assert column in self.open
        else:
            assert column not in self.open
            self.open[column] = (made.pk, self.says[column], value)

    @rule(day=DAYS)
    def ask_for_a_day(self, day: str) -> None:
        self.ask("issued_on", day, date.fromisoformat(day))

    @rule(level=LEVELS)
    def ask_for_a_level(self, level: str) -> None:
        self.ask("level", level, level)

    @rule(column=st.sampled_from(["issued_on", "level"]))
    def correct(self, column: str) -> None:
        if column not in self.open:
            return
        number, seen, claimed = self.open[column]
        try:
            correct(number, self.deciding(), assessor=assessor())
        except (StandsOtherwise, NothingToCorrect):
            assert seen != self.says[column]
        else:
            self.says[column] = claimed
            self.version += 1
            self.close(column)

    @rule(level=LEVELS)
    def correct_to_another_level(self, level: str) -> None:
        if "level" not in self.open:
            return
        try:
            correct(
                self.open["level"][0],
                self.deciding(),
                assessor=assessor(),
                other=level,
                answer="档案",
            )
        except NothingToCorrect:
            assert level == self.says["level"]
        else:
            self.says["level"] = level
            self.version += 1
            self.close("level")

    @rule(column=st.sampled_from(["issued_on", "level"]))
    def keep(self, column: str) -> None:
        if column in self.open:
            keep(self.open[column][0], self.deciding(), answer="一致")
            self.close(column)

    @rule(column=st.sampled_from(["issued_on", "level"]))
    def withdraw(self, column: str) -> None:
        if column in self.open:
            withdraw_correction(self.open[column][0], Hand(self.citizen, DAY, self.moment()))
            self.close(column)

    @rule(data=st.data())
    def nothing_closed_is_touched(self, data: st.DataObject) -> None:
        if not self.closed:
            return
        number = data.draw(st.sampled_from(self.closed))
        refused = 0
        for attempt in (
            lambda: correct(number, self.deciding(), assessor=assessor()),
            lambda: keep(number, self.deciding(), answer="一致"),
            lambda: withdraw_correction(number, Hand(self.citizen, DAY, self.moment())),
        ):
            try:
                attempt()
            except JiyaoError as error:
                refused += isinstance(error, NotOpen)
        assert refused == 3

    def deciding(self) -> Hand:
        return Hand(self.reviewer, DAY, self.moment())

    def close(self, column: str) -> None:
        self.closed.append(self.open.pop(column)[0])

    @invariant()
    def record_and_requests_agree(self) -> None:
        if not hasattr(self, "says"):
            return
        row = HeldCertificate.objects.get(record=1001, superseded_at=FOREVER)
        found = Correction.objects.filter(case__state=CaseState.ACCEPTED)
        assert (row.issued_on, row.level, row.version) == (*self.says.values(), self.version)
        assert {one.column: one.pk for one in found} == {c: n for c, (n, _, _) in self.open.items()}
        assert Act.objects.filter(kind="correct").count() == self.version - 1


@pytest.mark.django_db
def test_requests_and_records_agree_in_whatever_order() -> None:
    run_state_machine_as_test(
        Requests,
        settings=settings(
            max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
