"""A grade by the rules of the pack, with its reasons; none where the pack grades nobody."""

from jiyao.evaluation.grading import graded
from tests.packs.heilongjiang import demonstration_pack, pack

CREDIT = demonstration_pack().supervision.credit


def test_nothing_found_is_the_best_grade() -> None:
    found = graded([], CREDIT)

    assert found is not None
    assert (found.grade.id, found.points, list(found.reasons)) == ("a", 100, [])


def test_what_is_found_takes_its_points_off_and_says_so() -> None:
    found = graded(["burst", "unlike-peers"], CREDIT)

    assert found is not None
    assert (found.grade.id, found.points) == ("c", 55)
    assert [one.id for one in found.reasons] == ["burst", "unlike-peers"]


def test_points_end_at_nought() -> None:
    found = graded(["burst", "two-places", "unlike-peers", "open-finding", "suspended"], CREDIT)

    assert found is not None
    assert (found.grade.id, found.points) == ("d", 0)


def test_real_pack_grades_nobody() -> None:
    assert graded(["burst"], pack().supervision.credit) is None
