"""The ten measures by hand in Python, one person at a time: True, False, or None for unknown."""

from platform import python_version

from bench import constants as c
from bench.peers.rows import determine_file
from bench.program import run

Truth = bool | None
Conditions = tuple[Truth, ...]
Settled = tuple[Truth, int | None, int | None]
"""Truth, fen, number of the first false condition."""


def no(value: Truth) -> Truth:
    return None if value is None else not value


def at_least(value: int | None, bound: int) -> Truth:
    return None if value is None else value >= bound


def between(value, low, high) -> Truth:
    return None if value is None else low <= value <= high


def among(value, values) -> Truth:
    return None if value is None else value in values


def any_of(*values: Truth) -> Truth:
    if True in values:
        return True
    return None if None in values else False


def all_of(*values: Truth) -> Truth:
    if False in values:
        return False
    return None if None in values else True


def age_years(born_on) -> int:
    had_birthday = (born_on.month, born_on.day) <= (c.AS_OF.month, c.AS_OF.day)
    return c.AS_OF.year - born_on.year - (not had_birthday)


def within_months(day, months: int) -> Truth:
    return between(day, c.MONTHS_AGO[months], c.AS_OF)


def settle(conditions: Conditions, fen, facts: dict) -> Settled:
    """`fen` is asked only for the eligible."""
    if False in conditions:
        return False, 0, conditions.index(False) + 1
    if None in conditions:
        return None, None, None
    return True, fen(facts), None


def city_share(facts: dict, fen: int) -> int | None:
    return None if facts["city"] is None else fen * c.CITY_PERCENT[facts["city"]] // 100


def m02_fen(facts: dict) -> int | None:
    return city_share(facts, c.M02_FEN[facts["certificate_level"]])


def m04_fen(facts: dict) -> int | None:
    if facts["city"] is None:
        return None
    return c.M04_FEN[facts["education"]] * c.M04_PERCENT[c.CITY_TIER[facts["city"]]] // 100


def m08_fen(facts: dict) -> int | None:
    national = among(facts["contest_level"], ("national",))
    star = all_of(national, among(facts["contest_medal"], ("gold", "silver")))
    fen = city_share(facts, c.M08_FEN)
    if star is None or fen is None:
        return None
    return fen * c.M08_PERCENT_FOR_MEDAL // 100 if star else fen


def m10_fen(facts: dict) -> int | None:
    if facts["city"] is None:
        return None
    full = c.M10_WAGE_FEN[c.CITY_TIER[facts["city"]]] * c.M10_MONTHS * c.M10_PERCENT // 100
    return max(full - c.M10_FEN_LESS_A_SUBSIDY * facts["subsidies_this_year"], 0)


AMOUNTS = {
    "m01": lambda f: c.M01_FEN[f["certificate_level"]],
    "m02": m02_fen,
    "m03": lambda f: city_share(f, c.M03_FEN),
    "m04": m04_fen,
    "m05": lambda f: c.M05_FEN[f["contest_level"]][f["contest_medal"]],
    "m06": lambda f: c.M06_FEN + c.M06_FEN_A_HIRE * min(f["hired_staff"], c.M06_HIRES),
    "m07": lambda f: c.M07_FEN_A_DAY * min(f["training_days"], c.M07_DAYS),
    "m08": m08_fen,
    "m09": lambda f: c.M09_FEN[f["certificate_level"]],
    "m10": m10_fen,
}


def older(f: dict, women: int, men: int) -> bool:
    """Whether a person has reached the age of their sex."""
    return age_years(f["born_on"]) >= (women if f["sex"] == "female" else men)


def m01(f: dict) -> Conditions:
    return (
        at_least(f["insured_months"], 12),
        among(f["insurance"], ("active",)),
        among(f["certificate_level"], c.M01_FEN),
        within_months(f["certificate_issued_on"], 12),
        f["subsidies_this_year"] < 3,
        no(f["is_retired"]),
        no(f["is_student"]),
    )


