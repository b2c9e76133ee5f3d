"""The people of a block: where each lives, of which age and sex, doing what, with which skill."""

from dataclasses import dataclass

import numpy as np

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.columns import NONE, Coded, Numbers, Random, Table, happens, whole
from jiyao.demo.drawing.history import in_versions, known_from
from jiyao.demo.drawing.marginals import CHILD, ELDER, OLD, UNSKILLED, WORKING
from jiyao.demo.drawing.plan import Plan
from jiyao.demo.drawing.shuffling import shuffled

_PLACE, _KIND, _SEX = 1, 2, 3
_EDGES = {CHILD: (0, 14), WORKING: (15, 59), ELDER: (60, 64), OLD: (65, 120)}
_SURE_DAYS = 362
"""So many days before a day of the month that every month has, and the age in years is the same at its end."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """People as columns. `student`: without work and young enough to be at school."""

    person: Numbers
    place: Coded
    aged: Coded
    activity: Coded
    skill: Coded
    male: Numbers
    age: Numbers
    born: Numbers
    student: Numbers

    def __len__(self) -> int:
        return len(self.person)

    def grown(self, years: int) -> Numbers:
        """About the day on which each became so many years old."""
        return self.born + years * 365 + years // 4 + 1


def draw_crowd(block: Block) -> Crowd:
    """The people of the block."""
    plan = block.plan
    who = plan.people(block.number)
    place = _dealt(plan, who, _PLACE, list(plan.marginals.places), list(plan.marginals.places.values()))
    kinds = list(plan.marginals.kinds)
    kind = _dealt(plan, who, _KIND, [str(k) for k in kinds], list(plan.marginals.kinds.values())).codes
    male = shuffled(who, plan.marginals.people, plan.seed, _SEX) < plan.marginals.males
    aged, activity, skill = (
        _over([getattr(k, name) for k in kinds], kind) for name in ("aged", "activity", "skill")
    )
    random = block.random("crowd")
    student = _students(block, random, aged, activity, skill)
    age = _ages(block, random, aged, activity, skill, student)
    return Crowd(
        person=block.numbers.take(len(who)),
        place=place,
        aged=aged,
        activity=activity,
        skill=skill,
        male=male,
        age=age,
        born=_born(plan, random, age),
        student=student,
    )


def _dealt(plan: Plan, who: Numbers, purpose: int, words: list[str], counts: list[int]) -> Coded:
    """A word for each person, each exactly as often among all people as its count says."""
    places = shuffled(who, plan.marginals.people, plan.seed, purpose)
    codes = np.searchsorted(np.cumsum(counts), places, side="right")
    return Coded(codes.astype(np.int32), tuple(words))


def _over(texts: list[str], codes: Numbers) -> Coded:
    words = tuple(dict.fromkeys(texts))
    return Coded(np.array([words.index(text) for text in texts], np.int32)[codes], words)


def _students(block: Block, random: Random, aged: Coded, activity: Coded, skill: Coded) -> Numbers:
    free = aged.is_one_of(WORKING) & activity.is_one_of("other") & skill.is_one_of(UNSKILLED)
    return free & happens(random, block.assumed.people.students_share, len(free))


def _ages(
    block: Block, random: Random, aged: Coded, activity: Coded, skill: Coded, student: Numbers
) -> Numbers:
    assumed = block.assumed.people
    low = np.array([_EDGES[word][0] for word in aged.words])[aged.codes]
    high = np.array([_EDGES[word][1] for word in aged.words])[aged.codes]
    youngest = np.array([assumed.youngest[word] for word in activity.words])[activity.codes]
    youngest = np.where(skill.is_one_of(UNSKILLED), youngest, assumed.youngest["skilled"])
    working = aged.is_one_of(WORKING)
    low = np.where(working, np.maximum(low, youngest), low)
    low = np.where(student, assumed.students_aged[0], low)
    high = np.where(student, assumed.students_aged[1], np.minimum(high, assumed.oldest))
    even = whole(random, low, high, len(low))
    fading = random.exponential(assumed.years_to_half_after_65 / np.log(2), len(low)).astype(np.int64)
    return np.where(aged.is_one_of(OLD), np.minimum(low + fading, high), even)


def _born(plan: Plan, random: Random, age: Numbers) -> Numbers:
    on = plan.region.assumed.on
    months = (on.year - 1970 - age) * 12 + on.month - 1
    days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + min(on.day, 28) - 1
    return days - whole(random, 0, _SURE_DAYS, len(age))


def write_people(block: Block, crowd: Crowd) -> None:
    """Adds the people, and who each is."""
    block.add("registry_person", {"id": crowd.person})
    known = known_from(block, "person", crowd.born)
    random = block.random("people")
    mended = known + whole(random, *block.assumed.history.corrected_after_days, len(crowd))
    wrong = happens(random, block.assumed.history.kinds["person"].corrected, len(crowd))
    later = np.where(wrong & (mended <= block.plan.on), mended, NONE)
    table: Table = {
        "person_id": crowd.person,
        "birth_on": crowd.born,
        "sex": Coded(crowd.male.astype(np.int32), ("female", "male")),
    }
    before = {"birth_on": crowd.born - whole(random, 1, 365, len(crowd))}
    block.add("registry_personversion", in_versions(block, table, known, later, before, crowd.person))
