"""Accounts of the demonstration: for whom they stand, and how they are opened."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from pytest_django.fixtures import Settings

from jiyao.base.errors import Conflict
from jiyao.demo.accounts.choosing import NobodyDrawn, seats
from jiyao.demo.accounts.opening import (
    NoDemonstrationAccounts,
    are_open,
    authenticator_address,
    open_seats,
    present_code,
)
from jiyao.demo.filling.database import NotADemonstration
from jiyao.registry.actions.accounts import UsernameTaken
from jiyao.registry.models import Account, AccountRole, HeldCertificate, OrganisationRole
from jiyao.registry.permitting import NEEDS_SECOND_FACTOR, holder_of
from jiyao.registry.queries.factors import has_second_factor
from tests.registry.places import (
    AT,
    COUNTY,
    DAY,
    HERE,
    OTHER_CITY,
    OTHER_COUNTY,
    PROVINCE,
    THERE,
    kept,
    lay_out,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    """Two people in two counties, in a demonstration, and quick hashes."""
    settings.DEMONSTRATION = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    lay_out()


def test_citizen_is_somebody_who_is_due_something() -> None:
    found = seats(lambda person: person == THERE, DAY)

    assert found[0].person == THERE
    assert {seat.division for seat in found if seat.username.startswith("accept@")} == {
        OTHER_COUNTY,
        OTHER_CITY,
        PROVINCE,
    }


def test_somebody_with_a_certificate_will_do_where_nobody_is_due_anything() -> None:
    assert seats(lambda person: False, DAY)[0].person == HERE


def test_certificates_of_other_years_and_corrected_ones_do_not_count() -> None:
    HeldCertificate.objects.filter(person=HERE).update(issued_on=date(2023, 1, 1))
    HeldCertificate.objects.filter(person=THERE).update(superseded_at=AT.replace(year=2026))

    with pytest.raises(NobodyDrawn, match="nobody was certified in the year before 2025-06-30"):
        seats(lambda person: True, DAY)


def test_there_is_a_seat_for_each_role() -> None:
    kept(OrganisationRole, 7001, organisation_id=801, role="evaluation_body", starts_on=date(2020, 1, 1))

    found = seats(lambda person: True, DAY)

    missing = set(AccountRole) - {seat.role for seat in found}
    assert missing == {AccountRole.DEPARTMENT}
    assert len({seat.username for seat in found}) == len(found)


def test_accounts_are_opened_with_passwords_of_their_own_and_one_key() -> None:
    wanted = seats(lambda person: True, DAY)

    opened, key = open_seats(wanted, at=AT, by="program:test")

    assert len({one.password for one in opened}) == len(opened)
    for one in opened:
        account = Account.objects.get(username=one.seat.username)
        holder = holder_of(account, DAY)
        assert (account.check_password(one.password), account.password_is_temporary) == (True, False)
        assert holder.roles == {one.seat.role}
        assert has_second_factor(account) == (one.seat.role in NEEDS_SECOND_FACTOR)
    assert not any(key in str(kept.data) for kept in Authenticator.objects.all())
    assert validate_totp_code(key, present_code()[0])


def test_accounts_are_opened_once() -> None:
    wanted = seats(lambda person: True, DAY)
    assert not are_open(wanted)
    open_seats(wanted, at=AT, by="program:test")

    assert are_open(wanted)
    with pytest.raises((UsernameTaken, Conflict)):
        open_seats(wanted, at=AT, by="program:test")


def test_county_of_the_citizen_is_in_reach_of_its_officials() -> None:
    open_seats(seats(lambda person: person == HERE, DAY), at=AT, by="program:test")

    reach = holder_of(Account.objects.get(username="review@county"), DAY).reach("people", "see")

    assert reach.divisions == {COUNTY}


def test_what_is_no_demonstration_gets_no_accounts(settings: Settings) -> None:
    wanted = seats(lambda person: True, DAY)
    settings.DEMONSTRATION = False
    before = Account.objects.count()

    with pytest.raises(NotADemonstration):
        open_seats(wanted, at=AT, by="program:test")
    with pytest.raises(NotADemonstration):
        present_code()
    assert Account.objects.count() == before


def test_code_of_accounts_that_are_not_there_is_refused() -> None:
    with pytest.raises(NoDemonstrationAccounts, match="there are no demonstration accounts yet"):
        present_code()


def test_key_is_told_as_authenticators_read_it() -> None:
    assert authenticator_address("ABC") == "otpauth://totp/accept@province?secret=ABC&issuer=Jiyao%20demo"
