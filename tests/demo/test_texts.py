"""What is sealed is visibly invented: numbers of a region that no register issues, with the right check."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.demo.drawing.columns import NONE
from jiyao.demo.filling.texts import credit_codes, identities
from jiyao.registry.imports.checking.numbers import credit_code, identity_number, phone_number
from jiyao.registry.imports.checking.reasons import Refused
from tests.demo.provinces import plan, region

BORN = st.one_of(st.integers(-25_000, 20_000), st.sampled_from([NONE, 0, 1, 2]))


@given(st.lists(st.tuples(BORN, st.booleans()), max_size=60), st.integers(0, 33))
def test_identity_numbers_are_right_unique_and_of_nobody(
    people: Sequence[tuple[int, bool]], block: int
) -> None:
    found = identities(plan(), block, dict(enumerate(people)))

    numbers = [one.number for one in found.values() if one.number is not None]
    assert len(set(numbers)) == len(numbers)
    for (born, male), one in zip(people, found.values(), strict=True):
        if one.number is None:
            assert born == NONE
            continue
        assert one.number[:4] == "2399"
        assert one.number[6:14] == f"{date(1970, 1, 1) + timedelta(days=born):%Y%m%d}"
        assert int(one.number[16]) % 2 == male
        assert identity_number(one.number, invented=True) == one.number
        assert phone_number(one.phone) == one.phone


def test_names_are_made_of_characters_that_mean_nobody() -> None:
    assumed = region().assumed.people

    names = {one.name for one in identities(plan(), 0, dict.fromkeys(range(500), (0, True))).values()}

    assert all(name[0] in assumed.surnames and set(name[1:]) <= set(assumed.given_names) for name in names)


def test_credit_codes_are_right_and_unique() -> None:
    codes = credit_codes("2399", plan().people(0))

    assert len(set(codes)) == len(codes)
    assert [credit_code(code) for code in codes] == codes


def test_real_registry_refuses_invented_people() -> None:
    [one] = identities(plan(), 0, {1: (0, True)}).values()

    with pytest.raises(Refused, match="identity_invented"):
        identity_number(str(one.number), invented=False)
