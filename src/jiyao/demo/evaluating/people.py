"""Who is examined in the demonstration: people who live where a body is, and do not work where its examiners do."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from jiyao.base.slices import slices
from jiyao.engine.rules.tree import Value
from jiyao.evaluation.models import Candidate, Examiner, Supervisor
from jiyao.evaluation.queries.staffing import employers_of
from jiyao.registry.models import FOREVER, Account, HeldCertificate, HouseholdSpell, PersonVersion
from jiyao.training.models import Enrolment

AT_A_TIME = 500
LOOKED_AT = 8_000
"""Among how many people of a place candidates are looked for."""
BORN = (date(1972, 1, 1), date(2004, 12, 31))
Answers = Mapping[str, Value | None]
WORKED_LONG: Answers = {"occupation_work_months": 84, "works_in_occupation": True, "intends_to_work": True}
"""Answers with which everybody may apply for one of the lower levels."""


class Pool:
    """People of a place whom nobody has taken yet, who hold nothing of an occupation."""

    def __init__(self, organisation: int, occupation: str, division: str, on: date) -> None:
        self._on, self._occupation = on, occupation
        self._ties = _ties_of_staff(organisation, on)
        self._taken = _taken_people()
        self._people = self._living_in(division[:4])

    def take(self, count: int) -> list[int]:
        """So many people, fewer where there are not enough."""
        return list(islice(self._people, count))

    def holders(self, level: str, since: date, count: int) -> list[int]:
        """So many people, wherever they live, who hold the occupation at one level alone, got since a day."""
        held = HeldCertificate.objects.filter(superseded_at=FOREVER, occupation=self._occupation)
        fresh = held.filter(level=level, issued_on__gte=since, issued_on__lte=self._on, revoked_on=None)
        people = list(dict.fromkeys(fresh.order_by("person").values_list("person", flat=True)))
        several = held.exclude(level=level).filter(person__in=people).values_list("person", flat=True)
        free = self._free([one for one in people if one not in set(several)])
        self._taken.update(free[:count])
        return free[:count]

    def _living_in(self, place: str) -> Iterator[int]:
        homes = HouseholdSpell.objects.filter(
            superseded_at=FOREVER, division__startswith=place, starts_on__lte=self._on, ends_on=None
        )
        numbers = homes.order_by("person").values_list("person", flat=True)[:LOOKED_AT]
        for some in slices(list(dict.fromkeys(numbers)), AT_A_TIME):
            holders = self._holders(some)
            yield from (one for one in self._free(some) if one not in holders)

    def _free(self, people: Collection[int]) -> list[int]:
        """Of some people those who are grown up, known by name, not taken and not tied to who examines."""
        grown = PersonVersion.objects.filter(superseded_at=FOREVER, person__in=people, birth_on__range=BORN)
        known = set(grown.exclude(name_sealed=None).values_list("person", flat=True))
        free = [one for one in people if one in known and one not in self._taken]
        return self.untied(free)

    def untied(self, people: Sequence[int]) -> list[int]:
        """Of some people those who neither work nor were trained where somebody works who examines here."""
        work = employers_of(people, self._on)
        taught = Enrolment.objects.filter(superseded_at=FOREVER, person__in=people, provider__in=self._ties)
        tied = set(taught.values_list("person", flat=True))
        return [one for one in people if one not in tied and not work.get(one, set()) & self._ties]

    def _holders(self, people: Collection[int]) -> set[int]:
        held = HeldCertificate.objects.filter(
            superseded_at=FOREVER, person__in=people, occupation=self._occupation
        )
        return set(held.values_list("person", flat=True))


def _ties_of_staff(organisation: int, on: date) -> set[int]:
    """Where those work who examine and supervise at a body."""
    staff = [
        *Examiner.objects.filter(organisation=organisation).values_list("person", flat=True),
        *Supervisor.objects.filter(organisation=organisation).values_list("person", flat=True),
    ]
    return {one for where in employers_of(staff, on).values() for one in where} - {organisation}


def _taken_people() -> set[int]:
    """Who examines, supervises, is a candidate or has an account already."""
    return {
        *Examiner.objects.values_list("person", flat=True),
        *Supervisor.objects.values_list("person", flat=True),
        *Candidate.objects.values_list("person", flat=True),
        *Account.objects.exclude(person=None).values_list("person", flat=True),
    }
