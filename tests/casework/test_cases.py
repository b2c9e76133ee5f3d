"""A claim from beginning to end: each step, each way out, and what stands afterwards."""

from datetime import timedelta

import pytest

from jiyao.base.reasons import BadReason
from jiyao.casework.actions.accepting import ToldAlready, accept, ask_supplement, reject, supplement, withdraw
from jiyao.casework.actions.approving import FoundOtherwise, approve, send_back
from jiyao.casework.actions.moving import NotYourDuty, SameHand
from jiyao.casework.actions.opening import NotClaimable, NotYours, OpenAlready
from jiyao.casework.actions.reviewing import Finding, NoSum, NotConfirmed, review
from jiyao.casework.kinds.kind import NotNow
from jiyao.casework.models import Case, CaseState, Recommendation
from jiyao.casework.queries.cases import waiting_for
from jiyao.casework.queries.determining import NothingThere, said_again, told_at
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.policy.models import Grant, GrantSlot
from jiyao.registry.actions.accounts import assign
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole, HeldCertificate
from jiyao.registry.permitting import holder_of
from tests.casework.claims import (
    CERTIFICATE,
    DUE_FEN,
    MATCHES,
    MEASURE,
    accepted,
    assessor,
    claimed,
    hand,
    lay_out_entitled,
    reviewed,
)
from tests.registry.places import AT, COUNTY, DAY, HERE, OTHER_COUNTY, THERE

pytestmark = pytest.mark.django_db
R = AccountRole


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out_entitled()


def steps(case: Case) -> list[tuple[str, str]]:
    """The steps that were done and where each led."""
    return list(case.steps.order_by("pk").values_list("step", "after"))


def test_claim_goes_through_four_hands_and_takes_its_slots() -> None:
    case = approve(reviewed().pk, hand(R.APPROVE), assessor())

    assert (case.state, case.amount_fen, case.departs) == (CaseState.DECIDED, DUE_FEN, False)
    assert steps(case) == [
        ("claim", "claimed"),
        ("accept", "accepted"),
        ("review", "reviewed"),
        ("approve", "approved"),
        ("decide", "decided"),
    ]
    grant = case.grant
    assert grant is not None
    assert (grant.measure, grant.person_id, grant.subject_record, grant.amount_fen, grant.granted_on) == (
        MEASURE,
        HERE,
        CERTIFICATE,
        DUE_FEN,
        DAY,
    )
    assert sorted(grant.slots.values_list("pool", "key", "slot")) == [
        ("funding-per-certificate", "1|6-18-02-04|焊工|L4", 1),
        ("skill-upgrade-per-year", "1|2025", 1),
    ]
    assert verify_acts().findings == {}


def test_each_step_is_an_act_that_rests_on_the_one_before() -> None:
    case = approve(reviewed().pk, hand(R.APPROVE), assessor())

    acts = [
        Act.objects.get(number=number) for number in case.steps.order_by("pk").values_list("act", flat=True)
    ]

    assert [act.kind for act in acts] == [
        "case-claim",
        "case-accept",
        "case-review",
        "case-approve",
        "case-decide",
    ]
    bases = [[basis.basis_id for basis in act.bases.all()] for act in acts]
    assert bases == [[], *([act.number] for act in acts[:-1])]


def test_what_was_said_is_said_again_word_for_word() -> None:
    case = approve(reviewed().pk, hand(R.APPROVE), assessor())
    HeldCertificate.objects.filter(record=CERTIFICATE).update(level="L5")

    kept = told_at(case)

    assert [one.step for one, _ in kept] == ["claim", "review", "decide"]
    for one, told in kept:
        again = said_again(one, assessor())
        assert (again.result.outcome, again.result.amount_fen) == (told.outcome, told.amount_fen)
        assert again.pack_hash == told.pack_hash == one.pack_hash


def test_nobody_claims_for_another() -> None:
    with pytest.raises(NotYours):
        claimed(person=THERE, record=1000 + THERE)


def test_same_is_not_claimed_twice_while_it_is_open_or_once_it_was_given() -> None:
    case = reviewed()
    with pytest.raises(OpenAlready, match="a case about the same is open"):
        claimed()
    approve(case.pk, hand(R.APPROVE), assessor())
    with pytest.raises((OpenAlready, NotClaimable)):
        claimed()


def test_what_is_not_due_is_not_claimed() -> None:
    HeldCertificate.objects.filter(record=CERTIFICATE).update(level="L1")
    with pytest.raises(NotClaimable, match="the conditions are not met"):
        claimed()


def test_what_is_missing_is_told_once() -> None:
    case = ask_supplement(claimed().pk, hand(R.ACCEPT), missing="请补充银行卡复印件")
    assert case.state == CaseState.SUPPLEMENTING
    case = supplement(case.pk, hand(R.CITIZEN))
    assert case.state == CaseState.CLAIMED
    with pytest.raises(ToldAlready):
        ask_supplement(case.pk, hand(R.ACCEPT), missing="还缺一样")


def test_rejection_says_why() -> None:
    case = claimed()
    with pytest.raises(BadReason):
        reject(case.pk, hand(R.ACCEPT), reason=" ")
    assert reject(case.pk, hand(R.ACCEPT), reason="不属本地受理").state == CaseState.REFUSED


def test_withdrawn_before_review_and_not_after() -> None:
    assert withdraw(claimed().pk, hand(R.CITIZEN)).state == CaseState.WITHDRAWN
    case = reviewed()
    with pytest.raises(NotNow, match="possible is send back, endorse, approve, refuse"):
        withdraw(case.pk, hand(R.CITIZEN))


