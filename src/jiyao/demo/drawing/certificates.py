"""Occupations, and the certificates that people hold."""

from dataclasses import dataclass

import numpy as np

from jiyao.demo.drawing.block import Block
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
from jiyao.demo.drawing.marginals import HIGH, UNSKILLED
from jiyao.demo.drawing.organisations import Shared
from jiyao.demo.drawing.plan import day_number

LEVELS = ("none", "L5", "L4", "L3", "L2", "L1")
NO_LEVEL = "none"
NO_WORK_TYPE = "none"
KINDS = ("qualification", "skill_level", "special_ability", "course")
_YOUNGEST = 17
_DAYS = 365


def draw_occupations(block: Block, crowd: Crowd) -> Coded:
    """The occupation of each person of the crowd, over all occupations."""
    random, region = block.random("occupations"), block.plan.region
    words = region.occupations
    usual = [f"{digit}" for digit in block.assumed.employment.occupations_of_others]
    groups = chosen(random, block.assumed.employment.occupations_of_others, len(crowd))
    by_digit = [np.array([p for p, code in enumerate(words) if code[0] == digit]) for digit in usual]
    draws = random.random(len(crowd))
    codes = np.full(len(crowd), words.index(block.assumed.employment.farming))
    for place, known in enumerate(by_digit):
        rows = groups.codes == place
        codes[rows] = known[(draws[rows] * len(known)).astype(np.int64)]
    codes = np.where(crowd.activity.is_one_of("rural"), words.index(block.assumed.employment.farming), codes)
    skilled = ~crowd.skill.is_one_of(UNSKILLED)
    certified = certified_occupations(block, random, len(crowd))
    return Coded(np.where(skilled, recoded(certified, words).codes, codes).astype(np.int32), words)


def certified_occupations(block: Block, random: Random, rows: int) -> Coded:
    """An occupation in which people are certified for each row."""
    listed = block.assumed.certificates.occupations
    whole_weight = sum(occupation.weight for occupation in listed)
    return chosen(random, {o.code: o.weight / whole_weight for o in listed}, rows)


def work_types(block: Block, random: Random, occupation: Coded) -> Coded:
    """A work type for each row: one of its occupation's, or none."""
    listed = {o.code: o.work_types for o in block.assumed.certificates.occupations}
    words = (NO_WORK_TYPE, *dict.fromkeys(word for types in listed.values() for word in types))
    draws = random.random(len(occupation))
    written = happens(random, block.assumed.certificates.work_type_written, len(occupation))
    codes = np.zeros(len(occupation), np.int32)
    for place, code in enumerate(occupation.words):
        types = [words.index(word) for word in listed.get(code, ())]
        if types:
            rows = written & (occupation.codes == place)
            codes[rows] = np.array(types)[(draws[rows] * len(types)).astype(np.int64)]
    return Coded(codes, words)


@dataclass(frozen=True, slots=True)
class Held:
    """Certificates. `who`: places in the crowd; `level`: in LEVELS; `kind`: in KINDS, of what has no level."""

    who: Numbers
    occupation: Coded
    level: Numbers
    issued: Numbers
    kind: Numbers

    def taken(self, rows: Numbers) -> "Held":
        """These certificates."""
        return Held(
            self.who[rows], self.occupation.taken(rows), self.level[rows], self.issued[rows], self.kind[rows]
        )


def draw_certificates(block: Block, crowd: Crowd, occupation: Coded, spared: Numbers) -> Held:
    """What the people of the block hold; nothing of those that are spared for something else."""
    random = block.random("certificates")
    highest = _highest(block, random, crowd, occupation, spared)
    parts = [highest, *_lower_steps(block, random, crowd, highest)]
    parts += [_second(block, random, crowd, highest), _other_kinds(block, random, crowd, occupation, spared)]
    tables = [{name: getattr(part, name) for name in Held.__slots__} for part in parts]
    return Held(**joined(tables))  # type: ignore[arg-type]


def _highest(block: Block, random: Random, crowd: Crowd, occupation: Coded, spared: Numbers) -> Held:
    assumed = block.assumed.certificates
    who = np.flatnonzero(~crowd.skill.is_one_of(UNSKILLED) & ~spared)
    low = chosen(random, assumed.levels_low, len(who))
    high = chosen(random, assumed.levels_high, len(who))
    is_high = crowd.skill.is_one_of(HIGH)[who]
    level = np.where(is_high, recoded(high, LEVELS).codes, recoded(low, LEVELS).codes)
    issued = _issued(block, random, crowd, who)
    return Held(who, occupation.taken(who), level, issued, np.zeros(len(who), np.int64))


