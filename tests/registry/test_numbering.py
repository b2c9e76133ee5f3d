"""Record numbers are given once."""

import pytest

from jiyao.registry.actions.numbering import numbers_taken_up_to, take_numbers

pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_and_are_given_once() -> None:
    first = list(take_numbers(3))
    second = list(take_numbers(2))

    assert len({*first, *second}) == 5
    assert [*first, *second] == sorted([*first, *second])


def test_numbers_used_elsewhere_are_passed_over() -> None:
    numbers_taken_up_to(5_000_000)

    assert min(take_numbers(1)) == 5_000_001
