"""How many of each kind of people there are at a scale: what the region's figures say, to the last person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jiyao.demo.drawing.assumptions import Region

ACTIVITIES = ("urban", "rural", "unemployed", "other")
CHILD, WORKING, ELDER, OLD = "0-14", "15-59", "60-64", "65+"
UNSKILLED, LOW, HIGH = "none", "low", "high"


@dataclass(frozen=True, slots=True)
class Kind:
    """People alike: of an age, with the same work, with the same skill."""

    aged: str
    activity: str
    skill: str


@dataclass(frozen=True, slots=True)
class Marginals:
    """Numbers of people.

    places   by county
    kinds    by kind of people; adds up to `people`
    males    of everybody
    """

    people: int
    places: Mapping[str, int]
    kinds: Mapping[Kind, int]
    males: int


def apportioned(total: int, weights: Sequence[int | float]) -> list[int]:
    """Whole numbers that add up to the total, each as near to its share as the largest remainders allow."""
    exact = [Fraction(weight) for weight in weights]
    whole = sum(exact)
    shares = [weight * total / whole for weight in exact]
    found = [int(share) for share in shares]
    rest = sorted(range(len(shares)), key=lambda place: (found[place] - shares[place], place))
    for place in rest[: total - sum(found)]:
        found[place] += 1
    return found


def scaled(number: int, scale: Fraction) -> int:
    """A number of the whole region at a scale, to the nearest."""
    return int(number * scale + Fraction(1, 2))


def marginals(region: Region, scale: Fraction) -> Marginals:
    """How many people of each place, sex and kind there are at the scale."""
    people = scaled(region.figures["population"], scale)
    return Marginals(
        people=people,
        places=_places(region, people),
        kinds=_kinds(region, people, scale),
        males=scaled(region.figures["male"], scale),
    )


def _places(region: Region, people: int) -> dict[str, int]:
    """By prefecture as counted; within one evenly, since no count of its counties is in the pack."""
    found: dict[str, int] = {}
    shares = apportioned(people, list(region.prefectures.values()))
    for prefecture, number in zip(region.prefectures, shares, strict=True):
        counties = region.counties[prefecture]
        found |= dict(zip(counties, apportioned(number, [1] * len(counties)), strict=True))
    return found


def _kinds(region: Region, people: int, scale: Fraction) -> dict[Kind, int]:
    aged = _ages(region, people, scale)
    at_work = {name: scaled(region.figures[f"employed_{name}"], scale) for name in ("urban", "rural")}
    kinds: dict[Kind, int] = {Kind(CHILD, "other", UNSKILLED): aged[CHILD]}
    elders = {name: int(n * region.assumed.people.at_work_aged_60_64[name]) for name, n in at_work.items()}
    for name, number in elders.items():
        kinds[Kind(ELDER, name, UNSKILLED)] = number
    kinds[Kind(ELDER, "other", UNSKILLED)] = aged[ELDER] - sum(elders.values())
    kinds[Kind(OLD, "other", UNSKILLED)] = aged[OLD]
    doing = {name: at_work[name] - elders[name] for name in at_work}
    doing["unemployed"] = scaled(region.figures["unemployed"], scale)
    doing["other"] = aged[WORKING] - sum(doing.values())
    return kinds | _by_skill(region, doing, scale)


def _ages(region: Region, people: int, scale: Fraction) -> dict[str, int]:
    figures = region.figures
    found = {
        CHILD: scaled(figures["aged_0_14"], scale),
        OLD: scaled(figures["aged_65_plus"], scale),
    }
    found[ELDER] = scaled(figures["aged_60_plus"], scale) - found[OLD]
    found[WORKING] = people - sum(found.values())
    return found


def _by_skill(region: Region, doing: Mapping[str, int], scale: Fraction) -> dict[Kind, int]:
    assumed = region.assumed.people
    high = scaled(region.figures["high_skilled"], scale)
    low = scaled(region.figures["skilled"], scale) - high
    kinds: dict[Kind, int] = {}
    skilled = dict.fromkeys(ACTIVITIES, 0)
    for skill, number, shares in (
        (HIGH, high, assumed.high_skilled_shares),
        (LOW, low, assumed.low_skilled_shares),
    ):
        for activity, part in zip(
            ACTIVITIES, apportioned(number, [shares[name] for name in ACTIVITIES]), strict=True
        ):
            kinds[Kind(WORKING, activity, skill)] = part
            skilled[activity] += part
    for activity in ACTIVITIES:
        kinds[Kind(WORKING, activity, UNSKILLED)] = doing[activity] - skilled[activity]
    return kinds
