"""An appeal against the answer to a re-marking: in time, once, decided by the department; what rests on the mark follows."""

import pytest

from jiyao.base.reasons import BadReason
from jiyao.casework.actions.mark_appeals import (
    AppealedAlready,
    NotAnswered,
    NotYourMark,
    TooLate,
    appeal_mark,
    dismiss_mark_appeal,
    uphold_mark_appeal,
)
from jiyao.casework.actions.moving import NotYourDuty
from jiyao.casework.kinds import CERTIFICATE_STANDING
from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.mark_appeals import said_in
from jiyao.evaluation.actions.issuing import NobodyPassed, issue_certificates
from jiyao.evaluation.actions.results import NotExamined
from jiyao.evaluation.models import CertificatePaper, CertificateStep, IssuedCertificate, Part, ReMarking
from jiyao.evaluation.queries.results import results_of
from jiyao.registry.models import Account
from tests.casework.appealing import FAILED, PASSED, answered, later, official
from tests.evaluation.certified import CHANCE, account_of, issued, pack

pytestmark = pytest.mark.django_db
WHY = "第三题漏评"


@pytest.fixture(autouse=True)
def world() -> None:
    issued()


def appealed(person: int) -> Case:
    return appeal_mark(answered(person).pk, later(account_of(person)), pack(), reason=WHY)


def practical(person: int) -> tuple[int, int | None, bool]:
    """Of the practical test the version that stands, its mark, and whether that passes."""
    candidate = ReMarking.objects.get(candidate__person=person).candidate_id
    found = results_of([candidate])[candidate][Part.PRACTICAL]
    return found.version, found.tenths, found.passed


def office() -> Account:
    return Account.objects.get(username="office")


def test_who_passes_by_an_upheld_appeal_is_given_a_certificate() -> None:
    case = appealed(FAILED)
    [session] = {one.candidate.session_id for one in IssuedCertificate.objects.exclude(candidate=None)}  # type: ignore[union-attr]

    uphold_mark_appeal(case.pk, 655, later(official(), 2), pack(), reason="漏评 15.5 分")
    [made] = issue_certificates(session, later(office(), 3), pack(), chance=CHANCE)

    case.refresh_from_db()
    assert (practical(FAILED), case.state) == ((3, 655, True), CaseState.CLOSED)
    assert (made.person_id, said_in(case, "correct")) == (FAILED, "漏评 15.5 分")
    with pytest.raises(NobodyPassed):
        issue_certificates(session, later(office(), 3), pack(), chance=CHANCE)


def test_file_of_a_certificate_that_told_the_mark_stands_no_more_and_its_paper_does() -> None:
    case = appealed(PASSED)
    before = IssuedCertificate.objects.get(person=PASSED)
    place = (before.status_list, before.status_index)

    uphold_mark_appeal(case.pk, 900, later(official(), 2), pack(), reason="应加分")

    after = IssuedCertificate.objects.get(person=PASSED)
    paper = CertificatePaper.objects.get(certificate=after)
    assert (after.status_list, after.status_index) != place
    assert (paper.status_list, paper.status_index) == (after.status_list, after.status_index)
    assert list(
        CertificateStep.objects.filter(certificate=after).order_by("pk").values_list("step", flat=True)
    ) == [
        "issued",
        "corrected",
    ]


def test_who_fails_by_it_has_the_certificate_proposed_to_be_revoked_by_another_hand() -> None:
    case = appealed(PASSED)

    uphold_mark_appeal(case.pk, 590, later(official(), 2), pack(), reason="重复计分")

    proposed = Case.objects.get(kind=CERTIFICATE_STANDING.name)
    certificate = IssuedCertificate.objects.get(person=PASSED)
    assert (practical(PASSED), certificate.standing) == ((3, 590, False), "valid")
    assert (proposed.subject_record, proposed.state) == (certificate.pk, CaseState.ACCEPTED)


def test_dismissed_appeal_leaves_the_mark_and_is_not_filed_again() -> None:
    case = appealed(FAILED)

    dismiss_mark_appeal(case.pk, later(official(), 2), reason="评分无误")

    case.refresh_from_db()
    assert (practical(FAILED), case.state) == ((2, 500, False), CaseState.REFUSED)
    with pytest.raises(AppealedAlready):
        appeal_mark(case.subject_record, later(Account.objects.get(person=FAILED), 3), pack(), reason=WHY)


def test_appeal_is_the_candidates_own_in_time_and_of_an_answer() -> None:
    asked, mine = answered(FAILED), account_of(FAILED)

    with pytest.raises(NotYourMark):
        appeal_mark(asked.pk, later(office()), pack(), reason=WHY)
    with pytest.raises(BadReason):
        appeal_mark(asked.pk, later(mine), pack(), reason=" ")
    with pytest.raises(TooLate, match="until 2025-07-28"):
        appeal_mark(asked.pk, later(mine, 29), pack(), reason=WHY)
    ReMarking.objects.update(result=None)
    with pytest.raises(NotAnswered):
        appeal_mark(asked.pk, later(mine), pack(), reason=WHY)
    assert not Case.objects.exists()


def test_decision_is_the_departments_with_a_mark_of_the_part_that_is_another() -> None:
    case, reviewing = appealed(FAILED), official()

    for tenths in (500, 1001):
        with pytest.raises(NotExamined):
            uphold_mark_appeal(case.pk, tenths, later(reviewing, 2), pack(), reason="改正")
    with pytest.raises(BadReason):
        dismiss_mark_appeal(case.pk, later(reviewing, 2), reason="")
    with pytest.raises(NotYourDuty):
        uphold_mark_appeal(case.pk, 700, later(office(), 2), pack(), reason="改正")
    assert practical(FAILED) == (2, 500, False)
