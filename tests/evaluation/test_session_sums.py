"""What is kept of how sessions went is never older than a result."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiyao.evaluation.intervals import Sums
from jiyao.evaluation.models import Part, PartResult, Session
from jiyao.evaluation.queries.session_sums import SessionSums, session_sums
from tests.evaluation.behaving import body, session

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Session:
    """A session of one who passed with 60 and two who did not, with 40.1 and 40.2."""
    return session(body(31, date(2021, 1, 4)), passed=1, failed=2)


def again(result: PartResult, tenths: int) -> None:
    PartResult.objects.create(
        candidate=result.candidate,
        part=result.part,
        version=2,
        tenths=tenths,
        passed=tenths >= 600,
        found_at=result.found_at,
        act=0,
    )


def test_sums_are_those_of_the_marks(held: Session) -> None:
    marks = [600, 401, 402]

    found = session_sums([held.pk])

    tenths = Sums(3, sum(marks), sum(mark * mark for mark in marks))
    assert found == {held.pk: SessionSums(sat=3, passed=1, tenths={Part.PRACTICAL: tenths})}


def test_what_is_counted_is_not_counted_again_until_there_is_another_result(held: Session) -> None:
    counted = []
    for turn in range(3):
        with CaptureQueriesContext(connection) as captured:
            passed = session_sums([held.pk])[held.pk].passed
        counted.append((passed, len(captured) > 1))
        if turn == 1:
            again(PartResult.objects.get(tenths=401), 650)

    assert counted == [(1, True), (1, False), (2, True)]


def test_who_has_no_result_in_a_part_of_the_plan_did_not_pass(held: Session) -> None:
    Session.objects.filter(pk=held.pk).update(parts="theory practical")

    found = session_sums([held.pk])[held.pk]

    assert (found.sat, found.passed) == (3, 0)


def test_session_without_results_is_empty(held: Session) -> None:
    PartResult.objects.all().delete()

    assert session_sums([held.pk]) == {held.pk: SessionSums()}
