"""By whom people were trained."""

from datetime import date

import pytest

from jiyao.registry.models import Organisation
from jiyao.training.models import Enrolment
from jiyao.training.queries.providers import providers_of
from tests.foundation.planted import person, plant

pytestmark = pytest.mark.django_db


def test_providers_of_people_are_all_who_ever_trained_them() -> None:
    for number in (41, 42):
        Organisation.objects.create(id=number)
    for number in (1, 2):
        person(number)
    for provider in (41, 42, None):
        plant(Enrolment, person_id=1, provider_id=provider, starts_on=date(2024, 3, 1))
    plant(Enrolment, person_id=2, provider_id=41, starts_on=date(2024, 3, 1))

    assert providers_of([1]) == {1: {41, 42}}
