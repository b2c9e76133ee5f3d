"""Who belongs to an organisation on a day, as its student or its staff."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from jiyao.registry.models import FOREVER, EducationSpell
from jiyao.registry.queries.reaching import working_for


def people_belonging(organisations: frozenset[int], people: Collection[int], on: date) -> set[int]:
    """Those of these people who study at one of the organisations on a day, or work there."""
    students = EducationSpell.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        superseded_at=FOREVER,
        organisation__in=organisations,
        starts_on__lte=on,
        person__in=people,
    )
    staff = working_for(organisations, on).filter(person__in=people)
    return set(students.values_list("person_id", flat=True)) | set(staff.values_list("person_id", flat=True))
