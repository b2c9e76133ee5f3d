"""By whom people were trained."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from jiyao.registry.models import FOREVER
from jiyao.training.models import Enrolment


def providers_of(people: Collection[int]) -> Mapping[int, set[int]]:
    """The organisations that trained each of these people, whenever it was."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Enrolment.objects.filter(superseded_at=FOREVER, person__in=people, provider__isnull=False)
    for person, provider in rows.values_list("person_id", "provider_id"):
        found[person].add(provider)
    return found
