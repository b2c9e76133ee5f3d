"""What comes of a level: who applied for a professional title, and whom employers appointed to a post above it."""

import numpy as np

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.certificates import LEVELS, Held
from jiyao.demo.drawing.columns import (
    NONE,
    Coded,
    Random,
    Table,
    chosen,
    happens,
    length,
    numbers_in,
    truths,
    whole,
)
from jiyao.demo.drawing.crowd import Crowd
from jiyao.demo.drawing.history import told
from jiyao.demo.drawing.organisations import Employers
from jiyao.demo.drawing.plan import day_number
from jiyao.demo.drawing.working import Jobs

_DAYS = 365


def write_title_candidacies(block: Block, crowd: Crowd, held: Held) -> None:
    """Adds candidacies for titles of some at work in town, each on a level that they held then."""
    random, assumed = block.random("title candidacies"), block.assumed.titles
    titles = tuple(assumed.of_level.values())
    places = np.array(
        [titles.index(assumed.of_level[level]) if level in assumed.of_level else -1 for level in LEVELS]
    )
    may = (places[held.level] >= 0) & crowd.activity.is_one_of("urban")[held.who]
    rows = np.flatnonzero(may & happens(random, assumed.applied, len(held.who)))
    applied = held.issued[rows] + whole(random, *assumed.after_days, len(rows))
    rows, applied = rows[applied <= block.plan.on], applied[applied <= block.plan.on]
    if not len(rows):
        return
    away = happens(random, assumed.was_away, len(rows))
    table: Table = {
        "person_id": crowd.person[held.who[rows]],
        "division": _prefectures(crowd.place.taken(held.who[rows])),
        "occupation": held.occupation.taken(rows),
        "target_title": Coded(places[held.level[rows]], titles),
        "applied_on": applied,
        "engineering_front_line_post": truths(happens(random, assumed.front_line, len(rows))),
        "months_away_since_qualifying_level": np.where(
            away, whole(random, *assumed.months_away, len(rows)), 0
        ),
    }
    block.add(
        "evaluation_titlecandidacy", told(block, "title_candidacy", table, applied, mistaken="applied_on")
    )


def write_appointments(block: Block, crowd: Crowd, held: Held, employers: Employers, jobs: Jobs) -> None:
    """Adds appointments to posts: of some of the highest level, and a few below it, by whom they work for."""
    random, assumed = block.random("appointments"), block.assumed.appointments
    at_work = (jobs.employer >= 0) & jobs.here & (jobs.ends == NONE) & employers.skilled[jobs.employer]
    top = np.isin(jobs.who, held.who[held.level == LEVELS.index(assumed.level)])
    below = np.isin(jobs.who, held.who[held.level == LEVELS.index(assumed.level) - 1]) & ~top
    fits = (top & happens(random, assumed.appointed, len(top))) | (
        below & happens(random, assumed.appointed_below, len(below))
    )
    rows = np.flatnonzero(at_work & fits)
    table = _appointments(block, random, crowd, employers, jobs.taken(rows))
    if length(table):
        started = numbers_in(table, "starts_on")
        block.add("employment_postappointment", told(block, "appointment", table, started))


def _appointments(block: Block, random: Random, crowd: Crowd, employers: Employers, jobs: Jobs) -> Table:
    assumed, rows = block.assumed.appointments, len(jobs.who)
    first = np.maximum(jobs.starts, day_number(assumed.first_day))
    starts = whole(random, np.minimum(first, block.plan.on), block.plan.on, rows)
    for_years = starts + whole(random, *assumed.years, rows) * _DAYS
    return {
        "person_id": crowd.person[jobs.who],
        "employer_id": employers.number[jobs.employer],
        "division": jobs.place,
        "post": chosen(random, assumed.posts, rows),
        "occupation": jobs.occupation,
        "starts_on": starts,
        "ends_on": np.where(happens(random, assumed.without_end, rows), NONE, for_years),
        "post_pay": chosen(random, assumed.pay, rows),
    }


def _prefectures(place: Coded) -> Coded:
    return Coded(place.codes, tuple(f"{word[:4]}00" for word in place.words))
