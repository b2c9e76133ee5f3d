"""Objections, appeals and complaints: who files them until when, who may look into them, and what they bring about."""

from datetime import timedelta
from io import BytesIO

import pytest

from jiyao.base.errors import JiyaoError
from jiyao.base.reasons import BadReason
from jiyao.casework.actions.accepting import accept, reject, withdraw
from jiyao.casework.actions.approving import approve, send_back
from jiyao.casework.actions.contesting import (
    ContestedAlready,
    NothingToContest,
    NotYoursToContest,
    Paper,
    TooLate,
)
from jiyao.casework.actions.examining import ClaimedAnew, ContestsNothing, conclude, examine
from jiyao.casework.actions.following import Judgement, NoConsequence, approve_consequence, judge
from jiyao.casework.actions.moving import NotYourDuty, SameHand
from jiyao.casework.actions.passing import Passed, pass_day
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.models import Case, CaseState, Channel, Recommendation, Reversal
from jiyao.casework.queries.cases import waiting_for
from jiyao.casework.queries.determining import NotByRules
from jiyao.casework.queries.notices import notices
from jiyao.casework.queries.saying import reasons_of
from jiyao.casework.queries.taking import taken_days
from jiyao.casework.time_limits import clock_of
from jiyao.funds.models import Commitment
from jiyao.policy.models import Grant
from tests.casework.claims import DUE_FEN, MATCHES, MEASURE, assessor, claimed, hand, lay_out_entitled
from tests.casework.contests import (
    LAST_DAY_TO_APPEAL,
    R,
    by,
    concluded,
    contested,
    examined,
    given,
    noticed,
    refused,
    rules,
    stranger,
    time,
)
from tests.registry.places import CITY, DAY, HERE, OTHER_CITY, THERE

pytestmark = pytest.mark.django_db
GRANT, REFUSE = Recommendation.GRANT, Recommendation.REFUSE
PDF = b"%PDF-1.4 "


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out_entitled()


def steps(case: Case) -> list[tuple[str, str]]:
    """What was done with a case, and where it led."""
    return list(case.steps.order_by("pk").values_list("step", "after"))


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_objection_holds_the_notice_up_until_it_is_dismissed() -> None:
    case = noticed()
    objection = contested(case, "objection", stranger(), paper=Paper(BytesIO(PDF), "岗位.pdf"))

    [notice] = notices(rules().pack, DAY)
    assert (notice.held_up, notice.is_over(DAY + timedelta(days=30))) == (True, False)
    assert pass_day(time(30), rules()) == Passed()
    assert (objection.person_id, objection.parent, objection.division) == (THERE, case, case.division)
    assert [paper.file.name for paper in objection.evidence.all()] == ["岗位.pdf"]

    over = concluded(objection, REFUSE, days=30)

    assert steps(over) == [
        ("claim", "claimed"),
        ("accept", "accepted"),
        ("review", "reviewed"),
        ("refuse", "refused"),
    ]
    assert list(reasons_of(over, over.steps.order_by("pk")).values()) == ["与事实不符", "已核实"]
    assert pass_day(time(30), rules()) == Passed(1)
    assert fresh(case).state == CaseState.DECIDED


def test_objection_that_is_right_sends_the_case_back_to_review_and_frees_its_money() -> None:
    case = noticed()
    [commitment] = Commitment.objects.filter(subject=f"case:{case.pk}")

    over = concluded(contested(case, "objection", stranger()), GRANT)

    case, commitment = fresh(case), Commitment.objects.get(pk=commitment.pk)
    assert (over.state, case.state, commitment.left_fen) == ("closed", "accepted", 0)
    assert steps(case)[-2:] == [("notice", "noticed"), ("reopen", "accepted")]
    assert pass_day(time(30), rules()) == Passed()

    again = review(case.pk, Finding(GRANT, confirmed=MATCHES), hand(R.REVIEW), rules())
    approve(again.pk, hand(R.APPROVE), rules())

    assert fresh(case).state == CaseState.NOTICED
    assert taken_days(MEASURE, CITY) is None
    assert [one.left_fen for one in Commitment.objects.filter(subject=f"case:{case.pk}").order_by("pk")] == [
        0,
        DUE_FEN,
    ]


