"""Who has an owner in common with whom, up and down the graph. Every test runs on both databases."""

from datetime import date

import pytest

from jiyao.registry.models import Organisation, Ownership, Person
from jiyao.registry.queries.ownership import Owner, owners_of, sharing_owners
from tests.foundation.planted import ON, TOMORROW, YESTERDAY, plant

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)
BODY, TRAINER, HOLDING, TOP, OTHER = 31, 32, 33, 34, 35
SOMEBODY = 7


@pytest.fixture(autouse=True)
def organisations() -> None:
    for number in (BODY, TRAINER, HOLDING, TOP, OTHER):
        Organisation.objects.create(id=number)
    Person.objects.create(id=SOMEBODY)


def owns(owned: int, owner: int | None = None, *, person: int | None = None, **spell: date) -> None:
    given = {"organisation_id": owned, "owner_organisation_id": owner, "owner_person_id": person}
    plant(Ownership, **{**given, "share": 5_100, "starts_on": SINCE, **spell})


def test_person_who_owns_both_is_found() -> None:
    owns(BODY, person=SOMEBODY)
    owns(TRAINER, person=SOMEBODY)
    owns(OTHER, TOP)

    assert sharing_owners(BODY, ON) == {TRAINER: Owner(person=SOMEBODY)}


def test_common_owner_is_found_further_up_and_down() -> None:
    owns(BODY, HOLDING)
    owns(HOLDING, TOP)
    owns(OTHER, TOP)
    owns(TRAINER, OTHER)

    assert owners_of(BODY, ON) == {Owner(BODY), Owner(HOLDING), Owner(TOP)}
    assert sharing_owners(BODY, ON) == {
        HOLDING: Owner(HOLDING),
        OTHER: Owner(TOP),
        TRAINER: Owner(TOP),
        TOP: Owner(TOP),
    }


def test_what_the_body_owns_shares_it() -> None:
    owns(TRAINER, BODY)

    assert sharing_owners(BODY, ON) == {TRAINER: Owner(BODY)}
    assert sharing_owners(TRAINER, ON) == {BODY: Owner(BODY)}


def test_ring_of_owners_ends() -> None:
    owns(BODY, HOLDING)
    owns(HOLDING, BODY)
    owns(TRAINER, HOLDING)

    assert owners_of(BODY, ON) == {Owner(BODY), Owner(HOLDING)}
    assert set(sharing_owners(BODY, ON)) == {HOLDING, TRAINER}


@pytest.mark.parametrize("spell", [{"ends_on": YESTERDAY}, {"starts_on": TOMORROW}])
def test_share_counts_only_while_it_is_held(spell: dict[str, date]) -> None:
    owns(BODY, person=SOMEBODY)
    owns(TRAINER, person=SOMEBODY, **spell)

    assert sharing_owners(BODY, ON) == {}
