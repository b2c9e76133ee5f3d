"""One examiner in two places at one time."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.evaluation.models import Duty, DutyRole
from jiyao.evaluation.queries.outcomes import SERVING


@dataclass(frozen=True, slots=True)
class Clash:
    """Two duties of one person at two venues whose times overlap."""

    one: Duty
    other: Duty


def clashes(bodies: Collection[int], since: date, until: date) -> Mapping[int, Sequence[Clash]]:
    """By body the clashes in which a sitting of it has part; the other may be another body's."""
    examining = Duty.objects.filter(
        state__in=SERVING,
        role__in=(DutyRole.LEAD, DutyRole.EXAMINER),
        sitting__starts_at__date__gte=since,
        sitting__starts_at__date__lte=until,
    )
    people = examining.filter(sitting__session__organisation__in=list(bodies)).values("person")
    rows = examining.filter(person__in=people).select_related("sitting__session", "sitting__room")
    by_person: dict[int, list[Duty]] = defaultdict(list)
    for duty in rows.order_by("person", "sitting__starts_at", "pk"):
        by_person[duty.person_id].append(duty)
    found: dict[int, list[Clash]] = defaultdict(list)
    for duties in by_person.values():
        for clash in _of_person(duties):
            for body in {one.sitting.session.organisation_id for one in (clash.one, clash.other)}:
                if body in bodies:
                    found[body].append(clash)
    return found


def _of_person(duties: Sequence[Duty]) -> Sequence[Clash]:
    """The duties stand in the order of their beginnings."""
    found = []
    for place, duty in enumerate(duties):
        for later in duties[place + 1 :]:
            if later.sitting.starts_at >= duty.sitting.ends_at:
                break
            if _where(later) != _where(duty):
                found.append(Clash(duty, later))
    return found


def _where(duty: Duty) -> tuple[str, str]:
    return duty.sitting.room.venue, duty.sitting.room.division
