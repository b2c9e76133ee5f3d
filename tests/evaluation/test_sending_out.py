"""External supervisors: appointed by the department of a place, for some days, and ended. On both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jiyao.evaluation.actions.keeping_people import BadEntry, EnteredAlready, UnknownPerson
from jiyao.evaluation.actions.sending_out import (
    Appointed,
    NotYourDivision,
    appoint_supervisor,
    end_appointment,
)
from jiyao.evaluation.filed import Days
from jiyao.evaluation.models import Supervisor
from jiyao.evaluation.queries.inspections import appointed_in, is_sent
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole as R
from jiyao.registry.models import PersonVersion
from jiyao.registry.permitting import Reach, holder_of
from tests.registry.places import AT, CITY, DAY, HERE, OTHER_CITY, account_as, lay_out

pytestmark = pytest.mark.django_db
NUMBER = "239901199003074513"
DAYS = Days(DAY, DAY + timedelta(days=100))


def made(reach: Reach) -> list[Supervisor]:
    """Who was appointed here, beside those whom the world has."""
    return [one for one in appointed_in(reach) if one.reference.startswith("appointed-")]


@pytest.fixture
def official() -> Hand:
    lay_out()
    PersonVersion.objects.filter(record=HERE).update(reference=lookup_hash(NUMBER))
    return Hand(holder_of(account_as(R.SUPERVISE, division=CITY), DAY), DAY, AT)


def test_supervisor_is_appointed_and_ends(official: Hand) -> None:
    assert appoint_supervisor(Appointed(f" {NUMBER} ", CITY, DAYS), official) == HERE

    [one] = made(Reach(divisions=frozenset({CITY})))
    assert (one.side, one.organisation_id, one.starts_on) == ("external", None, DAY)
    assert (is_sent(HERE, DAY), is_sent(HERE, DAY + timedelta(days=101))) == (True, False)
    end_appointment(one.record, DAY, replace(official, at=AT + timedelta(hours=1)))
    assert is_sent(HERE, DAY + timedelta(days=1)) is False
    assert not made(Reach(divisions=frozenset({OTHER_CITY})))


@pytest.mark.parametrize(
    ("appointed", "error"),
    [
        (Appointed(NUMBER, OTHER_CITY, DAYS), NotYourDivision),
        (Appointed(NUMBER, "", DAYS), NotYourDivision),
        (Appointed("239901199003074514", CITY, DAYS), UnknownPerson),
        (Appointed(NUMBER, CITY, Days(DAY, date(2020, 1, 1))), BadEntry),
    ],
)
def test_wrong_appointment_is_refused(appointed: Appointed, error: type[Exception], official: Hand) -> None:
    with pytest.raises(error):
        appoint_supervisor(appointed, official)

    assert not made(Reach(everything=True))


def test_nobody_is_appointed_twice_for_a_day(official: Hand) -> None:
    appoint_supervisor(Appointed(NUMBER, CITY, DAYS), official)

    with pytest.raises(EnteredAlready):
        appoint_supervisor(Appointed(NUMBER, CITY, Days(DAY + timedelta(days=50), None)), official)


def test_appointment_of_another_place_is_not_ended(official: Hand) -> None:
    appoint_supervisor(Appointed(NUMBER, CITY, DAYS), official)
    [one] = made(Reach(everything=True))
    elsewhere = Hand(holder_of(account_as(R.SUPERVISE, division=OTHER_CITY), DAY), DAY, AT)

    for record in (one.record, 999):
        with pytest.raises(NotYourDivision):
            end_appointment(record, DAY, elsewhere)
