"""Verifying: the five answers, and that a wrong name tells no more than a number that there is not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiyao.evaluation.actions.standing import (
    Decided,
    correct_certificate,
    revoke_certificate,
    suspend_certificate,
)
from jiyao.evaluation.models import CertificatePaper, IssuedCertificate
from jiyao.evaluation.queries.verifying import NOT_HERE, Answer, Asked, verified, verified_by_code
from jiyao.foundation.actions.sealing import anonymise
from jiyao.registry.models import Account, HeldCertificate
from tests.evaluation.certified import AT, BODY, CANDIDATES, CHANCE, ISSUED_ON, issued, issuing, last_act
from tests.foundation.planted import WELDER, plant

pytestmark = pytest.mark.django_db
NAME = "张三丰"


@pytest.fixture
def certificate() -> IssuedCertificate:
    return issued()[0]


def asked(number: str, name: str = NAME, on: date = ISSUED_ON) -> Answer:
    return verified([Asked(number, name)], on)[0].answer


def code(version: int = 1) -> str:
    return CertificatePaper.objects.get(certificate__person=CANDIDATES[0], version=version).code


def decided() -> Decided:
    return Decided(issuing(Account.objects.get(username="office")), "考试替考，已查实", last_act())


def test_valid_with_what_it_says(certificate: IssuedCertificate) -> None:
    [found] = verified([Asked(certificate.number, NAME)], ISSUED_ON)

    assert (found.answer, found.number, found.holder, found.occupation, found.level_zh, found.issuer) == (
        Answer.VALID,
        certificate.number,
        "张**",
        "焊工",
        "三级/高级工",
        "演示评价机构",
    )
    assert found == verified_by_code(code(), ISSUED_ON)


@pytest.mark.parametrize("name", ["李四", "", "张", "张三丰丰", "%", "\x00"])
def test_wrong_name_is_told_what_an_unknown_number_is(certificate: IssuedCertificate, name: str) -> None:
    queries = []
    for number in (certificate.number, "S000023000001253999999"):
        with CaptureQueriesContext(connection) as captured:
            assert verified([Asked(number, name)], ISSUED_ON) == [NOT_HERE]
        queries.append(len(captured))

    assert queries == [1, 1]


@pytest.mark.parametrize("typed", [" S0000 23000001 253000001 ", "ｓ０００0230000012530００００１"])
def test_number_is_found_however_it_is_typed(certificate: IssuedCertificate, typed: str) -> None:
    assert asked(typed, " 张 三丰 ") == Answer.VALID


@pytest.mark.parametrize("number", ["\x00", "S0000\x00", "'", "编号", ""])
def test_number_that_is_none_is_not_here(number: str) -> None:
    assert asked(number) == Answer.NOT_HERE


def test_many_are_answered_by_one_query(certificate: IssuedCertificate) -> None:
    numbers = [certificate.number, "S000023000001253999999", certificate.number]
    with CaptureQueriesContext(connection) as captured:
        found = verified([Asked(number, NAME) for number in numbers], ISSUED_ON)

    assert [one.answer for one in found] == [Answer.VALID, Answer.NOT_HERE, Answer.VALID]
    assert len(captured) == 1


def test_revoked_since_when_and_why(certificate: IssuedCertificate) -> None:
    revoke_certificate(certificate.pk, decided())
    HeldCertificate.objects.filter(record=certificate.record).update(revoked_on=ISSUED_ON)

    [found] = verified([Asked(certificate.number, NAME)], ISSUED_ON)

    assert (found.answer, found.since, found.why) == (Answer.REVOKED, ISSUED_ON, "考试替考，已查实")
    assert verified_by_code(code(), ISSUED_ON).answer == Answer.REVOKED


def test_suspended(certificate: IssuedCertificate) -> None:
    suspend_certificate(certificate.pk, decided())

    [found] = verified([Asked(certificate.number, NAME)], ISSUED_ON)

    assert (found.answer, found.since, found.why) == (Answer.SUSPENDED, ISSUED_ON, "考试替考，已查实")


def test_paper_of_before_a_correction_is_superseded(certificate: IssuedCertificate) -> None:
    HeldCertificate.objects.filter(record=certificate.record).update(version=2)
    correct_certificate(certificate.record, decided(), chance=CHANCE)

    before, after = verified_by_code(code(1), ISSUED_ON), verified_by_code(code(2), ISSUED_ON)

    assert (before.answer, before.since, before.number) == (Answer.SUPERSEDED, ISSUED_ON, certificate.number)
    assert after.answer == asked(certificate.number) == Answer.VALID


def test_certificate_that_is_only_held_is_told_as_far_as_it_is_known(certificate: IssuedCertificate) -> None:
    held = {"person_id": CANDIDATES[0], "occupation": WELDER, "level": "L4", "issued_on": date(2019, 5, 1)}
    plant(HeldCertificate, certificate_number="1912001234400123", issuer_id=BODY, **held)
    plant(HeldCertificate, certificate_number="1912001234400124", revoked_on=date(2025, 7, 1), **held)

    [found] = verified([Asked("1912001234400123", NAME)], ISSUED_ON)

    assert (found.answer, found.issued_here, found.level) == (Answer.VALID, False, "L4")
    assert asked("1912001234400124") == Answer.VALID
    assert asked("1912001234400124", on=date(2025, 7, 1)) == Answer.REVOKED


def test_anonymised_holder_is_not_here(certificate: IssuedCertificate) -> None:
    anonymise(CANDIDATES[0], by="account:1", reason="本人申请", at=AT)

    assert asked(certificate.number) == Answer.NOT_HERE
    assert verified_by_code(code(), ISSUED_ON) == NOT_HERE


def test_unknown_code() -> None:
    assert verified_by_code("x" * 22, ISSUED_ON) == NOT_HERE
