"""The rules as OpenFisca formulas: conditions that measures share by name, and amounts in fen."""

from collections.abc import Callable

import numpy as np

from bench import constants as c
from bench.peers import tables
from bench.peers.kleene import all_of, any_of, truth

Formula = Callable[..., np.ndarray]
"""`(person, period)` to one value a person; a condition gives truth."""


def codes_of(person, fact: str, period) -> np.ndarray:
    """Positions of an enumeration; the last is unknown."""
    return np.asarray(person(fact, period))


def age_years(person, period) -> np.ndarray:
    """Whole years on the day of determination."""
    born = person("born_on", period)
    month, year = born.astype("M8[M]"), born.astype("M8[Y]")
    month_number = (month - year).astype(int) + 1
    day_number = (born - month.astype("M8[D]")).astype(int) + 1
    still_to_come = month_number * 100 + day_number > c.AS_OF.month * 100 + c.AS_OF.day
    return c.AS_OF.year - 1970 - year.astype(int) - still_to_come


def check(fact: str, condition: Callable[[np.ndarray], np.ndarray]) -> Formula:
    """On a number, day or flag; unknown where the fact is."""

    def formula(person, period):
        return truth(condition(person(fact, period)), person(f"{fact}_known", period))

    return formula


def check_code(fact: str, condition: Callable[[np.ndarray], np.ndarray]) -> Formula:
    """On the positions of a code."""

    def formula(person, period):
        positions = codes_of(person, fact, period)
        return truth(condition(positions), positions != len(c.CODES[fact]))

    return formula


def flag(fact: str) -> Formula:
    return check(fact, np.copy)


def no(fact: str) -> Formula:
    return check(fact, np.logical_not)


def at_least(fact: str, bound: int) -> Formula:
    return check(fact, lambda values: values >= bound)


def between(fact: str, low, high) -> Formula:
    return check(fact, lambda values: (values >= low) & (values <= high))


def within_months(fact: str, months: int) -> Formula:
    return between(fact, np.datetime64(c.MONTHS_AGO[months]), np.datetime64(c.AS_OF))


def among(fact: str, *codes: str) -> Formula:
    positions = [c.CODES[fact].index(code) for code in codes]
    return check_code(fact, lambda found: np.logical_or.reduce([found == p for p in positions]))


def listed(fact: str, is_listed: np.ndarray) -> Formula:
    return check_code(fact, lambda found: is_listed[found])


def aged(low: int, high: int) -> Formula:
    return between("age_years", low, high)


def aged_by_sex(women: tuple[int, int], men: tuple[int, int]) -> Formula:
    def formula(person, period):
        age = person("age_years", period)
        low, high = np.array([women, men]).T[:, codes_of(person, "sex", period)]
        return truth((age >= low) & (age <= high))

    return formula


def either(*formulas: Formula) -> Formula:
    def formula(person, period):
        return any_of(*(alternative(person, period) for alternative in formulas))

    return formula


def both(*formulas: Formula) -> Formula:
    def formula(person, period):
        return all_of([part(person, period) for part in formulas])

    return formula


CONDITIONS: dict[str, Formula] = {
    "insured_6_months": at_least("insured_months", 6),
    "insured_12_months": at_least("insured_months", 12),
    "insured_24_months": at_least("insured_months", 24),
    "insured_36_months": at_least("insured_months", 36),
    "insured": among("insurance", "active"),
    "insurance_paused": among("insurance", "suspended", "claiming"),
    "skilled_worker": between("certificate_level", 3, 5),
    "technician": between("certificate_level", 1, 2),
    "senior_technician": between("certificate_level", 1, 1),
    "senior_worker": between("certificate_level", 1, 3),
    "certified_in_12_months": within_months("certificate_issued_on", 12),
    "certified_in_24_months": within_months("certificate_issued_on", 24),
    "few_subsidies": check("subsidies_this_year", lambda values: values < 3),
    "not_retired": no("is_retired"),
    "not_student": no("is_student"),
    "employee": among("employment", "employee"),
    "employee_or_flexible": among("employment", "employee", "flexible"),
    "employee_or_owner": among("employment", "employee", "self_employed"),
    "flexible": among("employment", "flexible"),
    "owner": among("employment", "self_employed"),
    "old_enough": aged_by_sex((40, 200), (50, 200)),
    "not_too_old": aged_by_sex((0, 54), (0, 59)),
    "older_worker": aged_by_sex((40, 54), (50, 59)),
    "aged_to_35": aged(0, 35),
    "aged_to_59": aged(0, 59),
    "working_age": aged(16, 60),
    "registered_here": flag("hukou_local"),
    "graduate": among("education", "college", "bachelor", "master", "doctor"),
    "graduated_in_24_months": within_months("graduated_on", 24),
    "medallist": among("contest_medal", "gold", "silver", "bronze", "excellence"),
    "contest_in_24_months": within_months("contest_on", 24),
    "excellence_only_national": either(
        among("contest_medal", "none", "gold", "silver", "bronze"),
        among("contest_level", "national"),
    ),
    "contest_counts": among("contest_level", "national", "provincial", "city"),
    "has_an_enterprise": flag("has_enterprise"),
    "young_enterprise": between("enterprise_age_months", 12, 36),
    "priority_group": either(
        within_months("graduated_on", 60),
        flag("returned_migrant"),
        flag("disabled"),
        flag("poor_household"),
        at_least("unemployed_months", 6),
    ),
    "in_difficulty": either(flag("poor_household"), flag("disabled"), at_least("unemployed_months", 12)),
    "unemployed_12_months": at_least("unemployed_months", 12),
    "trained_5_days": at_least("training_days", 5),
    "experienced_3_years": at_least("occupation_years", 3),
    "experienced_10_years": at_least("occupation_years", 10),
    "priority_occupation": listed("occupation", tables.IS_PRIORITY),
    "shortage_occupation": listed("occupation", tables.IS_SHORTAGE),
    "small_enterprise": check("enterprise_staff", lambda values: values < 300),
    "national_medal": both(among("contest_level", "national"), among("contest_medal", "gold", "silver")),
}