def test_case_of_another_place_is_out_of_reach() -> None:
    case = claimed()
    with pytest.raises(NotYourDuty):
        accept(case.pk, hand(R.ACCEPT, OTHER_COUNTY))


@pytest.mark.parametrize("role", [R.REVIEW, R.APPROVE, R.PAY, R.SUPERVISE, R.CITIZEN, R.AUDITOR])
def test_only_who_accepts_accepts(role: AccountRole) -> None:
    case = claimed()
    with pytest.raises(NotYourDuty):
        accept(case.pk, hand(role))


def test_who_reviewed_does_not_approve() -> None:
    case = reviewed()
    reviewer = hand(R.REVIEW)
    assert reviewer.account is not None
    assign(
        account=reviewer.account,
        role=R.APPROVE,
        division=COUNTY,
        organisation=None,
        starts_on=DAY,
        at=AT,
        by="account:1",
    )
    both = Hand(holder_of(reviewer.account, DAY), DAY, reviewer.at)
    with pytest.raises(SameHand):
        approve(case.pk, both, assessor())


def test_steps_are_not_skipped() -> None:
    case = claimed()
    with pytest.raises(NotNow):
        review(case.pk, Finding(Recommendation.GRANT, confirmed=MATCHES), hand(R.REVIEW), assessor())
    with pytest.raises(NotNow):
        approve(accepted_of(case).pk, hand(R.APPROVE), assessor())


def accepted_of(case: Case) -> Case:
    """The case, accepted."""
    return accept(case.pk, hand(R.ACCEPT))


def test_what_people_judge_is_ticked_first() -> None:
    with pytest.raises(NotConfirmed, match="The certificate matches the post"):
        reviewed(finding=Finding(Recommendation.GRANT))


def test_departing_wants_a_reason_and_two_who_approve() -> None:
    finding = Finding(Recommendation.GRANT, amount_fen=100_000, confirmed=MATCHES)
    case = accepted()
    with pytest.raises(BadReason):
        review(case.pk, finding, hand(R.REVIEW), assessor())
    case = review(
        case.pk,
        Finding(Recommendation.GRANT, 100_000, MATCHES, reason="按折扣标准"),
        hand(R.REVIEW),
        assessor(),
    )
    assert case.departs
    case = approve(case.pk, hand(R.APPROVE), assessor())
    assert (case.state, steps(case)[-1]) == (CaseState.REVIEWED, ("endorse", "reviewed"))
    with pytest.raises(SameHand):
        approve(case.pk, hand(R.APPROVE), assessor())
    case = approve(case.pk, hand(R.APPROVE, "230100"), assessor())
    assert (case.state, case.amount_fen) == (CaseState.DECIDED, 100_000)


def test_sum_must_be_one() -> None:
    case = accepted()
    with pytest.raises(NoSum):
        review(case.pk, Finding(Recommendation.GRANT, 0, MATCHES, "无"), hand(R.REVIEW), assessor())


def test_refusal_is_approved_too() -> None:
    case = reviewed(finding=Finding(Recommendation.REFUSE, reason="证书存疑"))
    assert case.departs
    approve(case.pk, hand(R.APPROVE), assessor())
    case = approve(case.pk, hand(R.APPROVE, "230100"), assessor())
    assert (case.state, Grant.objects.filter(subject_record=CERTIFICATE, measure=MEASURE).count()) == (
        CaseState.REFUSED,
        0,
    )


def test_sent_back_is_reviewed_again() -> None:
    case = send_back(reviewed().pk, hand(R.APPROVE), reason="请核对单位")
    assert case.state == CaseState.ACCEPTED


def test_queue_holds_what_waits_for_ones_duty_and_not_what_one_did_oneself() -> None:
    case = reviewed()
    approving, reviewing = hand(R.APPROVE), hand(R.REVIEW)
    assert approving.holder is not None
    assert reviewing.holder is not None
    send_back(case.pk, approving, reason="请核对单位")
    assert list(waiting_for(reviewing.holder, "review", DAY)) == [case]
    review(case.pk, Finding(Recommendation.GRANT, 100_000, MATCHES, "按折扣标准"), reviewing, assessor())
    assert list(waiting_for(approving.holder, "approve", DAY)) == [case]
    approve(case.pk, approving, assessor())

    assert list(waiting_for(approving.holder, "approve", DAY)) == []
    elsewhere = hand(R.APPROVE, "230100").holder
    assert elsewhere is not None
    assert list(waiting_for(elsewhere, "approve", DAY)) == [case]


def test_facts_that_changed_since_the_review_stop_the_approval() -> None:
    case = reviewed()
    HeldCertificate.objects.filter(record=CERTIFICATE).update(level="L1")
    with pytest.raises(FoundOtherwise):
        approve(case.pk, hand(R.APPROVE), assessor())
    assert GrantSlot.objects.count() == 0


def test_claim_on_a_certificate_that_is_gone_can_only_be_refused() -> None:
    case = reviewed()
    HeldCertificate.objects.filter(record=CERTIFICATE).update(revoked_on=DAY - timedelta(days=1))
    with pytest.raises(NothingThere):
        approve(case.pk, hand(R.APPROVE), assessor())
    send_back(case.pk, hand(R.APPROVE), reason="证书已注销")
    with pytest.raises(NothingThere):
        review(case.pk, Finding(Recommendation.GRANT, confirmed=MATCHES), hand(R.REVIEW), assessor())
    review(case.pk, Finding(Recommendation.REFUSE, reason="证书已注销"), hand(R.REVIEW), assessor())
    assert approve(case.pk, hand(R.APPROVE), assessor()).state == CaseState.REFUSED
