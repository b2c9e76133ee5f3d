"""Schools attended: technical schools as many as the statistics say, and others."""

import numpy as np

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.certificates import certified_occupations
from jiyao.demo.drawing.columns import (
    NONE,
    Coded,
    Numbers,
    Random,
    Table,
    chosen,
    happens,
    joined,
    numbers_in,
    recoded,
    truths,
    whole,
)
from jiyao.demo.drawing.crowd import Crowd
from jiyao.demo.drawing.history import told
from jiyao.demo.drawing.organisations import Shared

SCHOOLS = (
    "technical_school",
    "senior_technical_school",
    "technician_college",
    "higher_vocational",
    "secondary_vocational",
    "university",
)
CLASSES = ("none", "intermediate_class", "senior_class", "pre_technician_class", "technician_class")
_DAYS = 365
_FIRST_OF_SEPTEMBER = 244
_UNIVERSITY_AGE = 18


def write_schooling(block: Block, crowd: Crowd, shared: Shared) -> None:
    """Adds spells at school. A class of technical schools is as large as the yearly intake of the statistics."""
    random = block.random("schooling")
    technical, others, academic = _pupils(block, random, crowd)
    kinds = block.assumed.education
    table = joined(
        [
            _technical(block, random, crowd, shared, technical),
            _others(block, random, crowd, others, chosen(random, kinds.of_others, len(others)), 0),
            _others(
                block,
                random,
                crowd,
                academic,
                chosen(random, {"university": 1.0}, len(academic)),
                _UNIVERSITY_AGE - kinds.starts_aged[0],
            ),
        ]
    )
    starts, ends = numbers_in(table, "starts_on"), numbers_in(table, "ends_on")
    block.add("registry_educationspell", told(block, "education", table, starts, ended=ends))


def _pupils(block: Block, random: Random, crowd: Crowd) -> tuple[Numbers, Numbers, Numbers]:
    """Who went to technical schools, to other vocational schools, and to universities."""
    assumed, figures, plan = block.assumed.education, block.plan.region.figures, block.plan
    first = assumed.starts_aged[0]
    technical = random.permutation(_aged(crowd, first, first + assumed.technical_years))
    technical = technical[
        : len(plan.share(figures["technical_intake"] * assumed.technical_years, block.number))
    ]
    free = np.ones(len(crowd), bool)
    free[technical] = False
    others = random.permutation(_aged(crowd, first, first + assumed.vocational_years))
    others = others[free[others]]
    graduates = figures["other_vocational_graduates"] * assumed.vocational_years
    others = others[: len(plan.share(graduates, block.number))]
    free[others] = False
    older = _aged(crowd, _UNIVERSITY_AGE + 1, _UNIVERSITY_AGE + assumed.technical_years)
    academic = older[free[older] & happens(random, assumed.universities, len(older))]
    return technical, others, academic


def _aged(crowd: Crowd, low: int, high: int) -> Numbers:
    return np.flatnonzero((crowd.age >= low) & (crowd.age < high))


def _technical(block: Block, random: Random, crowd: Crowd, shared: Shared, who: Numbers) -> Table:
    school = shared.schools.near(random, crowd.place.taken(who))
    order = np.argsort(shared.schools.number)
    place = order[np.searchsorted(shared.schools.number[order], school)]
    kinds = shared.schools.school_kind
    assert kinds is not None  # noqa: S101 - schools have a kind
    classes = recoded(chosen(random, block.assumed.education.classes, len(who)), CLASSES)
    occupation = certified_occupations(block, random, len(who))
    return _spell(
        block, random, crowd, who, school, recoded(kinds.taken(place), SCHOOLS), classes, occupation, 0
    )


def _others(block: Block, random: Random, crowd: Crowd, who: Numbers, kind: Coded, later: int) -> Table:
    none = Coded(np.zeros(len(who), np.int32), CLASSES)
    occupation = certified_occupations(block, random, len(who))
    nowhere = Coded(np.full(len(who), -1), occupation.words)
    return _spell(
        block, random, crowd, who, np.full(len(who), NONE), recoded(kind, SCHOOLS), none, nowhere, later
    )


def _spell(
    block: Block,
    random: Random,
    crowd: Crowd,
    who: Numbers,
    school: Numbers,
    kind: Coded,
    classes: Coded,
    occupation: Coded,
    later: int,
) -> Table:
    assumed = block.assumed.education
    aged = whole(random, *assumed.starts_aged, len(who)) + later
    year = (crowd.born[who] // _DAYS + aged).astype(np.int64)
    starts = (year.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)) + _FIRST_OF_SEPTEMBER - 1
    starts = np.minimum(starts, block.plan.on - 1)
    ends = starts + assumed.years * _DAYS - 60
    at_school = ends > block.plan.on
    graduated = happens(random, assumed.graduated, len(who))
    return {
        "person_id": crowd.person[who],
        "organisation_id": school,
        "school_kind": kind,
        "class_kind": classes,
        "occupation": occupation,
        "starts_on": starts,
        "ends_on": np.where(at_school, NONE, ends),
        "graduated": np.where(at_school, NONE, truths(graduated)),
    }