REQUIRES = {
    "m01": [
        "insured_12_months", "insured", "skilled_worker", "certified_in_12_months", "few_subsidies",
        "not_retired", "not_student",
    ],
    "m02": [
        "technician", "certified_in_24_months", "insured_36_months", "employee_or_flexible",
        "not_retired", "few_subsidies",
    ],
    "m03": [
        "flexible", "old_enough", "not_too_old", "insured", "insured_6_months", "registered_here",
        "not_retired",
    ],
    "m04": [
        "graduate", "graduated_in_24_months", "employee_or_owner", "insured_6_months",
        "not_student", "aged_to_35",
    ],
    "m05": ["medallist", "contest_in_24_months", "excellence_only_national", "contest_counts"],
    "m06": [
        "owner", "has_an_enterprise", "young_enterprise", "priority_group", "insured_12_months",
        "not_retired",
    ],
    "m07": ["in_difficulty", "trained_5_days", "not_retired", "working_age"],
    "m08": [
        "senior_technician", "experienced_10_years", "priority_occupation", "insured", "aged_to_59",
        "not_retired",
    ],
    "m09": [
        "shortage_occupation", "senior_worker", "experienced_3_years", "insured_24_months",
        "employee", "small_enterprise",
    ],
    "m10": [
        "unemployed_12_months", "older_worker", "registered_here", "insurance_paused",
        "not_student",
    ],
}  # fmt: skip
"""Conditions in the order of the article; exclusions come after them."""


def always(person, period) -> bool:
    return True


def city_known(person, period) -> np.ndarray:
    return codes_of(person, "city", period) != len(c.CITIES)


def city_percent(person, period) -> np.ndarray:
    return tables.CITY_PERCENT[codes_of(person, "city", period)]


def m02_fen(person, period) -> np.ndarray:
    full = tables.M02_FEN[person("certificate_level", period)]
    return full * person("city_percent", period) // 100


def m04_fen(person, period) -> np.ndarray:
    percent = tables.GRADUATE_PERCENT[codes_of(person, "city", period)]
    return tables.M04_FEN[codes_of(person, "education", period)] * percent // 100


def m05_fen(person, period) -> np.ndarray:
    level, medal = (codes_of(person, fact, period) for fact in ("contest_level", "contest_medal"))
    return tables.M05_FEN[level, medal]


def m06_fen(person, period) -> np.ndarray:
    hires = np.minimum(person("hired_staff", period), c.M06_HIRES)
    return c.M06_FEN + c.M06_FEN_A_HIRE * hires


def m08_fen(person, period) -> np.ndarray:
    percent = np.where(person("national_medal", period) > 0, c.M08_PERCENT_FOR_MEDAL, 100)
    return c.M08_FEN * person("city_percent", period) // 100 * percent // 100


def m08_known(person, period) -> np.ndarray:
    return city_known(person, period) & (person("national_medal", period) != 0)


def m10_fen(person, period) -> np.ndarray:
    full = tables.WAGE_FEN[codes_of(person, "city", period)] * c.M10_MONTHS * c.M10_PERCENT // 100
    return np.maximum(full - c.M10_FEN_LESS_A_SUBSIDY * person("subsidies_this_year", period), 0)


AMOUNTS: dict[str, Formula] = {
    "m01": lambda person, period: tables.M01_FEN[person("certificate_level", period)],
    "m02": m02_fen,
    "m03": lambda person, period: c.M03_FEN * person("city_percent", period) // 100,
    "m04": m04_fen,
    "m05": m05_fen,
    "m06": m06_fen,
    "m07": lambda person, period: c.M07_FEN_A_DAY * np.minimum(person("training_days", period), c.M07_DAYS),
    "m08": m08_fen,
    "m09": lambda person, period: tables.M09_FEN[person("certificate_level", period)],
    "m10": m10_fen,
}
"""What an eligible person gets."""

AMOUNT_KNOWN: dict[str, Formula] = {
    "m02": city_known,
    "m03": city_known,
    "m04": city_known,
    "m08": m08_known,
    "m10": city_known,
}
"""Where the facts of an amount are known; elsewhere the conditions have seen to it."""