def _issued(block: Block, random: Random, crowd: Crowd, who: Numbers) -> Numbers:
    assumed, plan = block.assumed.certificates, block.plan
    recent = happens(random, assumed.of_recent_years, len(who))
    first = (assumed.first_year - 1970) * _DAYS + 7
    low = np.where(recent, plan.register_began, first)
    high = np.where(recent, plan.on, plan.register_began - 1)
    low = np.maximum(low, crowd.grown(_YOUNGEST)[who])
    return whole(random, np.minimum(low, plan.on), np.where(low > high, plan.on, high), len(who))


def _lower_steps(block: Block, random: Random, crowd: Crowd, above: Held) -> list[Held]:
    """The lower levels in the same occupation that some earned before, step by step."""
    found = []
    shares = np.array([block.assumed.certificates.step_held_too.get(level, 0.0) for level in LEVELS])
    years = block.assumed.certificates.years_between_steps
    while len(above.who):
        issued = above.issued - whole(random, years[0] * _DAYS, years[1] * _DAYS, len(above.who))
        has = (random.random(len(above.who)) < shares[above.level]) & (
            issued > crowd.grown(_YOUNGEST)[above.who]
        )
        step = Held(above.who, above.occupation, above.level - 1, issued, above.kind)
        above = step.taken(np.flatnonzero(has))
        found.append(above)
    return found


def _second(block: Block, random: Random, crowd: Crowd, highest: Held) -> Held:
    """Certificates of the lowest level in a second occupation."""
    rows = np.flatnonzero(happens(random, block.assumed.certificates.second_occupation, len(highest.who)))
    who = highest.who[rows]
    occupation = recoded(certified_occupations(block, random, len(rows)), highest.occupation.words)
    other = np.flatnonzero(occupation.codes != highest.occupation.codes[rows])
    who = who[other]
    return Held(
        who,
        occupation.taken(other),
        np.full(len(who), LEVELS.index("L5")),
        _issued(block, random, crowd, who),
        np.zeros(len(who), np.int64),
    )


def _other_kinds(block: Block, random: Random, crowd: Crowd, occupation: Coded, spared: Numbers) -> Held:
    """Certificates that give no level, of people at work who hold none that does."""
    at_work = crowd.activity.is_one_of("urban", "rural") & crowd.skill.is_one_of(UNSKILLED) & ~spared
    kind = chosen(random, block.assumed.certificates.other_kinds, len(crowd))
    who = np.flatnonzero(at_work & (kind.codes >= 0))
    codes = recoded(kind.taken(who), KINDS).codes.astype(np.int64)
    issued = _issued(block, random, crowd, who)
    return Held(who, occupation.taken(who), np.zeros(len(who), np.int64), issued, codes)


def certificate_table(block: Block, crowd: Crowd, shared: Shared, held: Held) -> Table:
    """The certificates as their records say them."""
    random = block.random("certificates written")
    assumed, rows = block.assumed.certificates, len(held.who)
    since = day_number(assumed.since_levels)
    levelled = held.level > 0
    kind = np.where(levelled, np.where(held.issued >= since, KINDS.index("skill_level"), 0), held.kind)
    place = crowd.place.taken(held.who)
    body = shared.evaluation_bodies.near(random, place)
    department = shared.departments.near(random, place)
    revoked = happens(random, assumed.revoked, rows)
    revoked_on = np.minimum(held.issued + whole(random, 60, 1500, rows), block.plan.on)
    return {
        "person_id": crowd.person[held.who],
        "certificate_kind": Coded(kind, KINDS),
        "occupation": held.occupation,
        "work_type": work_types(block, random, held.occupation),
        "level": Coded(held.level, LEVELS),
        "issued_on": held.issued,
        "issuer_id": np.where(held.issued >= since, body, department),
        "found_in_lookup": truths(~happens(random, assumed.not_in_lookup, rows)),
        "first_time": truths(happens(random, assumed.first_time, rows)),
        "revoked_on": np.where(revoked, revoked_on, NONE),
    }


def write_certificates(block: Block, table: Table) -> None:
    """Adds certificates; until a revocation is entered the certificate counts."""
    issued, revoked = numbers_in(table, "issued_on"), numbers_in(table, "revoked_on")
    block.add(
        "registry_heldcertificate",
        told(block, "certificate", table, issued, ended=revoked, end="revoked_on", mistaken="issued_on"),
    )
