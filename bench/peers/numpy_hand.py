"""The ten measures by hand in NumPy, three-valued, in slices of one row group."""

from functools import cached_property

import numpy as np

from bench import constants as c
from bench.peers import tables
from bench.peers.columns import Column, day_number
from bench.peers.kleene import Truth, all_of, any_of, first_false, truth, unless
from bench.peers.slices import Outcome, determine_file
from bench.program import run


def birthday(age: int) -> int:
    """The last birthday of those who are `age` on AS_OF, as a day number."""
    return day_number(c.AS_OF.replace(year=c.AS_OF.year - age))


class Facts:
    """One slice of persons, and the conditions that several measures share."""

    def __init__(self, columns: dict[str, Column]):
        self.columns = columns

    def values(self, fact: str) -> np.ndarray:
        return self.columns[fact][0]

    def known(self, fact: str) -> np.ndarray:
        known = self.columns[fact][1]
        return np.ones(len(self.values(fact)), bool) if known is None else known

    def check(self, fact: str, condition: np.ndarray) -> Truth:
        """Of a condition on one fact; unknown where the fact is."""
        return truth(condition, self.columns[fact][1])

    def flag(self, fact: str) -> Truth:
        return self.check(fact, self.values(fact))

    def at_least(self, fact: str, bound: int) -> Truth:
        return self.check(fact, self.values(fact) >= bound)

    def between(self, fact: str, low: int, high: int) -> Truth:
        values = self.values(fact)
        return self.check(fact, (values >= low) & (values <= high))

    def among(self, fact: str, *codes: str) -> Truth:
        values = self.values(fact)
        positions = [c.CODES[fact].index(code) for code in codes]
        return self.check(fact, np.logical_or.reduce([values == p for p in positions]))

    def within_months(self, fact: str, months: int) -> Truth:
        return self.between(fact, day_number(c.MONTHS_AGO[months]), day_number(c.AS_OF))

    def aged(self, low: int, high: int) -> np.ndarray:
        """Whether low <= age <= high."""
        born = self.values("born_on")
        return (born <= birthday(low)) & (born > birthday(high + 1))

    def aged_by_sex(self, women: tuple[int, int], men: tuple[int, int]) -> Truth:
        female = self.values("sex") == 0
        return truth(np.where(female, self.aged(*women), self.aged(*men)))

    @cached_property
    def insured(self) -> Truth:
        return self.among("insurance", "active")

    @cached_property
    def not_retired(self) -> Truth:
        return -self.flag("is_retired")

    @cached_property
    def not_student(self) -> Truth:
        return -self.flag("is_student")

    @cached_property
    def few_subsidies(self) -> Truth:
        return truth(self.values("subsidies_this_year") < 3)

    @cached_property
    def city_percent(self) -> np.ndarray:
        return tables.CITY_PERCENT[self.values("city")]


def settle(conditions: list[Truth], amount_fen, amount_known=True) -> Outcome:
    """The outcome of a measure. Not eligible gives 0; unknown gives unknown."""
    found = all_of(conditions)
    amount = np.where(found > 0, amount_fen, 0).astype(np.int32, copy=False)
    known = ((found > 0) & amount_known) | (found < 0)
    return Outcome(found, amount, known, first_false(conditions))


def m01(f: Facts, _: dict[str, Outcome]) -> Outcome:
    conditions = [
        f.at_least("insured_months", 12),
        f.insured,
        f.between("certificate_level", 3, 5),
        f.within_months("certificate_issued_on", 12),
        f.few_subsidies,
        f.not_retired,
        f.not_student,
    ]
    return settle(conditions, tables.M01_FEN[f.values("certificate_level")])


def m02(f: Facts, _: dict[str, Outcome]) -> Outcome:
    conditions = [
        f.between("certificate_level", 1, 2),
        f.within_months("certificate_issued_on", 24),
        f.at_least("insured_months", 36),
        f.among("employment", "employee", "flexible"),
        f.not_retired,
        f.few_subsidies,
    ]
    amount = tables.M02_FEN[f.values("certificate_level")] * f.city_percent // 100
    return settle(conditions, amount, f.known("city"))


