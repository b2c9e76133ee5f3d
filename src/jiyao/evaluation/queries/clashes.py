"""One examiner in two places at one time."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from jiyao.evaluation.models import Duty
from jiyao.evaluation.queries.session_sums import EXAMINING, SERVING


@dataclass(frozen=True, slots=True)
class Clash:
    """Two duties of one person at two venues whose times overlap."""

    one: Duty
    other: Duty


class _Held(NamedTuple):
    number: int
    starts_at: datetime
    ends_at: datetime
    venue: str
    division: str


HELD = ("pk", "sitting__starts_at", "sitting__ends_at", "sitting__room__venue", "sitting__room__division")


def clashes(bodies: Collection[int], since: date, until: date) -> Mapping[int, Sequence[Clash]]:
    """By body the clashes in which a sitting of it has part; the other may be another body's."""
    examining = Duty.objects.filter(
        state__in=SERVING,
        role__in=EXAMINING,
        sitting__starts_at__date__gte=since,
        sitting__starts_at__date__lte=until,
    )
    people = examining.filter(sitting__session__organisation__in=list(bodies)).values("person")
    rows = examining.filter(person__in=people).order_by("person", "sitting__starts_at", "pk")
    by_person: dict[int, list[_Held]] = defaultdict(list)
    for person, *held in rows.values_list("person", *HELD):
        by_person[person].append(_Held(*held))
    pairs = [pair for duties in by_person.values() for pair in _of_person(duties)]
    return _by_body(pairs, bodies)


def _by_body(pairs: Sequence[tuple[int, int]], bodies: Collection[int]) -> Mapping[int, Sequence[Clash]]:
    """The duties of these numbers, two by two, under the bodies that have part in them."""
    numbers = {number for pair in pairs for number in pair}
    duties = Duty.objects.select_related("sitting__session", "sitting__room").in_bulk(numbers)
    found: dict[int, list[Clash]] = defaultdict(list)
    for one, other in pairs:
        clash = Clash(duties[one], duties[other])
        for body in {duty.sitting.session.organisation_id for duty in (clash.one, clash.other)}:
            if body in bodies:
                found[body].append(clash)
    return found


def _of_person(duties: Sequence[_Held]) -> Iterator[tuple[int, int]]:
    """The duties stand in the order of their beginnings."""
    for place, duty in enumerate(duties):
        for later in duties[place + 1 :]:
            if later.starts_at >= duty.ends_at:
                break
            if (later.venue, later.division) != (duty.venue, duty.division):
                yield duty.number, later.number
