"""Eight processes issue at the same moment: no number twice."""

from jiyao.evaluation.models import CertificateSeries
from tests.casework.test_concurrency import at_once
from tests.evaluation.certified import NUMBER_PART, other_sessions, reported
from tests.evaluation.examined import office


def test_eight_at_once_never_give_out_a_number_twice(fresh_database: str) -> None:
    first = reported().pk
    sessions = [first, *other_sessions(7)]
    office()

    told = at_once("tests.evaluation.issuing_at_once", fresh_database, [(str(one),) for one in sessions])

    numbers = sorted(number for one in told for number in one.split())
    assert numbers == [f"{NUMBER_PART}253{serial:06d}" for serial in range(1, 10)]
    assert CertificateSeries.objects.get().last == 9
