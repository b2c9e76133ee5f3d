"""What a change that is confirmed already will bring a person from the day on which it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from jiyao.interfaces.ui.clocks import NOTHING_ASKED, clocks
from jiyao.interfaces.ui.context import now, today
from jiyao.interfaces.ui.determinations.sorting import Conclusions, conclusions
from jiyao.interfaces.ui.determinations.telling import Told
from jiyao.interfaces.ui.pack import assessor_of
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.people import person_standing
from jiyao.policy.queries.versions import folder_of, latest_version

Key = tuple[str, str]
"""A row and a measure."""


def with_upcoming(person: int, found: Conclusions, teller: Teller) -> Conclusions:
    """The conclusions of today; what is hers as soon as the version made last holds stands with that day.

    Of another day or a past one they are as they were.
    """
    version = latest_version() if clocks() == NOTHING_ASKED else None
    if version is None or version.effective_on <= today():
        return found
    by_then = assessor_of(folder_of(version))
    standing = person_standing(by_then, person, on=version.effective_on, known_at=now())
    then = conclusions(standing.determinations, Teller(by_then.pack, teller.language), standing.at_most)
    return _moved(found, _gained(found, then, version.effective_on))


def _gained(found: Conclusions, then: Conclusions, day: date) -> Mapping[Key, Told]:
    """What is hers then and not today, each from that day on."""
    has = {_key(one) for one in (*found.due, *found.to_confirm)}
    gained = [one for one in (*then.due, *then.to_confirm) if _key(one) not in has]
    return {_key(one): replace(one, from_day=day) for one in gained}


def _moved(found: Conclusions, gained: Mapping[Key, Told]) -> Conclusions:
    def without(listed: Sequence[Told]) -> list[Told]:
        return [one for one in listed if _key(one) not in gained]

    later = [*gained.values(), *without(found.later)]
    return replace(
        found,
        later=sorted(later, key=lambda one: one.from_day or date.max),
        open=without(found.open),
        unpaid=without(found.unpaid),
        refused=without(found.refused),
    )


def _key(one: Told) -> Key:
    return one.row, one.measure.id
