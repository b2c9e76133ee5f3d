"""Contests: who came, in which event, at which rank, with which medal, and who coached them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.columns import (
    Coded,
    Numbers,
    Random,
    Table,
    at,
    constant,
    happens,
    joined,
    numbers_in,
    truths,
)
from jiyao.demo.drawing.crowd import Crowd
from jiyao.demo.drawing.history import told
from jiyao.demo.drawing.marginals import scaled
from jiyao.demo.drawing.plan import Plan, day_number

MEDALS = ("gold", "silver", "bronze", "none")
RANKS_WITH_MEDAL = 3
TRACKS = ("world_skills", "national", "none")
_PAIR = 2
_PUBLISHED_ON_DAY = 20


@dataclass(frozen=True, slots=True)
class Contest:
    """A contest of a year. `people` come in all, `medals` of them get one; `pairs`: events for teams of two."""

    contest: str
    contest_class: str
    name: str
    published: int
    events: int
    pairs: int
    people: int
    medals: int

    @property
    def a_rank(self) -> int:
        """How many people have the same rank, one entry in each event."""
        return self.events + self.pairs


def contests(plan: Plan) -> Iterator[Contest]:
    """Every contest, with as many people as the statistics or the assumptions say at the scale."""
    figures, assumed = plan.region.figures, plan.region.assumed.contests
    medals = scaled(figures["games_medallists"], plan.scale)
    events = max(1, min(scaled(figures["games_events"], plan.scale), medals // RANKS_WITH_MEDAL))
    pairs = max(0, min(events, medals // RANKS_WITH_MEDAL - events))
    people = scaled(figures["games_finalists"], plan.scale)
    for games in assumed.games:
        published = day_number(games.published_on)
        yield Contest(
            games.contest, games.contest_class, games.name, published, events, pairs, people, medals
        )
    for other in assumed.others:
        for year in range(other.years[0], other.years[1] + 1):
            published = day_number(date(year, other.month, _PUBLISHED_ON_DAY))
            here = scaled(other.people, plan.scale)
            count = max(1, scaled(other.events, plan.scale))
            name = f"{year}年{other.name}"
            all_medals = min(here, count * RANKS_WITH_MEDAL)
            yield Contest("other", other.contest_class, name, published, count, 0, here, all_medals)


def write_contests(block: Block, crowd: Crowd) -> None:
    """Adds results and coaching of those of the block's people who competed."""
    random = block.random("contests")
    low, high = block.assumed.contests.aged
    results, coachings = [], []
    for number, contest in enumerate(contests(block.plan)):
        first, last = (
            contest.people * edge // block.plan.blocks for edge in (block.number, block.number + 1)
        )
        seats = np.arange(first, last)
        aged = crowd.age - (block.plan.on - contest.published) // 365
        may = random.permutation(
            np.flatnonzero((aged >= low) & (aged < high) & ~crowd.activity.is_one_of("rural"))
        )
        seats = seats[: len(may)]
        if len(seats):
            results.append(_results(block, random, crowd, contest, number, seats, may[: len(seats)]))
            coachings.append(_coachings(block, random, crowd, results[-1], may[len(seats) :]))
    _write(block, "contest", "evaluation_contestresult", results, "rank")
    _write(block, "coaching", "evaluation_coaching", coachings, "published_on")


def _write(block: Block, kind: str, name: str, parts: list[Table], mistaken: str) -> None:
    parts = [part for part in parts if len(part["person_id"])]
    if not parts:
        return
    table = joined(parts)
    versions = told(block, kind, table, numbers_in(table, "published_on"), mistaken=mistaken)
    if kind == "coaching":
        del versions["published_on"]
    block.add(name, versions)


def _results(
    block: Block, random: Random, crowd: Crowd, contest: Contest, number: int, seats: Numbers, who: Numbers
) -> Table:
    """One row a person. Seats are filled rank by rank; in events for pairs two share an entry."""
    assumed, rows = block.assumed.contests, len(seats)
    rank, within = seats // contest.a_rank + 1, seats % contest.a_rank
    event = np.where(within < contest.events, within, within - contest.events)
    has_medal = (rank <= RANKS_WITH_MEDAL) & (seats < contest.medals)
    medal = np.where(has_medal, rank - 1, len(MEDALS) - 1)
    entries = tuple(
        f"{number:03d}-{e + 1:03d}-{r:03d}" for e, r in zip(event.tolist(), rank.tolist(), strict=True)
    )
    last = (contest.people - 1) // contest.a_rank + 1
    student = crowd.student[who]
    return {
        "person_id": crowd.person[who],
        "division": _prefecture(crowd.place.taken(who)),
        "contest": constant(contest.contest, rows),
        "contest_name": constant(contest.name, rows),
        "contest_class": constant(contest.contest_class, rows),
        "event": Coded(event, tuple(f"示范赛项{e + 1}" for e in range(contest.events))),
        "occupation": _occupations(block, event),
        "entry_number": Coded(np.arange(rows), entries),
        "event_track": Coded(event % len(TRACKS), TRACKS),
        "event_kind": constant("skilled", rows),
        "team_size": np.where(event < contest.pairs, _PAIR, 1),
        "published_on": np.full(rows, contest.published),
        "rank": rank,
        "last_rank": np.full(rows, last),
        "medal": Coded(medal, MEDALS),
        "score_passed": truths(rank * 3 <= last * 2 + 3),
        "at_technician_standard": truths(happens(random, assumed.at_technician_standard, rows)),
        "entrant_status": Coded(student.astype(np.int64), ("employee", "student")),
        "meets_national_entry_rules": truths(happens(random, assumed.meets_national_rules, rows)),
    }


def _prefecture(place: Coded) -> Coded:
    return Coded(place.codes, tuple(f"{word[:4]}00" for word in place.words))


def _occupations(block: Block, event: Numbers) -> Coded:
    """The occupation of each event, in turn."""
    codes = tuple(occupation.code for occupation in block.assumed.certificates.occupations)
    return Coded(event % len(codes), codes)


def _coachings(block: Block, random: Random, crowd: Crowd, results: Table, free: Numbers) -> Table:
    """Somebody who coached most of the entries."""
    rows = np.flatnonzero(happens(random, block.assumed.contests.coached, len(results["person_id"])))
    rows = rows[: len(free)]
    names = ("division", "contest", "event", "entry_number", "published_on")
    coach = crowd.person[free[: len(rows)]]
    return {"person_id": coach} | {name: at(results[name], rows) for name in names}