def m02(f: dict) -> Conditions:
    return (
        among(f["certificate_level"], c.M02_FEN),
        within_months(f["certificate_issued_on"], 24),
        at_least(f["insured_months"], 36),
        among(f["employment"], ("employee", "flexible")),
        no(f["is_retired"]),
        f["subsidies_this_year"] < 3,
    )


def m03(f: dict) -> Conditions:
    return (
        among(f["employment"], ("flexible",)),
        older(f, 40, 50),
        not older(f, 55, 60),
        among(f["insurance"], ("active",)),
        at_least(f["insured_months"], 6),
        f["hukou_local"],
        no(f["is_retired"]),
    )


def m04(f: dict) -> Conditions:
    return (
        among(f["education"], c.M04_FEN),
        within_months(f["graduated_on"], 24),
        among(f["employment"], ("employee", "self_employed")),
        at_least(f["insured_months"], 6),
        no(f["is_student"]),
        age_years(f["born_on"]) <= 35,
    )


def m05(f: dict) -> Conditions:
    medal, level = f["contest_medal"], f["contest_level"]
    return (
        among(medal, ("gold", "silver", "bronze", "excellence")),
        within_months(f["contest_on"], 24),
        any_of(no(among(medal, ("excellence",))), among(level, ("national",))),
        among(level, c.M05_FEN),
    )


def m06(f: dict) -> Conditions:
    return (
        among(f["employment"], ("self_employed",)),
        f["has_enterprise"],
        between(f["enterprise_age_months"], 12, 36),
        any_of(
            within_months(f["graduated_on"], 60),
            f["returned_migrant"],
            f["disabled"],
            f["poor_household"],
            at_least(f["unemployed_months"], 6),
        ),
        at_least(f["insured_months"], 12),
        no(f["is_retired"]),
    )


def m07(f: dict) -> Conditions:
    idle = at_least(f["unemployed_months"], 12)
    return (
        any_of(f["poor_household"], f["disabled"], idle),
        at_least(f["training_days"], 5),
        no(f["is_retired"]),
        16 <= age_years(f["born_on"]) <= 60,
    )


def m08(f: dict) -> Conditions:
    return (
        among(f["certificate_level"], (1,)),
        at_least(f["occupation_years"], 10),
        among(f["occupation"], c.PRIORITY_OCCUPATIONS),
        among(f["insurance"], ("active",)),
        age_years(f["born_on"]) < 60,
        no(f["is_retired"]),
    )


def m09(f: dict) -> Conditions:
    return (
        among(f["occupation"], c.SHORTAGE_OCCUPATIONS),
        among(f["certificate_level"], c.M09_FEN),
        at_least(f["occupation_years"], 3),
        at_least(f["insured_months"], 24),
        among(f["employment"], ("employee",)),
        no(at_least(f["enterprise_staff"], 300)),
    )


def m10(f: dict) -> Conditions:
    return (
        at_least(f["unemployed_months"], 12),
        older(f, 40, 50) and not older(f, 55, 60),
        f["hukou_local"],
        among(f["insurance"], ("suspended", "claiming")),
        no(f["is_student"]),
    )


RIVALS_FIRST = [m01, m02, m03, m04, m05, m06, m08, m07, m09, m10]


def determine(facts: dict) -> dict[str, Settled]:
    """By measure; a rival stands in the way only while it is true."""
    settled: dict[str, Settled] = {}
    for conditions in RIVALS_FIRST:
        name = conditions.__name__
        free = [settled[rival][0] is not True for rival in c.YIELDS_TO.get(name, [])]
        settled[name] = settle((*conditions(facts), *free), AMOUNTS[name], facts)
    return settled


def row(facts: dict) -> dict:
    """The columns of the outcome file."""
    found: dict = {}
    for measure, (truth, fen, failed) in determine(facts).items():
        found |= {measure: truth, f"{measure}_amount_fen": fen, f"{measure}_failed": failed}
    return found


if __name__ == "__main__":
    run(
        "Python by hand",
        python_version(),
        lambda source, target: determine_file(source, target, row),
    )