def test_objection_that_is_taken_back_or_not_accepted_no_longer_holds_up() -> None:
    case = noticed()
    withdraw(contested(case, "objection", stranger()).pk, stranger())
    reject(contested(case, "objection", stranger()).pk, by(R.ACCEPT), reason="与本件无关")

    assert pass_day(time(30), rules()) == Passed(1)


def test_appeal_against_a_refusal_opens_the_case_again() -> None:
    case = refused()

    assert concluded(contested(case, "appeal", hand(R.CITIZEN)), GRANT).state == CaseState.CLOSED

    assert steps(fresh(case)) == [("claim", "claimed"), ("reject", "refused"), ("reopen", "accepted")]
    review(case.pk, Finding(GRANT, confirmed=MATCHES), hand(R.REVIEW), assessor())
    assert approve(case.pk, hand(R.APPROVE), assessor()).state == CaseState.DECIDED


def test_appeal_that_is_dismissed_says_why_and_is_not_filed_twice() -> None:
    case = refused()
    appeal = examined(contested(case, "appeal", hand(R.CITIZEN)), REFUSE)

    over = conclude(appeal.pk, by(R.APPROVE), rules(), said="维持原决定")

    assert list(reasons_of(over, over.steps.order_by("pk")).values()) == [
        "与事实不符",
        "已核实",
        "维持原决定",
    ]
    assert fresh(case).state == CaseState.REFUSED
    assert list(appeal.messages.values_list("step", "channel")) == [("answer", "portal")]
    with pytest.raises(ContestedAlready):
        contested(case, "appeal", hand(R.CITIZEN, days=1))


def test_appeal_whose_matter_was_claimed_anew_cannot_open_the_case() -> None:
    case = refused()
    appeal = examined(contested(case, "appeal", hand(R.CITIZEN)), GRANT)
    claimed()

    with pytest.raises(ClaimedAnew):
        conclude(appeal.pk, by(R.APPROVE), rules())

    assert (fresh(appeal).state, fresh(case).state) == ("reviewed", "refused")
    send_back(appeal.pk, by(R.APPROVE), reason="另行申领")


def test_appeal_against_a_sum_has_it_determined_again_and_pays_what_is_missing() -> None:
    case = given()
    Grant.objects.filter(pk=case.grant_id).update(amount_fen=DUE_FEN - 50_000)
    appeal = contested(case, "appeal", hand(R.CITIZEN))

    concluded(appeal, GRANT)

    follows = Case.objects.get(kind="consequence")
    [branch] = follows.branches.all()
    assert (follows.channel, follows.person_id, follows.state) == (Channel.APPEAL, HERE, "accepted")
    assert (follows.subject, follows.subject_record) == ("certificates", case.subject_record)
    assert (branch.given_fen, branch.due_fen, branch.proposed) == (
        DUE_FEN - 50_000,
        DUE_FEN,
        Reversal.RAISE,
    )
    assert (fresh(case).state, fresh(case).grant.reversed_on) == ("decided", None)

    judge(follows.pk, {branch.pk: Judgement(Reversal.RAISE)}, hand(R.REVIEW))
    approve_consequence(follows.pk, hand(R.APPROVE), rules().pack)

    branch.refresh_from_db()
    assert (fresh(case).grant, branch.recovered_fen) == (branch.renewed, -50_000)
    assert [
        one.amount_fen for one in Commitment.objects.filter(subject=f"case:{case.pk}").order_by("pk")
    ] == [
        DUE_FEN,
        50_000,
    ]


def test_complaint_is_answered_and_changes_nothing_else() -> None:
    case = claimed()
    complaint = contested(case, "complaint", hand(R.CITIZEN))

    assert concluded(complaint, GRANT).state == CaseState.CLOSED
    assert steps(fresh(case)) == [("claim", "claimed")]
    assert contested(case, "complaint", hand(R.CITIZEN)).state == CaseState.CLAIMED
    with pytest.raises(ContestedAlready):
        contested(case, "complaint", hand(R.CITIZEN))


