"""Invented bodies: listed for what they issued, with filings in each state."""

from collections import Counter
from datetime import date

import pytest
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case
from jiyao.demo.bodies import ListedAlready, NoHands, list_province
from jiyao.demo.filling.database import NotADemonstration
from jiyao.evaluation.models import Examiner, Supervisor
from jiyao.evaluation.queries.directory import DirectoryAsked, directory
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.models import AccountRole, HeldCertificate, Organisation, OrganisationRole
from tests.casework.filings import lay_out_unlisted
from tests.foundation.planted import plant
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, DAY, HERE, PROVINCE

pytestmark = pytest.mark.django_db
R = AccountRole
LATER = AT.replace(month=7)


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    """Three bodies that issued, and nine organisations that train."""
    settings.DEMONSTRATION = True
    lay_out_unlisted()
    for number in (801, 802, 803):
        Organisation.objects.get_or_create(id=number)
        plant(OrganisationRole, organisation_id=number, role="evaluation_body", starts_on=date(2010, 1, 1))
        plant(
            HeldCertificate,
            person_id=HERE,
            issuer_id=number,
            occupation="6-18-02-04",
            level="L4",
            issued_on=date(2025, 1, 5),
        )
    for number in range(811, 820):
        Organisation.objects.create(id=number)
        plant(OrganisationRole, organisation_id=number, role="training_body", starts_on=date(2010, 1, 1))


def hands() -> None:
    """Who files and decides."""
    given = {"employer": (R.EMPLOYER, None, 811)}
    given |= {f"{role.value}@province": (role, PROVINCE, None) for role in (R.ACCEPT, R.REVIEW, R.APPROVE)}
    for name, (role, division, organisation) in given.items():
        account = open_account(username=name, at=AT, by="program:test")
        assign(
            account=account,
            role=role,
            division=division,
            organisation=organisation,
            starts_on=date(2020, 1, 1),
            at=AT,
            by="program:test",
        )


def test_bodies_stand_in_each_way_and_filings_in_each_state() -> None:
    hands()

    told = list_province(pack(), on=DAY, at=LATER, by="program:test")

    assert told == (3, 8)
    stands = {one.organisation: one.standing.value for one in directory(DirectoryAsked(), DAY)}
    assert stands == {801: "listed", 802: "left", 803: "suspended"}
    states = Counter(Case.objects.filter(kind="body-filing").values_list("state", flat=True))
    assert states == {
        "supplementing": 1,
        "accepted": 1,
        "claimed": 1,
        "reviewed": 1,
        "noticed": 1,
        "refused": 2,
        "withdrawn": 1,
    }
    assert (Examiner.objects.count(), Supervisor.objects.count()) == (2, 0)
    with pytest.raises(ListedAlready):
        list_province(pack(), on=DAY, at=LATER, by="program:test")


def test_nobody_is_listed_without_the_accounts_or_outside_a_demonstration(settings: Settings) -> None:
    with pytest.raises(NoHands, match="demo-accounts"):
        list_province(pack(), on=DAY, at=LATER, by="program:test")
    settings.DEMONSTRATION = False
    with pytest.raises(NotADemonstration):
        list_province(pack(), on=DAY, at=LATER, by="program:test")
