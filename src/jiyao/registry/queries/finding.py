"""People found by what can be searched of them: numbers, and where and when. Names are sealed and found by nobody."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from jiyao.registry.models import FOREVER, HeldCertificate, OrganisationVersion, PersonVersion
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.reaching import rows_in_reach, working_for
from jiyao.registry.tabling import TABLES

PEOPLE = "people"


def people_within(reach: Reach, on: date) -> QuerySet[PersonVersion]:
    """The people who are in reach on a day."""
    return rows_in_reach(TABLES[PEOPLE], reach, on)


def by_number(number: int, reach: Reach, on: date) -> Sequence[int]:
    """The person of that number, if in reach."""
    return _numbers(people_within(reach, on).filter(record=number), 1)


def by_certificate(number: str, reach: Reach, on: date, most: int) -> Sequence[int]:
    """Whose certificate has that number."""
    held = HeldCertificate.objects.filter(superseded_at=FOREVER, certificate_number=number)
    return _numbers(people_within(reach, on).filter(record__in=held.values("person")), most)


def by_work(organisation: str, birth_year: int, sex: str, reach: Reach, on: date, most: int) -> Sequence[int]:
    """Who works on the day for the organisation of that code or whole name, of that year and sex."""
    named = Q(reference=organisation) | Q(name=organisation)
    known = OrganisationVersion.objects.filter(named, superseded_at=FOREVER).values_list("record", flat=True)
    working = working_for(frozenset(known), on).filter(person=OuterRef("person"))
    born = people_within(reach, on).filter(birth_on__year=birth_year, sex=sex)
    return _numbers(born.filter(Exists(working)), most)


def _numbers(found: QuerySet[PersonVersion], most: int) -> Sequence[int]:
    return list(found.order_by("record").values_list("record", flat=True)[:most])
