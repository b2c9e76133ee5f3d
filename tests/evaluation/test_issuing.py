"""Issuing certificates: to whom, under which numbers, and when not."""

from datetime import date

import pytest

from jiyao.evaluation.actions.issuing import (
    NobodyPassed,
    NotYourSession,
    issue_certificates,
)
from jiyao.evaluation.models import (
    BodySuspension,
    CertificatePaper,
    CertificateSeries,
    CertificateStep,
    EvaluationBody,
    IssuedCertificate,
    Session,
    SessionState,
    Standing,
)
from jiyao.evaluation.numbers import NoNumbers, SerialsExhausted
from jiyao.evaluation.queries.bodies import NotListed, OutOfScope, Suspended
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.registry.models import Account, HeldCertificate
from tests.evaluation.certified import (
    AT,
    BODY,
    CANDIDATES,
    ISSUED_ON,
    NUMBER_PART,
    account_of,
    issued,
    issuing,
    pack,
    reported,
)
from tests.evaluation.examined import hand
from tests.foundation.planted import WELDER, fact, plant

pytestmark = pytest.mark.django_db
FIRST, SECOND = (f"{NUMBER_PART}253{serial:06d}" for serial in (1, 2))


def test_who_passed_everything_gets_a_certificate() -> None:
    made = issued()

    assert [(one.number, one.person_id, one.standing) for one in made] == [
        (FIRST, CANDIDATES[0], Standing.VALID),
        (SECOND, CANDIDATES[1], Standing.VALID),
    ]
    held = HeldCertificate.objects.get(record=made[0].record)
    assert {
        name: getattr(held, name)
        for name in (
            "person_id",
            "certificate_number",
            "certificate_kind",
            "occupation",
            "level",
            "issued_on",
        )
    } == {
        "person_id": CANDIDATES[0],
        "certificate_number": FIRST,
        "certificate_kind": "skill_level",
        "occupation": WELDER,
        "level": "L3",
        "issued_on": ISSUED_ON,
    }
    assert (held.issuer_id, held.first_time, held.found_in_lookup) == (BODY, True, None)
    assert Session.objects.get().state == SessionState.CERTIFIED


def test_issuing_is_one_act_with_a_step_and_a_paper_for_each() -> None:
    made = issued()

    act = Act.objects.get(kind="issue-certificates")
    assert (act.codes["rows"], act.codes["organisation"], act.codes["kind"]) == (2, BODY, "skill_level")
    steps = CertificateStep.objects.order_by("pk").values_list("certificate", "step", "on", "act")
    assert list(steps) == [(one.pk, "issued", ISSUED_ON, act.number) for one in made]
    papers = CertificatePaper.objects.order_by("pk").values_list("certificate", "version", "status_index")
    assert list(papers) == [(one.pk, 1, one.status_index) for one in made]
    codes = set(CertificatePaper.objects.values_list("code", flat=True))
    assert (len(codes), {len(code) for code in codes}) == (2, {22})
    assert verify_acts().findings == {}


def test_rules_see_the_certificate_at_once() -> None:
    record = issued()[0].record

    assert fact("level", "certificate", record, on=ISSUED_ON, known_at=AT) == "L3"


def test_nobody_is_given_a_second_certificate_of_a_session() -> None:
    session = issued()[0].candidate.session_id  # type: ignore[union-attr]

    with pytest.raises(NobodyPassed):
        issue_certificates(session, issuing(Account.objects.get(username="office")), pack())


def test_nobody_issues_for_another_body() -> None:
    session = reported().pk

    with pytest.raises(NotYourSession):
        issue_certificates(session, hand(account_of(CANDIDATES[0]), on=ISSUED_ON, at=AT), pack())


def test_where_nobody_passed_nothing_is_issued() -> None:
    with pytest.raises(NobodyPassed):
        issue_certificates(reported([]).pk, issuing(), pack())


def test_a_suspended_body_issues_nothing() -> None:
    session = reported().pk
    plant(BodySuspension, organisation_id=BODY, starts_on=date(2025, 6, 1), suspension_reason="own_request")

    with pytest.raises(Suspended):
        issue_certificates(session, issuing(), pack())
    assert (IssuedCertificate.objects.count(), HeldCertificate.objects.count()) == (0, 0)


def test_a_body_that_is_not_listed_issues_nothing() -> None:
    session = reported().pk
    EvaluationBody.objects.update(ends_on=date(2025, 6, 29))

    with pytest.raises(NotListed):
        issue_certificates(session, issuing(), pack())


def test_nothing_is_issued_above_the_scope() -> None:
    session = reported()
    Session.objects.update(level="L2")

    with pytest.raises(OutOfScope):
        issue_certificates(session.pk, issuing(), pack())


def test_a_body_without_a_whole_part_of_numbers_issues_nothing() -> None:
    session = reported().pk
    EvaluationBody.objects.update(number_part="S1")

    with pytest.raises(NoNumbers):
        issue_certificates(session, issuing(), pack())


def test_serials_that_are_over_are_said() -> None:
    session = reported().pk
    CertificateSeries.objects.create(number_part=NUMBER_PART, year=2025, level="L3", last=999_998)

    with pytest.raises(SerialsExhausted):
        issue_certificates(session, issuing(), pack())
    assert CertificateSeries.objects.get().last == 999_998
