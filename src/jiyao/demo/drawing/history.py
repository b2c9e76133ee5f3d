"""How records came to be known: late, in versions, and sometimes wrong at first."""

from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.columns import (
    NONE,
    Column,
    Numbers,
    Table,
    at,
    happens,
    length,
    numbers_in,
    replaced,
    taken,
    whole,
)

SECONDS_A_DAY = 86400
MICROSECONDS = 1_000_000
RECORDED_AT = 8 * 3600
"""Records are written at eight by UTC, four in the afternoon at home."""
FOREVER = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp()) * MICROSECONDS
_SHIFTS = (1, 60)


def moment(days: Numbers, second: int = RECORDED_AT) -> Numbers:
    """The moment of writing on each day, in microseconds since 1970."""
    seconds: Numbers = days.astype(np.int64) * SECONDS_A_DAY + second
    return seconds * MICROSECONDS


def known_from(block: Block, kind: str, happened: Numbers) -> Numbers:
    """The day on which each thing that happened was entered."""
    low, high = block.assumed.history.kinds[kind].lag_days
    late = happened + whole(block.random(f"lag of {kind}"), low, high, len(happened))
    known: Numbers = np.maximum(late, block.plan.register_began)
    return known


def told(
    block: Block,
    kind: str,
    table: Table,
    happened: Numbers,
    *,
    ended: Numbers | None = None,
    end: str = "ends_on",
    mistaken: str = "starts_on",
    shift: int = 1,
) -> Table:
    """The table with its records in versions.

    happened   the day on which each was there to be known
    ended      the day on which its end was, NONE while it goes on: until that is entered, the end is open
    mistaken   the column that stood wrong where a record was mended later, `shift` times 1 to 60 too late
    """
    rows = length(table)
    random = block.random(f"history of {kind}")
    known = known_from(block, kind, happened)
    later = np.full(rows, NONE, np.int64)
    before: dict[str, Column] = {}
    if ended is not None:
        closed = known_from(block, kind, np.where(ended == NONE, block.plan.on, ended))
        later = np.where((ended != NONE) & (closed > known), closed, NONE)
        before[end] = np.where(later == NONE, numbers_in(table, end), NONE)
    mended = known + whole(random, *block.assumed.history.corrected_after_days, rows)
    wrong = happens(random, block.assumed.history.kinds[kind].corrected, rows)
    wrong &= (later == NONE) & (mended <= block.plan.on) & (numbers_in(table, mistaken) != NONE)
    before[mistaken] = _shifted(table, mistaken, end, wrong, whole(random, *_SHIFTS, rows) // shift + 1)
    return in_versions(block, table, known, np.where(wrong, mended, later), before)


def _shifted(table: Table, name: str, end: str, wrong: Numbers, by: Numbers) -> Numbers:
    """The column with mistakes that keep each start before its end."""
    right = numbers_in(table, name)
    if end in table and end != name:
        last = numbers_in(table, end)
        by = np.where(last == NONE, by, np.minimum(by, last - right))
    return np.where(wrong, right + by, right)


def in_versions(
    block: Block,
    table: Table,
    known: Numbers,
    later: Numbers,
    before: Mapping[str, Column],
    numbers: Numbers | None = None,
) -> Table:
    """The table under record numbers; a record with a later day stands twice.

    known    the day on which each record was first known
    later    the day on which it became what the table says; NONE where it always was
    before   what stood until then, by column
    numbers  new ones of the block where none are given
    """
    if numbers is None:
        numbers = block.numbers.take(length(table))
    twice = later != NONE
    rows = np.repeat(np.arange(len(numbers)), twice + 1)
    first = np.ones(len(rows), bool)
    first[1:] = rows[1:] != rows[:-1]
    outdated = first & twice[rows]
    found = taken(table, rows)
    for name, column in before.items():
        found[name] = replaced(found[name], outdated, at(column, rows))
    found["record"] = numbers[rows]
    found["version"] = np.where(first, 1, 2)
    found["recorded_at"] = moment(np.where(first, known[rows], later[rows]))
    found["superseded_at"] = np.where(outdated, moment(later[rows]), FOREVER)
    return found
