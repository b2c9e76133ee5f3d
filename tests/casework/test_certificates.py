"""A body's certificate is suspended, revoked and restored, as one proposes and another decides; what rests on it follows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiyao.base.reasons import BadReason
from jiyao.casework.actions.asking import Asked, ask_correction
from jiyao.casework.actions.certificates import (
    FROM,
    BadDay,
    Change,
    NotPossible,
    OutOfReach,
    Proposed,
    ProposedAlready,
    decide_standing,
    leave_standing,
    propose_standing,
)
from jiyao.casework.actions.deciding import correct
from jiyao.casework.actions.moving import SameHand
from jiyao.casework.models import Case, CaseState, Reversal
from jiyao.evaluation.actions.issuing import first_paper
from jiyao.evaluation.actions.status_lists import free_places
from jiyao.evaluation.credentials.status import Purpose, StatusBits
from jiyao.evaluation.models import (
    CertificatePaper,
    CertificateStep,
    EvaluationBody,
    IssuedCertificate,
    Standing,
    StatusList,
)
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.policy.models import Grant
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, AccountRole, HeldCertificate, Organisation
from tests.casework.claims import CERTIFICATE, DUE_FEN, hand, lay_out_entitled
from tests.casework.revising import carried_out, consequence, paid
from tests.foundation.planted import plant
from tests.packs.heilongjiang import assessor, pack
from tests.registry.places import AT, COUNTY, DAY, HERE

R = AccountRole
BODY = 31
NUMBER = "S000023000001254000001"
WHY = "考试替考，已查实"


def issue_here() -> IssuedCertificate:
    """The certificate of the person here, as a body issued it."""
    Organisation.objects.get_or_create(id=BODY)
    plant(
        EvaluationBody,
        organisation_id=BODY,
        body_kind="social",
        number_part=NUMBER[:13],
        division=COUNTY,
        starts_on=date(2020, 1, 1),
    )
    record = HeldCertificate.objects.get(record=CERTIFICATE, superseded_at=FOREVER)
    [(listed, place)] = free_places(organisation=BODY, count=1, chance=Random(7), at=AT)  # noqa: S311
    made = IssuedCertificate.objects.create(
        number=NUMBER,
        organisation_id=BODY,
        person_id=HERE,
        record=CERTIFICATE,
        issued_on=record.issued_on or DAY,
        status_list=listed,
        status_index=place,
    )
    first_paper(made, Hand(None, made.issued_on, AT)).save()
    return made


@pytest.fixture
def certificate(db: None) -> IssuedCertificate:
    lay_out_entitled()
    Grant.objects.filter(measure="subsidy").delete()
    return issue_here()


def proposed(certificate: IssuedCertificate, change: Change, days: int = 10) -> Case:
    return propose_standing(certificate.pk, Proposed(change, WHY), hand(R.ACCEPT, days=days))


def decided(certificate: IssuedCertificate, change: Change, days: int = 10) -> Case:
    case = proposed(certificate, change, days)
    return decide_standing(case.pk, hand(R.REVIEW, days=days + 1), assessor())


def bits(certificate: IssuedCertificate) -> dict[str, bool]:
    """The bits of the certificate, by purpose."""
    return {
        one.purpose: StatusBits(bytes(one.bits)).is_set(certificate.status_index)
        for one in StatusList.objects.filter(organisation=BODY, number=certificate.status_list)
    }


def test_revoked_what_was_paid_on_it_appears_for_recovery(certificate: IssuedCertificate) -> None:
    grant = paid()

    case = decided(certificate, Change.REVOKE)

    certificate.refresh_from_db()
    held = HeldCertificate.objects.get(record=CERTIFICATE, superseded_at=FOREVER)
    assert (case.state, certificate.standing, held.revoked_on) == (
        CaseState.CLOSED,
        Standing.REVOKED,
        certificate.issued_on,
    )
    assert bits(certificate) == {"revocation": True, "suspension": False}
    [branch] = consequence().branches.all()
    assert (branch.grant, branch.due_fen, branch.proposed) == (grant, 0, Reversal.REVERSE)

    followed = carried_out(12)
    grant.refresh_from_db()
    assert (followed.amount_fen, grant.reversed_on is None) == (DUE_FEN, False)
    assert verify_acts().findings == {}


def test_restored_it_stands_and_what_was_taken_back_is_proposed_again(certificate: IssuedCertificate) -> None:
    paid()
    decided(certificate, Change.REVOKE)
    carried_out(12)

    decided(certificate, Change.RESTORE, 20)

    certificate.refresh_from_db()
    held = HeldCertificate.objects.get(record=CERTIFICATE, superseded_at=FOREVER)
    assert (certificate.standing, held.revoked_on) == (Standing.VALID, None)
    assert bits(certificate) == {"revocation": False, "suspension": False}
    assert [one.proposed for one in consequence().branches.all()] == [Reversal.RESTORE]


def test_suspended_and_resumed_nothing_that_was_given_is_touched(certificate: IssuedCertificate) -> None:
    paid()

    decided(certificate, Change.SUSPEND)
    assert bits(certificate) == {"revocation": True, "suspension": True}
    decided(certificate, Change.RESUME, 20)

    assert bits(certificate) == {"revocation": False, "suspension": False}
    assert not Case.objects.filter(kind="consequence").exists()
    steps = CertificateStep.objects.order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["suspended", "resumed"]


def test_corrected_it_gets_another_paper_under_the_same_number(certificate: IssuedCertificate) -> None:
    before = certificate.status_index
    asked = Asked("certificates", CERTIFICATE, 1, "issued_on", "2025-02-03", "日期误录")
    request = ask_correction(asked, hand(R.ACCEPT, days=1), vocabulary=pack().vocabulary)

    correct(request.pk, hand(R.REVIEW, days=2), assessor=assessor())

    certificate.refresh_from_db()
    papers = CertificatePaper.objects.order_by("version")
    assert [(one.certificate_id, one.version) for one in papers] == [(certificate.pk, 1), (certificate.pk, 2)]
    assert (certificate.number, certificate.status_index != before) == (NUMBER, True)
    revoked = StatusBits(bytes(StatusList.objects.get(purpose=Purpose.REVOCATION).bits))
    assert (revoked.is_set(before), revoked.is_set(certificate.status_index)) == (True, False)


def test_who_proposes_does_not_decide(certificate: IssuedCertificate) -> None:
    case = propose_standing(certificate.pk, Proposed(Change.REVOKE, WHY), hand(R.REVIEW))

    with pytest.raises(SameHand):
        decide_standing(case.pk, hand(R.REVIEW), assessor())
    certificate.refresh_from_db()
    assert certificate.standing == Standing.VALID


def test_left_as_it_is(certificate: IssuedCertificate) -> None:
    case = proposed(certificate, Change.REVOKE)

    leave_standing(case.pk, hand(R.REVIEW, days=11), reason="证据不足")

    certificate.refresh_from_db()
    case.refresh_from_db()
    assert (case.state, certificate.standing) == (CaseState.REFUSED, Standing.VALID)


@contextmanager
def refused(*errors: type[Exception]) -> Iterator[None]:
    with pytest.raises(errors):
        yield
    assert IssuedCertificate.objects.get(number=NUMBER).standing == Standing.VALID


def test_what_cannot_be_proposed(certificate: IssuedCertificate) -> None:
    who = hand(R.ACCEPT)
    with refused(NotPossible):
        propose_standing(certificate.pk, Proposed(Change.RESUME, WHY), who)
    with refused(BadReason):
        propose_standing(certificate.pk, Proposed(Change.REVOKE, " "), who)
    with refused(BadDay):
        propose_standing(certificate.pk, Proposed(Change.REVOKE, WHY, date(2019, 1, 1)), who)
    with refused(OutOfReach):
        propose_standing(certificate.pk, Proposed(Change.REVOKE, WHY), hand(R.CITIZEN))
    proposed(certificate, Change.REVOKE)
    with refused(ProposedAlready):
        propose_standing(certificate.pk, Proposed(Change.SUSPEND, WHY), who)


LEADS = {
    Change.SUSPEND: Standing.SUSPENDED,
    Change.RESUME: Standing.VALID,
    Change.REVOKE: Standing.REVOKED,
    Change.RESTORE: Standing.VALID,
}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(changes=st.lists(st.sampled_from(Change), min_size=1, max_size=7))
def test_record_bits_and_steps_say_the_same_through_any_life(
    certificate: IssuedCertificate, changes: list[Change]
) -> None:
    with transaction.atomic():
        stands, steps = Standing.VALID, 0
        for day, change in enumerate(changes):
            if stands in FROM[change]:
                decided(certificate, change, 2 * day + 1)
                stands, steps = LEADS[change], steps + 1
            else:
                with pytest.raises(NotPossible):
                    proposed(certificate, change, 2 * day + 1)
            held = HeldCertificate.objects.get(record=CERTIFICATE, superseded_at=FOREVER)
            now = IssuedCertificate.objects.get(number=NUMBER)
            assert (now.standing, held.revoked_on is not None, bits(now), now.steps.count()) == (
                stands,
                stands == Standing.REVOKED,
                {"revocation": stands != Standing.VALID, "suspension": stands == Standing.SUSPENDED},
                steps,
            )
        transaction.set_rollback(True)
