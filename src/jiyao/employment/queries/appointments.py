"""Who is appointed to which post."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from jiyao.employment.models import AppointmentPaper, PostAppointment
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.registry.models import FOREVER, EmploymentSpell
from jiyao.registry.queries.reaching import working_for
from jiyao.registry.queries.standing import people_by_hash


def appointments_of(employers: Collection[int]) -> QuerySet[PostAppointment]:
    """The appointments of these employers, those that run first, then the last ones."""
    found = PostAppointment.objects.filter(superseded_at=FOREVER, employer__in=employers)
    return found.order_by("-starts_on", "-record")


def running(on: date) -> Q:
    """Of appointments those that stand and run on a day."""
    return Q(superseded_at=FOREVER, starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def appointed_by_post(on: date) -> dict[str, int]:
    """How many people hold each post on a day."""
    found = PostAppointment.objects.filter(running(on)).values("post")
    return dict(found.annotate(people=Count("person", distinct=True)).values_list("post", "people"))


def posts_of(person: int, on: date) -> Sequence[PostAppointment]:
    """The posts that a person holds on a day."""
    return list(PostAppointment.objects.filter(running(on), person=person).order_by("post", "record"))


def versions_of(record: int) -> Sequence[PostAppointment]:
    """What was recorded of an appointment, the last first."""
    return list(PostAppointment.objects.filter(record=record).order_by("-version"))


def papers_of(record: int) -> QuerySet[AppointmentPaper]:
    """The papers on which an appointment rests, as they came."""
    return AppointmentPaper.objects.filter(appointment=record).select_related("file").order_by("pk")


def employed_person(identity: str, employer: int, on: date) -> int | None:
    """The number of who works there on a day; None where nobody does who has that identity number."""
    hashed = lookup_hash(identity)
    person = people_by_hash([hashed]).get(hashed)
    return person if person is not None and spell_at(person, employer, on) is not None else None


def spell_at(person: int, employer: int, on: date) -> EmploymentSpell | None:
    """The spell in which a person works for an employer on a day."""
    return working_for(frozenset({employer}), on).filter(person=person).order_by("-starts_on").first()
