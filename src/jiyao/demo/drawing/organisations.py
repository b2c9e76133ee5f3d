"""Organisations: what all blocks share, and the employers of each block."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.columns import (
    NONE,
    Coded,
    Numbers,
    Random,
    Table,
    chosen,
    constant,
    happens,
    numbers_in,
    truths,
    whole,
)
from jiyao.demo.drawing.crowd import Crowd
from jiyao.demo.drawing.history import in_versions
from jiyao.demo.drawing.marginals import apportioned, scaled
from jiyao.demo.drawing.plan import SHARED, Plan, day_number

OLD_ROLE_YEARS = 25
"""Roles began before anything that is drawn: so many years before the register."""
NAMES = {
    "employer": "示范企业",
    "training_body": "示范培训机构",
    "evaluation_body": "示范评价机构",
    "technical_school": "示范技工院校",
    "department": "示范人力资源和社会保障局",
}


@dataclass(frozen=True, slots=True)
class Bodies:
    """Organisations of one role, by the place they stand in. `school_kind`: of schools."""

    number: Numbers
    place: Coded
    school_kind: Coded | None = None

    def near(self, random: Random, place: Coded) -> Numbers:
        """For each place one organisation of its prefecture, or of anywhere where it has none."""
        prefectures = tuple(dict.fromkeys(word[:4] for word in (*self.place.words, *place.words)))
        return self.number[
            _matched(random, _prefecture(self.place, prefectures), _prefecture(place, prefectures))
        ]


def _prefecture(place: Coded, prefectures: tuple[str, ...]) -> Numbers:
    return np.array([prefectures.index(word[:4]) for word in place.words])[place.codes]


def _matched(random: Random, have: Numbers, wanted: Numbers) -> Numbers:
    """For each wanted key the position of one that has it; of any where none has."""
    order = np.argsort(have, kind="stable")
    low = np.searchsorted(have[order], wanted, side="left")
    high = np.searchsorted(have[order], wanted, side="right")
    low, high = np.where(low == high, 0, low), np.where(low == high, len(have), high)
    skewed = random.random(len(wanted)) ** 2  # a few are large
    return order[low + (skewed * (high - low)).astype(np.int64)]


@dataclass(frozen=True, slots=True)
class Shared:
    """What all blocks share; each block draws it again and finds the same."""

    schools: Bodies
    training_bodies: Bodies
    evaluation_bodies: Bodies
    departments: Bodies


def draw_shared(plan: Plan) -> tuple[Shared, Block]:
    """The shared organisations, and the block that holds their records."""
    block = Block.of(plan, SHARED)
    assumed = plan.region.assumed
    prefectures = tuple(plan.region.prefectures)
    schools = _bodies(block, "technical_school", scaled(plan.region.figures["technical_schools"], plan.scale))
    kinds = chosen(block.random("school kinds"), assumed.education.of_technical, len(schools.number))
    shared = Shared(
        schools=Bodies(schools.number, schools.place, kinds),
        training_bodies=_bodies(block, "training_body", scaled(assumed.training.bodies, plan.scale)),
        evaluation_bodies=_bodies(
            block, "evaluation_body", scaled(assumed.certificates.evaluation_bodies, plan.scale)
        ),
        departments=_standing(block, "department", Coded(np.arange(len(prefectures)), prefectures)),
    )
    return shared, block


def _bodies(block: Block, role: str, wanted: int) -> Bodies:
    """At least one body of the role for each prefecture, more where more people live."""
    by_prefecture = block.plan.region.prefectures
    more = apportioned(max(0, wanted - len(by_prefecture)), list(by_prefecture.values()))
    counties = [block.plan.region.counties[code] for code in by_prefecture]
    codes = [
        own[turn % len(own)] for own, count in zip(counties, more, strict=True) for turn in range(count + 1)
    ]
    words = tuple(dict.fromkeys(codes))
    return _standing(block, role, Coded(np.array([words.index(code) for code in codes]), words))


def _standing(block: Block, role: str, place: Coded) -> Bodies:
    count = len(place)
    number = block.numbers.take(count)
    enterprise = np.full(count, role == "training_body")
    write_organisations(block, [role], number, place, enterprise, np.zeros(count, bool))
    return Bodies(number, place)


def write_organisations(
    block: Block, roles: Sequence[str], number: Numbers, place: Coded, enterprise: Numbers, skilled: Numbers
) -> None:
    """Adds organisations, who each is, and their roles."""
    count = len(number)
    began = np.full(count, block.plan.register_began)
    block.add("registry_organisation", {"id": number})
    names = tuple(f"{NAMES[roles[0]]}{n}号" for n in number.tolist())
    version: Table = {
        "organisation_id": number,
        "name": Coded(np.arange(count), names),
        "division": place,
        "is_enterprise": truths(enterprise),
        "has_skilled_posts": truths(skilled),
    }
    never = np.full(count, NONE)
    block.add("registry_organisationversion", in_versions(block, version, began, never, {}, number))
    for role in roles:
        since: Table = {
            "organisation_id": number,
            "role": constant(role, count),
            "starts_on": began - OLD_ROLE_YEARS * 365,
            "ends_on": never,
        }
        block.add("registry_organisationrole", in_versions(block, since, began, never, {}))


@dataclass(frozen=True, slots=True)
class Employers:
    """The employers of a block."""

    number: Numbers
    place: Coded
    enterprise: Numbers
    skilled: Numbers

    def near(self, random: Random, place: Coded) -> Numbers:
        """For each place the position of an employer there, or anywhere where there is none."""
        return _matched(random, self.place.codes, _same(place, self.place.words))


def _same(place: Coded, words: tuple[str, ...]) -> Numbers:
    return np.array([words.index(word) if word in words else -1 for word in place.words])[place.codes]


def draw_employers(block: Block, crowd: Crowd) -> Employers:
    """Employers where people of the block live, and their records."""
    random = block.random("employers")
    assumed = block.assumed.employment
    at_work = np.flatnonzero(crowd.activity.is_one_of("urban"))
    count = max(1, round(len(at_work) / assumed.staff_a_employer))
    founders = at_work[whole(random, 0, max(0, len(at_work) - 1), count)] if len(at_work) else np.array([0])
    employers = Employers(
        number=block.numbers.take(len(founders)),
        place=crowd.place.taken(founders),
        enterprise=happens(random, assumed.enterprises, len(founders)),
        skilled=happens(random, assumed.with_skilled_posts, len(founders)),
    )
    write_organisations(
        block, ["employer"], employers.number, employers.place, employers.enterprise, employers.skilled
    )
    return employers


def write_scarce_lists(block: Block) -> None:
    """Adds the lists of scarce occupations of those prefectures that have one."""
    assumed, random = block.assumed, block.random("scarce lists")
    codes = tuple(occupation.code for occupation in assumed.certificates.occupations)
    prefectures = tuple(block.plan.region.prefectures)
    have = np.flatnonzero(happens(random, assumed.scarce.of_prefectures, len(prefectures)))
    size = min(assumed.scarce.occupations_a_list, len(codes))
    for starts, ends in _spans(block):
        picked = np.concatenate([random.permutation(len(codes))[:size] for _ in have] or [np.array([], int)])
        table: Table = {
            "division": Coded(np.repeat(have, size), prefectures),
            "occupation": Coded(picked, codes),
            "starts_on": np.full(len(picked), starts),
            "ends_on": np.full(len(picked), ends),
        }
        known = np.maximum(numbers_in(table, "starts_on"), block.plan.register_began)
        block.add(
            "registry_scarceoccupation", in_versions(block, table, known, np.full(len(picked), NONE), {})
        )


def _spans(block: Block) -> list[tuple[int, int]]:
    starts = [day_number(day) for day in block.assumed.scarce.lists_from]
    return [(start, later - 1) for start, later in pairwise(starts)] + [(starts[-1], NONE)]
