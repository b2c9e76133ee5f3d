"""Which levels a person holds. Every test runs on both databases."""

from datetime import date

import pytest

from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import HeldCertificate
from jiyao.registry.queries.holding import HeldLevel, highest_levels
from tests.packs.heilongjiang import pack
from tests.registry.places import DAY, HERE, THERE, kept, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WELDER, FITTER = "6-18-02-04", "6-20-01-01"


def test_highest_level_that_stands_in_each_occupation() -> None:
    lay_out()
    load_lists(pack())
    HeldCertificate.objects.all().delete()
    for number, occupation, level, on, revoked in (
        (1, WELDER, "L3", date(2019, 1, 1), None),
        (2, WELDER, "L2", date(2020, 1, 1), None),
        (3, WELDER, "L1", date(2024, 1, 1), DAY),
        (4, WELDER, "L1", date(2025, 7, 1), None),
        (5, WELDER, "none", date(2025, 1, 1), None),
        (6, FITTER, "L5", date(2018, 1, 1), None),
        (7, FITTER, None, date(2018, 1, 1), None),
        (8, FITTER, "L4", None, None),
    ):
        kept(
            HeldCertificate,
            70 + number,
            person_id=HERE,
            certificate_number=str(number),
            level=level,
            occupation=occupation,
            issued_on=on,
            revoked_on=revoked,
        )

    welder = HeldLevel(WELDER, "L2", date(2020, 1, 1))
    assert highest_levels(HERE, DAY) == [welder, HeldLevel(FITTER, "L5", date(2018, 1, 1))]
    assert highest_levels(HERE, DAY, WELDER) == [welder]
    assert highest_levels(THERE, DAY) == []
