"""A certificate is revoked after it was paid: what follows is judged, carried out, and undone when it is restored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiyao.base.reasons import BadReason
from jiyao.casework.actions.following import Judgement, NotJudged, approve_consequence, judge
from jiyao.casework.actions.moving import NotYourDuty, SameHand
from jiyao.casework.models import Case, CaseState, Consequence, PaperSeries, Reversal
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.models import BudgetLine
from jiyao.policy.models import Grant, GrantSlot
from jiyao.registry.models import AccountRole
from tests.casework.claims import CERTIFICATE, DUE_FEN, lay_out_entitled
from tests.casework.revising import ISSUED, as_proposed, carried_out, consequence, later, paid, revised
from tests.packs.heilongjiang import pack
from tests.registry.places import HERE

pytestmark = pytest.mark.django_db
R = AccountRole


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out_entitled()
    Grant.objects.filter(measure="subsidy").delete()


def standing() -> list[tuple[str, int, int | None]]:
    """What stands of the certificate: measure, record, sum."""
    found = Grant.objects.filter(subject_record=CERTIFICATE, reversed_on__isnull=True)
    return list(found.values_list("measure", "subject_record", "amount_fen"))


def slots() -> list[tuple[str, str, int]]:
    """The slots that are taken."""
    return sorted(GrantSlot.objects.filter(is_taken=True).values_list("pool", "key", "slot"))


def test_revoking_what_was_paid_on_opens_a_case_that_proposes_reversal() -> None:
    grant = paid()
    revised(ISSUED, 10)

    case = consequence()
    [branch] = case.branches.all()
    assert (case.person_id, case.subject, case.subject_record) == (HERE, "certificates", CERTIFICATE)
    assert (branch.grant, branch.given_fen, branch.due_fen, branch.proposed) == (
        grant,
        DUE_FEN,
        0,
        Reversal.REVERSE,
    )


def test_carried_out_the_grant_is_reversed_and_its_slots_are_free() -> None:
    grant = paid()
    revised(ISSUED, 10)

    case = carried_out(12)

    grant.refresh_from_db()
    [branch] = case.branches.all()
    assert (case.state, case.amount_fen, branch.recovered_fen) == (CaseState.CLOSED, DUE_FEN, DUE_FEN)
    assert grant.reversed_on == later(R.REVIEW, 12).on
    assert (standing(), slots()) == ([], [])
    [act] = Act.objects.filter(kind="reverse-grant")
    assert act.subject == f"grant:{grant.pk}"
    assert verify_acts().findings == {}


def test_series_of_the_paper_is_held_after_all_budget_lines() -> None:
    paid()
    revised(ISSUED, 10)

    with CaptureQueriesContext(connection) as asked:
        carried_out(12)

    said = [one["sql"] for one in asked.captured_queries]
    series = [number for number, sql in enumerate(said) if f'"{PaperSeries._meta.db_table}"' in sql]
    lines = [number for number, sql in enumerate(said) if f'"{BudgetLine._meta.db_table}"' in sql]
    assert lines[-1] < series[0]


def test_revoked_then_restored_everything_stands_as_before() -> None:
    paid()
    before = standing(), slots()
    revised(ISSUED, 10)
    first = carried_out(12)
    revised("", 20)
    second = carried_out(22)

    assert (standing(), slots()) == before
    recovered = sum(branch.recovered_fen for case in (first, second) for branch in case.branches.all())
    assert recovered == 0
    assert verify_acts().findings == {}


def test_restored_only_once() -> None:
    paid()
    for day in (10, 30):
        revised(ISSUED, day)
        carried_out(day + 2)
        revised("", day + 10)
        carried_out(day + 12)

    assert len(standing()) == 1
    assert Consequence.objects.filter(decided=Reversal.RESTORE).count() == 2


def test_revoked_from_a_later_day_what_was_given_before_stays() -> None:
    paid()
    revised("2025-07-05", 10)

    [branch] = consequence().branches.all()
    assert (branch.due_fen, branch.proposed) == (DUE_FEN, Reversal.KEEP)
    carried_out(12)
    assert len(standing()) == 1


def test_keeping_what_should_be_reversed_wants_a_reason_and_two_who_approve() -> None:
    paid()
    revised(ISSUED, 10)
    case = consequence()
    [branch] = case.branches.all()
    with pytest.raises(BadReason):
        judge(case.pk, {branch.pk: Judgement(Reversal.KEEP)}, later(R.REVIEW, 12))

    judge(case.pk, {branch.pk: Judgement(Reversal.KEEP, "本人无过错，机构违规")}, later(R.REVIEW, 12))
    case = approve_consequence(case.pk, later(R.APPROVE, 12), pack())
    assert case.state == CaseState.REVIEWED
    with pytest.raises(SameHand):
        approve_consequence(case.pk, later(R.APPROVE, 13), pack())
    case = approve_consequence(case.pk, later(R.APPROVE, 13, "230100"), pack())
    assert (case.state, case.amount_fen, len(standing())) == (CaseState.CLOSED, 0, 1)
    assert not case.messages.exists()


@pytest.mark.parametrize("decided", [None, Reversal.RESTORE])
def test_branch_without_a_possible_decision_is_refused(decided: Reversal | None) -> None:
    paid()
    revised(ISSUED, 10)
    [branch] = consequence().branches.all()
    judgements = {} if decided is None else {branch.pk: Judgement(decided, "试")}
    with pytest.raises(NotJudged):
        judge(consequence().pk, judgements, later(R.REVIEW, 12))


def test_who_accepts_does_not_judge() -> None:
    paid()
    revised(ISSUED, 10)
    with pytest.raises(NotYourDuty):
        judge(consequence().pk, as_proposed(consequence()), later(R.ACCEPT, 12))


def test_correction_of_what_nothing_rests_on_opens_no_case() -> None:
    revised(ISSUED, 10)

    assert not Case.objects.filter(kind="consequence").exists()
