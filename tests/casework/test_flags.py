"""Flags: opened once, closed when they are gone, resolved by another hand, and no case goes past them."""

import pytest

from jiyao.base.reasons import BadReason
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.clearing import FlagClosed, NoFinding, NotYourFlag, StillFlagged, resolve_flag
from jiyao.casework.actions.reviewing import Finding
from jiyao.casework.models import CaseState, Flag, FlagState, Recommendation
from jiyao.casework.queries.flags import open_flags, open_flags_of, reason_of
from jiyao.foundation.models import Act
from jiyao.registry.models import AccountRole, Person
from tests.casework.claims import assessor, claimed, hand, lay_out_entitled, reviewed
from tests.casework.flagged import CERTIFICATE, FLAG, found, run
from tests.registry.places import DAY, HERE, OTHER_COUNTY

pytestmark = pytest.mark.django_db
R = AccountRole


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out_entitled()
    Flag.objects.all().delete()


def states() -> list[tuple[str, int]]:
    """Where flags stand, with the age that each says."""
    return [(one.state, one.columns["age"]) for one in Flag.objects.order_by("pk")]


def only() -> Flag:
    return Flag.objects.get()


def cleared(reason: str = "身份证登记有误，已核对户口簿") -> Flag:
    return resolve_flag(only().pk, FlagState.CLEARED, hand(R.REVIEW), reason=reason)


def test_run_opens_what_it_finds_and_says_so() -> None:
    made = run(found())

    assert (made.found, made.opened, made.closed) == (1, 1, 0)
    flag = only()
    assert (flag.flag, flag.table, flag.record, flag.person_id) == (FLAG, "certificates", CERTIFICATE, HERE)
    assert flag.columns == {"level": "L4", "issued_on": DAY.isoformat(), "age": 11}
    act = Act.objects.get(kind="run-flags")
    assert (act.subject, act.codes["opened"]) == (f"flagrun:{made.pk}", 1)


def test_run_that_finds_it_again_opens_nothing_and_reads_its_columns_anew() -> None:
    run(found())

    made = run(found(age=12), days=1)

    assert (made.found, made.opened, made.closed) == (1, 0, 0)
    assert states() == [("open", 12)]


def test_run_that_finds_it_no_more_closes_it_and_a_later_one_opens_it_anew() -> None:
    run(found())

    assert run(days=1).closed == 1
    assert states() == [("gone", 11)]
    run(found(), days=2)
    assert states() == [("gone", 11), ("open", 11)]


def test_what_was_cleared_is_opened_again_only_where_its_columns_changed() -> None:
    run(found())
    cleared()

    assert run(found(), days=1).opened == 0
    assert states() == [("cleared", 11)]
    assert run(found(age=10), days=2).opened == 1
    assert states() == [("cleared", 11), ("open", 10)]


def test_what_was_confirmed_stays_until_somebody_clears_it() -> None:
    run(found())
    resolve_flag(only().pk, FlagState.CONFIRMED, hand(R.REVIEW), reason="查实")

    run(days=1)

    assert states() == [("confirmed", 11)]
    assert list(open_flags("certificate", CERTIFICATE)) == [only()]
    cleared("复核：登记有误")
    assert list(open_flags("certificate", CERTIFICATE)) == []


def test_flag_is_resolved_with_a_reason_that_is_sealed() -> None:
    run(found())

    flag = cleared("已核对户口簿")

    assert (flag.state, flag.resolved_on) == (FlagState.CLEARED, DAY)
    assert (reason_of(flag), "户口簿".encode() in bytes(flag.reason_sealed or b"")) == ("已核对户口簿", False)
    act = Act.objects.get(kind="resolve-flag")
    assert act.codes == {"flag": FLAG, "table": "certificates", "record": CERTIFICATE, "state": "cleared"}


@pytest.mark.parametrize(
    ("state", "reason", "error"),
    [("cleared", "  ", BadReason), ("gone", "因", NoFinding), ("", "因", NoFinding)],
)
def test_flag_is_not_resolved_without_finding_and_reason(state: str, reason: str, error: type) -> None:
    run(found())

    with pytest.raises(error):
        resolve_flag(only().pk, state, hand(R.REVIEW), reason=reason)
    assert states() == [("open", 11)]


def test_flag_is_not_resolved_twice() -> None:
    run(found())
    cleared()

    with pytest.raises(FlagClosed):
        cleared()


@pytest.mark.parametrize(("role", "division"), [(R.REVIEW, OTHER_COUNTY), (R.ACCEPT, "230102")])
def test_flag_is_resolved_by_who_has_that_duty_there(role: AccountRole, division: str) -> None:
    run(found())

    with pytest.raises(NotYourFlag):
        resolve_flag(only().pk, FlagState.CLEARED, hand(role, division), reason="因")


def test_who_raised_the_claim_does_not_resolve_its_flag() -> None:
    case = claimed()
    case.opened_by = hand(R.REVIEW).account
    case.save()
    run(found())

    with pytest.raises(NotYourFlag):
        cleared()
    supervisor = hand(R.SUPERVISE)
    assert resolve_flag(only().pk, FlagState.CLEARED, supervisor, reason="无误").state == FlagState.CLEARED


def test_nobody_resolves_a_flag_on_their_own_record() -> None:
    run(found())
    account = hand(R.REVIEW).account
    assert account is not None
    account.person = Person.objects.get(pk=HERE)
    account.save()

    with pytest.raises(NotYourFlag):
        cleared()


def test_flagged_case_is_not_granted_until_the_flag_is_cleared() -> None:
    case = reviewed()
    run(found())

    with pytest.raises(StillFlagged, match="Too young for a certificate"):
        approve(case.pk, hand(R.APPROVE), assessor())
    case.refresh_from_db()
    assert case.state == CaseState.REVIEWED
    cleared()
    assert approve(case.pk, hand(R.APPROVE), assessor()).state == CaseState.DECIDED


def test_flagged_case_can_be_refused() -> None:
    case = reviewed(finding=Finding(Recommendation.REFUSE, reason="年龄不符"))
    run(found())

    approve(case.pk, hand(R.APPROVE), assessor())

    assert case.steps.order_by("-pk").values_list("step", flat=True).first() == "endorse"


def test_flags_are_those_of_the_record_and_of_the_person() -> None:
    run(found(), found(record=999_999))

    assert [one.record for one in open_flags("certificate", CERTIFICATE)] == [CERTIFICATE]
    assert {one.record for one in open_flags_of(HERE)} == {CERTIFICATE, 999_999}
    assert list(open_flags("nothing", CERTIFICATE)) == []
