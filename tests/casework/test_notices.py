"""A case that is shown to the public first: until when, and that it is decided once that is over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.clearing import StillFlagged
from jiyao.casework.actions.passing import Passed, pass_day
from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.notices import notices
from jiyao.casework.queries.taking import Taken, taken_days
from jiyao.engine.determination.assessing import Assessor
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole, HeldCertificate
from tests.casework.claims import CERTIFICATE, DUE_FEN, MEASURE, assessor, hand, lay_out_entitled, reviewed
from tests.casework.flagged import found, run
from tests.registry.places import AT, CITY, DAY

pytestmark = pytest.mark.django_db
LAST = date(2025, 7, 3)
"""The third working day after the day of the claims."""


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out_entitled()


def rules(days: int | None = 3) -> Assessor:
    """The rules, with a public notice of so many working days before a claim is decided."""
    pack = assessor().pack
    claim = pack.procedures["claim"]
    notice = {"id": "show", "does": "notice", "zh": "公示", "en": "Notice", "working_days": days}
    procedures = {**pack.procedures, "claim": {**claim, "steps": [*claim["steps"], notice]}}
    return Assessor(replace(pack, procedures=procedures))


def noticed(days: int | None = 3) -> Case:
    """The claim, approved and shown."""
    return approve(reviewed().pk, hand(AccountRole.APPROVE), rules(days))


def on(day: date) -> Hand:
    """Time itself, on a day."""
    return Hand(None, day, AT + (day - AT.date()))


def test_case_is_shown_before_it_is_decided() -> None:
    case = noticed()

    [notice] = notices(rules().pack, DAY)
    assert notice.until is not None
    assert (case.state, case.grant, notice.case.pk, notice.since, notice.until.on) == (
        CaseState.NOTICED,
        None,
        case.pk,
        DAY,
        LAST,
    )


def test_case_is_decided_on_the_day_after_and_only_once() -> None:
    case = noticed()

    assert pass_day(on(LAST), rules()) == Passed()
    assert pass_day(on(LAST + timedelta(days=1)), rules()) == Passed(1)
    assert pass_day(on(LAST + timedelta(days=2)), rules()) == Passed()
    case.refresh_from_db()
    assert (case.state, case.amount_fen) == (CaseState.DECIDED, DUE_FEN)


def test_notice_of_unknown_length_does_not_end_by_itself() -> None:
    noticed(None)

    assert pass_day(on(DAY + timedelta(days=400)), rules(None)) == Passed()


def test_case_whose_record_went_away_meanwhile_stays_and_says_why() -> None:
    case = noticed()
    HeldCertificate.objects.filter(record=CERTIFICATE).update(revoked_on=DAY)

    passed = pass_day(on(LAST + timedelta(days=1)), rules())

    case.refresh_from_db()
    assert (passed.decided, case.state) == (0, CaseState.NOTICED)
    assert "does not stand any more" in str(passed.stopped[case.pk])


def test_case_whose_record_is_flagged_meanwhile_is_not_decided() -> None:
    case = noticed()
    run(found())

    passed = pass_day(on(LAST + timedelta(days=1)), rules())

    case.refresh_from_db()
    assert (passed.decided, case.state) == (0, CaseState.NOTICED)
    assert isinstance(passed.stopped[case.pk], StillFlagged)


def test_days_really_taken_are_those_of_decided_cases() -> None:
    assert taken_days(MEASURE, CITY) is None
    noticed()
    pass_day(on(LAST + timedelta(days=1)), rules())

    assert taken_days(MEASURE, CITY) == Taken(4, 1)
    assert taken_days(MEASURE, "230200") is None
