"""Work, what is paid in while working, and what is drawn without work."""

from dataclasses import dataclass

import numpy as np

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.columns import (
    NONE,
    Coded,
    Numbers,
    Random,
    Table,
    at,
    happens,
    joined,
    numbers_in,
    recoded,
    taken,
    truths,
    whole,
)
from jiyao.demo.drawing.crowd import Crowd
from jiyao.demo.drawing.history import told
from jiyao.demo.drawing.marginals import UNSKILLED
from jiyao.demo.drawing.organisations import Employers
from jiyao.demo.drawing.plan import first_day_of, month_of

_FULL_AGE = 18
_BETWEEN_JOBS = (1, 240)
_YEARS_BEFORE = 4
_OUT_OF_WORK = (20, 700)
_DAYS = 365


@dataclass(frozen=True, slots=True)
class Jobs:
    """Spells of work. `who`: places in the crowd; `employer`: places among the employers, -1 for none."""

    who: Numbers
    employer: Numbers
    starts: Numbers
    ends: Numbers
    place: Coded
    occupation: Coded
    skilled: Numbers
    here: Numbers

    def taken(self, rows: Numbers) -> "Jobs":
        """These spells."""
        return Jobs(**{name: at(getattr(self, name), rows) for name in Jobs.__slots__})  # type: ignore[arg-type]


def draw_jobs(block: Block, crowd: Crowd, employers: Employers, occupation: Coded) -> Jobs:
    """Present work of everybody at work, and work before of some."""
    random = block.random("jobs")
    now = np.flatnonzero(crowd.activity.is_one_of("urban", "rural"))
    starts = np.maximum(
        crowd.grown(_FULL_AGE)[now] - _DAYS, block.plan.on - _lasting(block, random, len(now))
    )
    present = _spells(block, random, crowd, employers, occupation, now, starts, np.full(len(now), NONE))
    again = np.flatnonzero(happens(random, block.assumed.employment.job_before, len(now)))
    out = np.flatnonzero(crowd.activity.is_one_of("unemployed"))
    ends = np.concatenate(
        [
            starts[again] - whole(random, *_BETWEEN_JOBS, len(again)),
            block.plan.on - whole(random, *_OUT_OF_WORK, len(out)),
        ]
    )
    who = np.concatenate([now[again], out])
    first = ends - (random.exponential(_YEARS_BEFORE * _DAYS, len(who))).astype(np.int64) - 30
    first = np.maximum(first, crowd.grown(_FULL_AGE)[who])
    kept = np.flatnonzero(first < ends)
    past = _spells(block, random, crowd, employers, occupation, who[kept], first[kept], ends[kept])
    return _both(present, past)


def _lasting(block: Block, random: Random, count: int) -> Numbers:
    return random.exponential(block.assumed.employment.years_in_job * _DAYS, count).astype(np.int64) + 20


def _both(one: Jobs, other: Jobs) -> Jobs:
    tables = [{name: getattr(jobs, name) for name in Jobs.__slots__} for jobs in (one, other)]
    return Jobs(**joined(tables))  # type: ignore[arg-type]


def _spells(
    block: Block,
    random: Random,
    crowd: Crowd,
    employers: Employers,
    occupation: Coded,
    who: Numbers,
    starts: Numbers,
    ends: Numbers,
) -> Jobs:
    assumed, rows = block.assumed.employment, len(who)
    town = ~crowd.activity.is_one_of("rural")[who]
    away = happens(random, assumed.elsewhere_in_province, rows) & town
    home = crowd.place.taken(who)
    place = Coded(
        np.where(away, crowd.place.codes[whole(random, 0, len(crowd) - 1, rows)], home.codes), home.words
    )
    employer = np.where(town, employers.near(random, place), -1)
    place = Coded(
        np.where(town, recoded(employers.place, home.words).codes[employer], place.codes), home.words
    )
    unskilled = crowd.skill.is_one_of(UNSKILLED)[who]
    share = np.where(unskilled, assumed.skilled_post_of_others, assumed.skilled_post_of_skilled)
    return Jobs(
        who=who,
        employer=employer,
        starts=starts,
        ends=ends,
        place=place,
        occupation=occupation.taken(who),
        skilled=(random.random(rows) < share) & town,
        here=~(happens(random, assumed.outside_province, rows) & town),
    )