def m03(f: Facts, _: dict[str, Outcome]) -> Outcome:
    conditions = [
        f.among("employment", "flexible"),
        f.aged_by_sex((40, 200), (50, 200)),
        f.aged_by_sex((0, 54), (0, 59)),
        f.insured,
        f.at_least("insured_months", 6),
        f.flag("hukou_local"),
        f.not_retired,
    ]
    return settle(conditions, c.M03_FEN * f.city_percent // 100, f.known("city"))


def m04(f: Facts, _: dict[str, Outcome]) -> Outcome:
    conditions = [
        f.among("education", "college", "bachelor", "master", "doctor"),
        f.within_months("graduated_on", 24),
        f.among("employment", "employee", "self_employed"),
        f.at_least("insured_months", 6),
        f.not_student,
        truth(f.aged(0, 35)),
    ]
    percent = tables.GRADUATE_PERCENT[f.values("city")]
    amount = tables.M04_FEN[f.values("education")] * percent // 100
    return settle(conditions, amount, f.known("city"))


def m05(f: Facts, _: dict[str, Outcome]) -> Outcome:
    national = f.among("contest_level", "national")
    conditions = [
        f.among("contest_medal", "gold", "silver", "bronze", "excellence"),
        f.within_months("contest_on", 24),
        any_of(-f.among("contest_medal", "excellence"), national),
        f.among("contest_level", "national", "provincial", "city"),
    ]
    return settle(conditions, tables.M05_FEN[f.values("contest_level"), f.values("contest_medal")])


def m06(f: Facts, _: dict[str, Outcome]) -> Outcome:
    conditions = [
        f.among("employment", "self_employed"),
        f.flag("has_enterprise"),
        f.between("enterprise_age_months", 12, 36),
        any_of(
            f.within_months("graduated_on", 60),
            f.flag("returned_migrant"),
            f.flag("disabled"),
            f.flag("poor_household"),
            f.at_least("unemployed_months", 6),
        ),
        f.at_least("insured_months", 12),
        f.not_retired,
    ]
    hires = np.minimum(f.values("hired_staff"), c.M06_HIRES)
    return settle(conditions, c.M06_FEN + c.M06_FEN_A_HIRE * hires)


def m07(f: Facts, settled: dict[str, Outcome]) -> Outcome:
    idle = f.at_least("unemployed_months", 12)
    conditions = [
        any_of(f.flag("poor_household"), f.flag("disabled"), idle),
        f.at_least("training_days", 5),
        f.not_retired,
        truth(f.aged(16, 60)),
        unless(settled["m01"].truth),
    ]
    return settle(conditions, c.M07_FEN_A_DAY * np.minimum(f.values("training_days"), c.M07_DAYS))


def medal_percent(f: Facts) -> tuple[np.ndarray, np.ndarray]:
    """What a national gold or silver medal adds, and where that is known."""
    medal = f.among("contest_medal", "gold", "silver")
    star = all_of([f.among("contest_level", "national"), medal])
    return np.where(star > 0, c.M08_PERCENT_FOR_MEDAL, 100), star != 0


def m08(f: Facts, _: dict[str, Outcome]) -> Outcome:
    conditions = [
        f.between("certificate_level", 1, 1),
        f.at_least("occupation_years", 10),
        f.check("occupation", tables.IS_PRIORITY[f.values("occupation")]),
        f.insured,
        truth(f.aged(0, 59)),
        f.not_retired,
    ]
    percent, known = medal_percent(f)
    amount = c.M08_FEN * f.city_percent // 100 * percent // 100
    return settle(conditions, amount, known & f.known("city"))


def m09(f: Facts, settled: dict[str, Outcome]) -> Outcome:
    conditions = [
        f.check("occupation", tables.IS_SHORTAGE[f.values("occupation")]),
        f.between("certificate_level", 1, 3),
        f.at_least("occupation_years", 3),
        f.at_least("insured_months", 24),
        f.among("employment", "employee"),
        f.check("enterprise_staff", f.values("enterprise_staff") < 300),
        unless(settled["m08"].truth),
        unless(settled["m02"].truth),
    ]
    return settle(conditions, tables.M09_FEN[f.values("certificate_level")])


def m10(f: Facts, settled: dict[str, Outcome]) -> Outcome:
    conditions = [
        f.at_least("unemployed_months", 12),
        f.aged_by_sex((40, 54), (50, 59)),
        f.flag("hukou_local"),
        f.among("insurance", "suspended", "claiming"),
        f.not_student,
        unless(settled["m03"].truth),
    ]
    full = tables.WAGE_FEN[f.values("city")] * c.M10_MONTHS * c.M10_PERCENT // 100
    less = c.M10_FEN_LESS_A_SUBSIDY * f.values("subsidies_this_year")
    return settle(conditions, np.maximum(full - less, 0), f.known("city"))


MEASURES = [m01, m02, m03, m04, m05, m06, m07, m08, m09, m10]


def determine(columns: dict[str, Column]) -> dict[str, Outcome]:
    """All measures for one slice, rivals first."""
    facts, settled = Facts(columns), {}
    for measure in MEASURES:
        settled[measure.__name__] = measure(facts, settled)
    return settled


if __name__ == "__main__":
    run(
        "NumPy by hand",
        np.__version__,
        lambda source, target: determine_file(source, target, determine),
    )
