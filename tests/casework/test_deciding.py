"""Deciding a request: each way out, and what stands afterwards."""

from datetime import date, timedelta

import pytest

from jiyao.base.reasons import BadReason
from jiyao.casework.actions.asking import NotOpen, NotYours
from jiyao.casework.actions.deciding import StandsOtherwise, correct, keep
from jiyao.casework.actions.moving import NotYourDuty, SameHand
from jiyao.casework.claiming import BadClaim
from jiyao.casework.models import Correction, State
from jiyao.casework.sealing import said_by
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.registry.actions.accounts import assign
from jiyao.registry.actions.correcting import NothingToCorrect, correct_record
from jiyao.registry.models import (
    AccountRole,
    HeldCertificate,
)
from jiyao.registry.permitting import holder_of
from tests.casework.asking import LATER, LATEST, ask, deciding, holder, payload, standing
from tests.packs.heilongjiang import assessor
from tests.registry.places import AT, CITY, COUNTY, DAY, HERE, OTHER_COUNTY, PROVINCE, lay_out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out()


def test_reviewer_corrects_and_the_record_says_what_was_claimed() -> None:
    made = ask(holder(AccountRole.CITIZEN))
    reviewer = holder(AccountRole.REVIEW)

    found = correct(made.pk, deciding(reviewer), assessor=assessor())

    assert reviewer.account is not None
    assert (found.state, found.decided_by_id, found.decided_at) == (
        State.CORRECTED,
        reviewer.account.pk,
        LATEST,
    )
    row = standing()
    assert (row.version, row.issued_on, row.level) == (2, date(2025, 2, 3), "L4")
    asked, decided = Act.objects.filter(subject=f"case:{found.case_id}").order_by("number")
    corrected = Act.objects.get(kind="correct")
    assert [basis.basis_id for basis in decided.bases.all()] == [asked.number]
    assert [basis.basis_id for basis in corrected.bases.all()] == [decided.number]
    steps = [(one.step, one.act) for one in found.case.steps.order_by("pk")]
    assert steps == [("open", asked.number), ("correct", decided.number)]
    assert (decided.codes, payload(decided)) == (
        {"before": "accepted", "after": "closed"},
        {"reason": "", "value": "2025-02-03"},
    )
    assert payload(corrected) == {
        "reason": "证书上写的是 3 日",
        "before": {"issued_on": "2025-02-01"},
        "after": {"issued_on": "2025-02-03"},
    }
    assert verify_acts().findings == {}


def test_reviewer_corrects_to_another_value_with_a_reason() -> None:
    made = ask(holder(AccountRole.CITIZEN))
    reviewer = deciding(holder(AccountRole.REVIEW))

    found = correct(made.pk, reviewer, assessor=assessor(), other="2025-02-02", answer="原始档案为 2 日")

    assert standing().issued_on == date(2025, 2, 2)
    assert said_by([found])[found.pk].answer == "原始档案为 2 日"


@pytest.mark.parametrize(
    ("other", "answer", "error"),
    [("2025-02-02", "", BadReason), ("昨天", "看错了", BadClaim), ("2025-02-01", "看错了", NothingToCorrect)],
)
def test_other_value_that_does_not_do_leaves_all_as_it_was(
    other: str, answer: str, error: type[Exception]
) -> None:
    made = ask(holder(AccountRole.CITIZEN))
    reviewer = deciding(holder(AccountRole.REVIEW))

    with pytest.raises(error):
        correct(made.pk, reviewer, assessor=assessor(), other=other, answer=answer)

    assert (Correction.objects.get(pk=made.pk).state, standing().version) == (State.OPEN, 1)


def test_reviewer_keeps_the_record_and_says_why() -> None:
    made = ask(holder(AccountRole.CITIZEN))

    found = keep(made.pk, deciding(holder(AccountRole.REVIEW)), answer="档案与记录一致")

    assert (found.state, standing().version) == (State.KEPT, 1)
    assert said_by([found])[found.pk].answer == "档案与记录一致"


