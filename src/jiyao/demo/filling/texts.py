"""What the database has beside Parquet: names, identity numbers, phones, references. All of it is visibly invented."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from stdnum.cn import uscc

from jiyao.demo.drawing.assumptions import People
from jiyao.demo.drawing.columns import NONE, Numbers, Table, coded_in, length, numbers_in
from jiyao.demo.drawing.plan import Plan

REFERENCE = "示范-{}"
"""What stands where a source would keep a number of its own."""
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECKS = "10X98765432"
_MOST_REGIONS = 99


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, in the clear. `number` is None where the day of birth is not known either."""

    name: str
    number: str | None
    phone: str


def identities(plan: Plan, block: int, people: Mapping[int, tuple[int, bool]]) -> dict[int, Identity]:
    """An identity for each person of a block, by number, from day of birth (or NONE) and whether male."""
    assumed = plan.region.assumed.people
    numbers = list(people)
    born = np.array([people[number][0] for number in numbers], np.int64)
    male = np.array([people[number][1] for number in numbers], bool)
    random = plan.random(block, "identities")
    names = _names(assumed, random.integers(0, 2**31, len(numbers)))
    identity = _identity_numbers(f"{assumed.identity_region}{block % _MOST_REGIONS + 1:02d}", born, male)
    phones = random.integers(0, 10**7, len(numbers)).tolist()
    return {
        number: Identity(name, id_, f"{assumed.phone_prefix}{phone:07d}")
        for number, name, id_, phone in zip(numbers, names, identity, phones, strict=True)
    }


def _names(assumed: People, draws: Numbers) -> list[str]:
    surnames, given = assumed.surnames, assumed.given_names
    return [
        surnames[d % len(surnames)] + given[d // 97 % len(given)] + given[d // 9973 % len(given)]
        for d in draws.tolist()
    ]


def _identity_numbers(region: str, born: Numbers, male: Numbers) -> list[str | None]:
    """Eighteen characters: region, day of birth, a number that is odd for men, and the check."""
    days = np.where(born == NONE, 0, born)
    texts = np.datetime_as_string(days.astype("datetime64[D]"))
    order = np.lexsort((male, days))
    new = np.ones(len(order), bool)
    new[1:] = (days[order][1:] != days[order][:-1]) | (male[order][1:] != male[order][:-1])
    firsts = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    turn = np.empty(len(order), np.int64)
    turn[order] = np.arange(len(order)) - firsts
    heads = [
        f"{region}{text[:4]}{text[5:7]}{text[8:]}{2 * n + odd:03d}"
        for text, n, odd in zip(texts.tolist(), turn.tolist(), male.tolist(), strict=True)
    ]
    digits = np.frombuffer("".join(heads).encode(), np.uint8).reshape(len(heads), len(_WEIGHTS)) - ord("0")
    checks = (digits @ _WEIGHTS % len(_CHECKS)).tolist()
    known = (born != NONE).tolist()
    return [
        head + _CHECKS[check] if is_known else None
        for head, check, is_known in zip(heads, checks, known, strict=True)
    ]


def credit_codes(region: str, numbers: Numbers) -> list[str]:
    """A unified social credit code for each organisation, of the region that no register issues."""
    heads = [f"91{region}01{number:09d}" for number in numbers.tolist()]
    return [head + uscc.calc_check_digit(head) for head in heads]


def people_of(found: Mapping[str, Table]) -> dict[int, tuple[int, bool]]:
    """Day of birth, as it stands now, and whether male, of each person of a block."""
    table = found.get("registry_personversion", {})
    if not length(table):
        return {}
    born, sex, person = numbers_in(table, "birth_on"), coded_in(table, "sex"), numbers_in(table, "person_id")
    male = sex.is_one_of("male").tolist()
    return {number: (day, man) for number, day, man in zip(person.tolist(), born.tolist(), male, strict=True)}
