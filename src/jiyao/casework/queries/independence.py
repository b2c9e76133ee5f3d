"""培训与评价分离: who trains shares no owner with who evaluates, and who examines works for nobody who trains.

What is found is shown where a filing is examined; it stops nothing by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiyao.evaluation.models import Examiner
from jiyao.evaluation.queries.bodies import runs
from jiyao.registry.models import FOREVER, EmploymentSpell, OrganisationRole, Role
from jiyao.registry.queries.ownership import Owner, sharing_owners


@dataclass(frozen=True, slots=True)
class SharedOwner:
    """An organisation that trains, and an owner that it has in common with the body."""

    trainer: int
    owner: Owner


@dataclass(frozen=True, slots=True)
class TrainingExaminer:
    """An examiner of the body, and for which organisation that trains they work."""

    person: int
    trainer: int


def trainers_with_shared_owners(organisation: int, on: date) -> Sequence[SharedOwner]:
    """The organisations that train and have an owner in common with a body."""
    related = sharing_owners(organisation, on)
    return [SharedOwner(number, related[number]) for number in sorted(_trainers(set(related), on))]


def trains_itself(organisation: int, on: date) -> bool:
    """Whether the body is itself an organisation that trains."""
    return bool(_trainers({organisation}, on))


def examiners_who_train(organisation: int, on: date) -> Sequence[TrainingExaminer]:
    """The examiners of a body who work for an organisation that trains."""
    people = Examiner.objects.filter(runs(on), organisation=organisation).values_list("person", flat=True)
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    spells = EmploymentSpell.objects.filter(
        running, superseded_at=FOREVER, person__in=set(people), starts_on__lte=on
    )
    work = sorted(set(spells.exclude(organisation=None).values_list("person", "organisation")))
    trainers = _trainers({employer for _, employer in work}, on)
    return [TrainingExaminer(person, employer) for person, employer in work if employer in trainers]


def _trainers(organisations: set[int], on: date) -> frozenset[int]:
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    roles = OrganisationRole.objects.filter(
        running,
        superseded_at=FOREVER,
        role=Role.TRAINING_BODY,
        organisation__in=organisations,
        starts_on__lte=on,
    )
    return frozenset(roles.values_list("organisation", flat=True)) if organisations else frozenset()