def test_record_is_not_kept_without_a_word() -> None:
    made = ask(holder(AccountRole.CITIZEN))

    with pytest.raises(BadReason):
        keep(made.pk, deciding(holder(AccountRole.REVIEW)), answer=" ")


def test_who_asked_does_not_decide() -> None:
    accepting = holder(AccountRole.ACCEPT)
    assert accepting.account is not None
    assign(
        account=accepting.account,
        role=AccountRole.REVIEW,
        division=COUNTY,
        starts_on=date(2020, 1, 1),
        at=AT,
        by="program:test",
    )
    both = holder_of(accepting.account, DAY)
    made = ask(both)

    with pytest.raises(SameHand, match="another official must correct"):
        correct(made.pk, deciding(both), assessor=assessor())
    assert correct(made.pk, deciding(holder(AccountRole.REVIEW)), assessor=assessor()).state == "corrected"


def test_reviewer_whom_it_is_about_does_not_decide() -> None:
    made = ask(holder(AccountRole.ACCEPT))
    reviewer = holder(AccountRole.REVIEW)
    assert reviewer.account is not None
    reviewer.account.person_id = HERE
    reviewer.account.save()

    with pytest.raises(SameHand):
        keep(made.pk, deciding(reviewer), answer="一致")


@pytest.mark.parametrize(
    ("role", "division"),
    [
        (AccountRole.REVIEW, OTHER_COUNTY),
        (AccountRole.ACCEPT, COUNTY),
        (AccountRole.SUPERVISE, COUNTY),
        (AccountRole.AUDITOR, COUNTY),
        (AccountRole.HOTLINE, COUNTY),
    ],
)
def test_request_of_elsewhere_or_of_another_duty_is_not_decided(role: AccountRole, division: str) -> None:
    made = ask(holder(AccountRole.CITIZEN))

    with pytest.raises(NotYourDuty):
        keep(made.pk, deciding(holder(role, division)), answer="一致")


def test_request_that_is_not_there_is_not_decided() -> None:
    with pytest.raises(NotYours):
        keep(9999, deciding(holder(AccountRole.REVIEW)), answer="一致")


@pytest.mark.parametrize("division", [COUNTY, CITY, PROVINCE])
def test_places_above_decide_too(division: str) -> None:
    made = ask(holder(AccountRole.CITIZEN))

    assert keep(made.pk, deciding(holder(AccountRole.REVIEW, division)), answer="一致").state == State.KEPT


def test_request_is_decided_once() -> None:
    made = ask(holder(AccountRole.CITIZEN))
    keep(made.pk, deciding(holder(AccountRole.REVIEW)), answer="一致")

    with pytest.raises(NotOpen) as refused:
        correct(made.pk, deciding(holder(AccountRole.REVIEW, CITY)), assessor=assessor())

    assert refused.value.said("zh") == f"{made.pk} 号申请已经办结：维持原记录"


def test_record_that_changed_meanwhile_is_not_corrected_again() -> None:
    made = ask(holder(AccountRole.CITIZEN))
    correct_record(
        model=HeldCertificate,
        record=1001,
        changes={"issued_on": date(2025, 2, 2)},
        at=LATER + timedelta(hours=1),
        by="account:9",
        reason="导入更正",
    )

    with pytest.raises(StandsOtherwise) as refused:
        correct(made.pk, deciding(holder(AccountRole.REVIEW)), assessor=assessor())

    assert (refused.value.seen, refused.value.stands) == (date(2025, 2, 1), date(2025, 2, 2))
    assert "申请时为 2025-02-01，现为 2025-02-02" in refused.value.said("zh")


def test_change_of_another_column_does_not_stand_in_the_way() -> None:
    made = ask(holder(AccountRole.CITIZEN))
    correct_record(
        model=HeldCertificate,
        record=1001,
        changes={"level": "L3"},
        at=LATER + timedelta(hours=1),
        by="account:9",
        reason="导入更正",
    )

    correct(made.pk, deciding(holder(AccountRole.REVIEW)), assessor=assessor())

    assert (standing().version, standing().level, standing().issued_on) == (3, "L3", date(2025, 2, 3))