def write_jobs(block: Block, crowd: Crowd, employers: Employers, jobs: Jobs) -> None:
    """Adds the spells of work. Work elsewhere has no place of ours."""
    random = block.random("jobs written")
    rows = len(jobs.who)
    front = happens(random, block.assumed.employment.front_line_of_skilled_posts, rows)
    table: Table = {
        "person_id": crowd.person[jobs.who],
        "organisation_id": _employer(employers, jobs),
        "in_province": truths(jobs.here),
        "division": Coded(np.where(jobs.here, jobs.place.codes, -1), jobs.place.words),
        "occupation": jobs.occupation,
        "skilled_post": truths(jobs.skilled),
        "front_line": truths(jobs.skilled & front),
        "starts_on": jobs.starts,
        "ends_on": jobs.ends,
    }
    block.add("registry_employmentspell", told(block, "employment", table, jobs.starts, ended=jobs.ends))


def _employer(employers: Employers, jobs: Jobs) -> Numbers:
    return np.where((jobs.employer >= 0) & jobs.here, employers.number[jobs.employer], NONE)


def write_insurance(block: Block, crowd: Crowd, employers: Employers, jobs: Jobs) -> None:
    """Adds months of unemployment insurance for some of the spells of work, some with a break."""
    random = block.random("insurance")
    assumed = block.assumed.employment
    rural = crowd.activity.is_one_of("rural")[jobs.who]
    share = np.where(rural, assumed.insured["rural"], assumed.insured["urban"])
    rows = np.flatnonzero((random.random(len(share)) < share) & jobs.here)
    held = jobs.taken(rows)
    first = month_of(held.starts + whole(random, 0, 60, len(rows)))
    last = np.where(held.ends == NONE, NONE, np.maximum(first, month_of(held.ends)))
    elsewhere = happens(random, assumed.insured_outside_province, len(rows))
    by_employer = happens(random, assumed.insured_by_employer, len(rows)) & (held.employer >= 0)
    table: Table = {
        "person_id": crowd.person[held.who],
        "organisation_id": np.where(by_employer, _employer(employers, held), NONE),
        "in_province": truths(~elsewhere),
        "division": Coded(np.where(elsewhere, -1, held.place.codes), held.place.words),
        "employer_pays": truths(by_employer),
        "person_pays": np.ones(len(rows), np.int32),
        "first_month": first,
        "last_month": last,
    }
    table = _with_gaps(block, random, table)
    _write_months(block, "insurance", "registry_insurancespell", table)


def _with_gaps(block: Block, random: Random, table: Table) -> Table:
    """The table with some spells cut in two by a break."""
    assumed = block.assumed.employment
    first, last = numbers_in(table, "first_month"), numbers_in(table, "last_month")
    on = int(month_of(np.array([block.plan.on]))[0])
    until = np.where(last == NONE, on, last)
    gap = whole(random, *assumed.gap_months, len(first))
    stops = first + (random.random(len(first)) * (until - first)).astype(np.int64)
    cut = happens(random, assumed.insurance_gap, len(first)) & (stops + gap < until)
    table["last_month"] = np.where(cut, stops, last)
    rest = taken(table, np.flatnonzero(cut))
    rest["first_month"], rest["last_month"] = (stops + gap)[cut] + 1, last[cut]
    return joined([table, rest])


def write_benefits(block: Block, crowd: Crowd, jobs: Jobs) -> None:
    """Adds months of unemployment benefit of some who lost their work."""
    random = block.random("benefits")
    assumed = block.assumed.employment
    lost = crowd.activity.is_one_of("unemployed")[jobs.who] & (jobs.ends != NONE)
    rows = np.flatnonzero(lost & happens(random, assumed.benefit_of_unemployed, len(lost)))
    first = month_of(jobs.ends[rows]) + 1
    last = first + whole(random, *assumed.benefit_months, len(rows)) - 1
    on = int(month_of(np.array([block.plan.on]))[0])
    table: Table = {
        "person_id": crowd.person[jobs.who[rows]],
        "division": jobs.place.taken(rows),
        "first_month": first,
        "last_month": np.where(last >= on, NONE, last),
    }
    _write_months(block, "benefit", "registry_benefitspell", table)


def _write_months(block: Block, kind: str, name: str, table: Table) -> None:
    first, last = numbers_in(table, "first_month"), numbers_in(table, "last_month")
    ended = np.where(last == NONE, NONE, first_day_of(np.where(last == NONE, first, last) + 1))
    told_table = told(
        block,
        kind,
        table,
        first_day_of(first + 1),
        ended=ended,
        end="last_month",
        mistaken="first_month",
        shift=12,
    )
    block.add(name, told_table)
