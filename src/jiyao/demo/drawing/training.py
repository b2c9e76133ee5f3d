"""Training: classes with those enrolled in them, and apprentices."""

from dataclasses import dataclass

import numpy as np

from jiyao.base.money import FEN_A_YUAN
from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.certificates import LEVELS, certified_occupations, work_types
from jiyao.demo.drawing.columns import (
    NONE,
    Coded,
    Numbers,
    Random,
    Table,
    at,
    chosen,
    happens,
    numbers_in,
    recoded,
    truths,
    whole,
)
from jiyao.demo.drawing.crowd import Crowd
from jiyao.demo.drawing.history import told
from jiyao.demo.drawing.organisations import Employers, Shared
from jiyao.demo.drawing.plan import day_number
from jiyao.demo.drawing.working import Jobs
from jiyao.engine.rules.types import RATIO_ONE

MODES = ("offline", "online")
_LEAST_RATIO = 6_000
_ADULT = 18
_OLDEST = 59
_DAYS = 365


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes held. `last`: the last day; `kind`: of training; `employees`: whether for those at work."""

    provider: Numbers
    place: Coded
    occupation: Coded
    level: Coded
    kind: Coded
    employees: Numbers
    online: Numbers
    days: Numbers
    last: Numbers
    fee: Numbers


def write_enrolments(block: Block, crowd: Crowd, shared: Shared) -> None:
    """Adds the enrolments of the block, class by class."""
    random = block.random("enrolments")
    assumed, plan = block.assumed.training, block.plan
    years = (assumed.last_day - assumed.first_day).days / _DAYS
    wanted = plan.share(
        round(plan.region.figures["trained_a_year"] * assumed.share_before_target * years), block.number
    )
    adults = np.flatnonzero((crowd.age >= _ADULT) & (crowd.age <= _OLDEST))
    if not len(wanted) or not len(adults):
        return
    classes = _classes(block, random, crowd, shared, -(-len(wanted) // assumed.class_size))
    of = np.arange(len(wanted)) // assumed.class_size
    who = _members(random, crowd, adults, classes, of)
    table = _enrolments(block, random, crowd, classes, of, who)
    ended = numbers_in(table, "ends_on")
    block.add("training_enrolment", told(block, "enrolment", table, ended, mistaken="attended_days"))


def _classes(block: Block, random: Random, crowd: Crowd, shared: Shared, count: int) -> Classes:
    assumed = block.assumed.training
    place = crowd.place.taken(whole(random, 0, len(crowd) - 1, count))
    kind = chosen(random, assumed.kinds, count)
    days = whole(random, *assumed.days, count)
    last = whole(random, day_number(assumed.first_day), day_number(assumed.last_day), count)
    return Classes(
        provider=shared.training_bodies.near(random, place),
        place=place,
        occupation=certified_occupations(block, random, count),
        level=recoded(chosen(random, assumed.levels, count), LEVELS),
        kind=kind,
        employees=kind.is_one_of(*assumed.for_employees),
        online=happens(random, assumed.online, count),
        days=days,
        last=last,
        fee=days * whole(random, *assumed.fee_yuan_a_day, count) * FEN_A_YUAN,
    )


def _members(random: Random, crowd: Crowd, adults: Numbers, classes: Classes, of: Numbers) -> Numbers:
    """Somebody for each seat: at work in town where the class is for employees, of its prefecture where there are."""
    prefectures = tuple(dict.fromkeys(word[:4] for word in crowd.place.words))
    code = np.array([prefectures.index(word[:4]) for word in crowd.place.words])
    employed = crowd.activity.is_one_of("urban")[adults]
    keys = code[crowd.place.codes[adults]] * 2 + employed
    order = np.argsort(keys, kind="stable")
    wanted = code[classes.place.codes[of]] * 2 + classes.employees[of]
    low = np.searchsorted(keys[order], wanted, side="left")
    high = np.searchsorted(keys[order], wanted, side="right")
    low, high = np.where(low == high, 0, low), np.where(low == high, len(order), high)
    picked: Numbers = adults[order[low + (random.random(len(of)) * (high - low)).astype(np.int64)]]
    return picked


def _enrolments(
    block: Block, random: Random, crowd: Crowd, classes: Classes, of: Numbers, who: Numbers
) -> Table:
    assumed, rows = block.assumed.training, len(of)
    online, last = classes.online[of], classes.last[of]
    passed = happens(random, assumed.passed, rows)
    ratio = np.where(passed, whole(random, 8_500, RATIO_ONE, rows), whole(random, _LEAST_RATIO, 9_000, rows))
    attended = classes.days[of] * ratio // RATIO_ONE
    placed = ~classes.employees[of] & happens(random, assumed.placed_by_provider, rows)
    placed_on = np.minimum(last + whole(random, *assumed.placed_within_days, rows), block.plan.on)
    occupation = classes.occupation.taken(of)
    return {
        "person_id": crowd.person[who],
        "provider_id": classes.provider[of],
        "division": classes.place.taken(of),
        "occupation": occupation,
        "work_type": work_types(block, random, occupation),
        "level": classes.level.taken(of),
        "training_kind": classes.kind.taken(of),
        "training_mode": Coded(online.astype(np.int64), MODES),
        "starts_on": last - classes.days[of] + 1,
        "ends_on": last,
        "passed": truths(passed),
        "attended_days": np.where(online, 0, attended),
        "attended_hours": np.where(online, attended * assumed.hours_a_day, 0),
        "attendance_ratio": ratio,
        "fee_charged_fen": classes.fee[of],
        "employee_of_enterprise": truths(classes.employees[of] & crowd.activity.is_one_of("urban")[who]),
        "placed_in_province": truths(placed),
        "placed_on": np.where(placed, placed_on, NONE),
    }


def write_apprenticeships(block: Block, crowd: Crowd, employers: Employers, jobs: Jobs) -> None:
    """Adds apprentices: people at work in town, with an employer that has skilled posts."""
    random = block.random("apprenticeships")
    assumed, plan = block.assumed.apprenticeships, block.plan
    first = max(plan.register_began, (assumed.from_year - 1970) * _DAYS + 12)
    fits = (jobs.employer >= 0) & jobs.here & (jobs.starts >= first) & (jobs.starts < plan.on - 60)
    fits &= employers.skilled[jobs.employer]
    may = random.permutation(np.flatnonzero(fits))
    years = plan.region.assumed.on.year - assumed.from_year + 1
    rows = may[: len(plan.share(assumed.a_year * years, block.number))]
    some = jobs.taken(rows)
    count = len(rows)
    if not count:
        return
    occupation = certified_occupations(block, random, count)
    table: Table = {
        "person_id": crowd.person[some.who],
        "employer_id": employers.number[some.employer],
        "division": some.place,
        "occupation": occupation,
        "work_type": work_types(block, random, occupation),
        "level": recoded(chosen(random, assumed.levels, count), LEVELS),
        "starts_on": some.starts + whole(random, 10, 50, count),
        "contract_years": _years(random, assumed.contract_years, count),
        "duration_years": _years(random, assumed.duration_years, count),
        "origin": chosen(random, assumed.origins, count),
        "long_duration_case": truths(happens(random, assumed.long_duration_case, count)),
        "taught_jointly": truths(happens(random, assumed.taught_jointly, count)),
    }
    block.add("training_apprenticeship", told(block, "apprenticeship", table, numbers_in(table, "starts_on")))
    _write_breaks(block, table)


def _write_breaks(block: Block, apprentices: Table) -> None:
    """Adds breaks of some apprenticeships, one each, that have begun by now."""
    random, assumed = block.random("apprenticeship breaks"), block.assumed.apprenticeships
    began = numbers_in(apprentices, "starts_on")
    first = began + whole(random, *assumed.break_after_days, len(began))
    last = first + whole(random, *assumed.break_days, len(began)) - 1
    some = np.flatnonzero(happens(random, assumed.broken_off, len(began)) & (first <= block.plan.on))
    if not len(some):
        return
    over = last[some] <= block.plan.on
    table: Table = {
        "person_id": numbers_in(apprentices, "person_id")[some],
        "employer_id": numbers_in(apprentices, "employer_id")[some],
        "division": at(apprentices["division"], some),
        "starts_on": first[some],
        "ends_on": np.where(over, last[some], NONE),
    }
    kind = "apprenticeship_break"
    ended = numbers_in(table, "ends_on")
    block.add(f"training_{kind.replace('_', '')}", told(block, kind, table, first[some], ended=ended))


def _years(random: Random, shares: dict[int, float], rows: int) -> Numbers:
    drawn = chosen(random, {str(years): share for years, share in shares.items()}, rows)
    years: Numbers = np.array([int(word) for word in drawn.words])[drawn.codes]
    return years