def test_who_handled_the_case_or_whom_it_is_about_does_not_look_into_it() -> None:
    case = noticed()
    objection = contested(case, "objection", stranger())
    county, city = hand(R.ACCEPT), by(R.ACCEPT)

    with pytest.raises(SameHand, match="you handled"):
        accept(objection.pk, county)
    with pytest.raises(NotYourDuty):
        accept(objection.pk, by(R.ACCEPT, division=OTHER_CITY))
    assert [list(waiting_for(one.holder, "accept", DAY)) for one in (county, city)] == [[], [objection]]

    city.account.person_id = HERE
    with pytest.raises(SameHand, match="their own case"):
        accept(objection.pk, city)
    assert list(waiting_for(city.holder, "accept", DAY)) == []


def test_clock_runs_by_the_form_of_what_is_filed() -> None:
    appeal = contested(refused(), "appeal", hand(R.CITIZEN))

    clock = clock_of(appeal, rules().pack, DAY)

    assert (clock.days, clock.used, clock.deadline.on) == (5, 0, LAST_DAY_TO_APPEAL)


@pytest.mark.parametrize(
    ("made", "form", "days", "until"),
    [(noticed, "objection", 4, "2025-07-03"), (refused, "appeal", 8, LAST_DAY_TO_APPEAL.isoformat())],
)
def test_what_comes_too_late_is_told_until_when_it_could_be_filed(
    made, form: str, days: int, until: str
) -> None:
    case = made()

    with pytest.raises(TooLate) as refusal:
        contested(case, form, hand(R.CITIZEN, days=days))

    assert (until in str(refusal.value), until in refusal.value.said("zh")) == (True, True)
    assert contested(case, form, hand(R.CITIZEN, days=days - 1)).state == CaseState.CLAIMED


@pytest.mark.parametrize(
    ("made", "form", "who", "error"),
    [
        (refused, "appeal", stranger, NotYoursToContest),
        (refused, "complaint", stranger, NotYoursToContest),
        (noticed, "objection", lambda: by(R.ACCEPT), NotYoursToContest),
        (noticed, "appeal", lambda: hand(R.CITIZEN), NothingToContest),
        (refused, "objection", stranger, NothingToContest),
    ],
)
def test_what_is_not_to_be_contested_or_not_by_them_is_refused(made, form: str, who, error) -> None:
    case = made()

    with pytest.raises(error):
        contested(case, form, who())

    assert not Case.objects.filter(parent=case).exists()


def test_case_that_is_none_and_a_reason_that_is_none_are_refused() -> None:
    case = noticed()

    with pytest.raises(NotYoursToContest):
        contested(Case(pk=99), "objection", stranger())
    with pytest.raises(BadReason):
        contested(case, "objection", stranger(), reason=" ")
    objection = contested(case, "objection", stranger())
    with pytest.raises(NothingToContest):
        contested(objection, "complaint", stranger())
    accept(objection.pk, by(R.ACCEPT))
    with pytest.raises(BadReason):
        examine(objection.pk, GRANT, by(R.REVIEW), reason="")


def test_buttons_of_another_kind_do_nothing() -> None:
    case = noticed()
    objection = contested(case, "objection", stranger())
    accept(objection.pk, by(R.ACCEPT))
    wrong: list[tuple[type[JiyaoError], object]] = [
        (NotByRules, lambda: review(objection.pk, Finding(REFUSE, reason="无"), by(R.REVIEW), rules())),
        (NoConsequence, lambda: judge(objection.pk, {}, by(R.REVIEW))),
        (NoConsequence, lambda: approve_consequence(objection.pk, by(R.APPROVE), rules().pack)),
        (ContestsNothing, lambda: examine(case.pk, GRANT, by(R.REVIEW), reason="无")),
        (ContestsNothing, lambda: conclude(case.pk, by(R.APPROVE), rules())),
    ]

    for error, do in wrong:
        with pytest.raises(error):
            do()

    assert (fresh(objection).state, fresh(case).state) == ("accepted", "noticed")
