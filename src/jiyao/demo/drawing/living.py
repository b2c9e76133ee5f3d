"""Where people lived, and to which group they belonged."""

import numpy as np

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.columns import (
    NONE,
    Coded,
    Numbers,
    Random,
    Table,
    chosen,
    coded_in,
    happens,
    joined,
    numbers_in,
    taken,
    whole,
)
from jiyao.demo.drawing.crowd import Crowd
from jiyao.demo.drawing.history import told
from jiyao.demo.drawing.plan import day_number

RELATIONS = ("户主", "配偶", "子女", "父母", "其他")
_MOVED_WITHIN_DAYS = 12 * 365
_GROUP_DAYS = (30, 5 * 365)


def write_households(block: Block, crowd: Crowd) -> None:
    """Adds where each lives, and where those who moved lived before."""
    random = block.random("households")
    household, member = _households(block, random, crowd)
    since_moving = block.plan.on - whole(random, 30, _MOVED_WITHIN_DAYS, len(crowd))
    moved = happens(random, block.assumed.people.moved_share, len(crowd)) & (since_moving > crowd.born)
    here: Table = {
        "person_id": crowd.person,
        "household": household,
        "relation": Coded(np.minimum(member, len(RELATIONS) - 1), RELATIONS),
        "division": crowd.place,
        "starts_on": np.where(moved, since_moving, crowd.born),
        "ends_on": np.full(len(crowd), NONE),
    }
    before = taken(here, np.flatnonzero(moved))
    rows = len(before["relation"])
    before["division"] = crowd.place.taken(whole(random, 0, len(crowd) - 1, rows))
    before["household"] = np.full(rows, NONE)
    before["starts_on"] = crowd.born[moved]
    before["ends_on"] = since_moving[moved] - 1
    table = joined([here, before])
    _write_days(block, "household", "registry_householdspell", table)


def _households(block: Block, random: Random, crowd: Crowd) -> tuple[Numbers, Numbers]:
    """The number of each person's household, and the person's place in it."""
    sizes = block.assumed.people.household_sizes
    drawn = chosen(random, {str(size): share for size, share in sizes.items()}, len(crowd))
    size = np.array([int(word) for word in drawn.words])[drawn.codes]
    firsts = np.concatenate([[0], np.cumsum(size)])
    firsts = firsts[firsts < len(crowd)]
    order = np.lexsort((random.random(len(crowd)), crowd.place.codes))
    of = np.searchsorted(firsts, np.arange(len(crowd)), side="right") - 1
    household, member = np.empty(len(crowd), np.int64), np.empty(len(crowd), np.int64)
    household[order] = block.plan.first_number(block.number) + of
    member[order] = np.arange(len(crowd)) - firsts[of]
    return household, member


def write_groups(block: Block, crowd: Crowd) -> None:
    """Adds who belongs to which group; who has no record belongs to none."""
    random = block.random("groups")
    shares = block.assumed.groups.shares
    low, high = block.assumed.groups.other_aged
    kinds = {
        "unemployed": crowd.activity.is_one_of("unemployed"),
        "rural": crowd.activity.is_one_of("rural"),
        "urban": crowd.activity.is_one_of("urban"),
        "student": crowd.student,
        "other": crowd.activity.is_one_of("other")
        & ~crowd.student
        & (crowd.age >= low)
        & (crowd.age <= high),
    }
    parts = [
        _belonging(random, crowd, np.flatnonzero(kinds[kind]), shares[kind])
        for kind in kinds
        if kind in shares
    ]
    table = joined(parts)
    group = coded_in(table, "person_group")
    rows = len(group)
    starts = block.plan.on - whole(random, *_GROUP_DAYS, rows)
    ends = np.full(rows, NONE)
    poor = group.is_one_of("poor_worker")
    last = day_number(block.assumed.groups.poor_worker_ends_on)
    table["starts_on"] = np.where(poor, last - whole(random, 300, 1300, rows), starts)
    table["ends_on"] = np.where(poor, last, ends)
    _write_days(block, "group", "registry_groupspell", table)


def _write_days(block: Block, kind: str, name: str, table: Table) -> None:
    starts, ends = numbers_in(table, "starts_on"), numbers_in(table, "ends_on")
    block.add(name, told(block, kind, table, starts, ended=ends))


def _belonging(random: Random, crowd: Crowd, who: Numbers, shares: dict[str, float]) -> Table:
    group = chosen(random, {**shares, "": max(0.0, 1 - sum(shares.values()))}, len(who))
    named = np.flatnonzero(group.codes < len(shares))
    return {
        "person_id": crowd.person[who[named]],
        "person_group": Coded(group.codes[named], group.words[:-1]),
    }
