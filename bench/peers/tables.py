"""The values of policy as arrays, indexed by level or code position, which ends with unknown."""

import numpy as np

from bench import constants as c


def by_code(fact: str, values: dict, dtype=np.int32) -> np.ndarray:
    """One slot a code, 0 where there is no value, and one more for unknown."""
    codes = c.CODES[fact]
    found = np.zeros(len(codes) + 1, dtype)
    for code, value in values.items():
        found[codes.index(code)] = value
    return found


def by_number(values: dict[int, int], slots: int) -> np.ndarray:
    found = np.zeros(slots, np.int32)
    for number, value in values.items():
        found[number] = value
    return found


def contest_fen() -> np.ndarray:
    """Indexed by contest level and medal."""
    levels = [*c.CODES["contest_level"], "unknown"]
    return np.array([by_code("contest_medal", c.M05_FEN.get(level, {})) for level in levels])


CITY_PERCENT = by_code("city", c.CITY_PERCENT)
GRADUATE_PERCENT = by_code("city", {city: c.M04_PERCENT[t] for city, t in c.CITY_TIER.items()})
WAGE_FEN = by_code("city", {city: c.M10_WAGE_FEN[t] for city, t in c.CITY_TIER.items()})
M01_FEN, M02_FEN, M09_FEN = (by_number(values, 6) for values in (c.M01_FEN, c.M02_FEN, c.M09_FEN))
M04_FEN = by_code("education", c.M04_FEN)
M05_FEN = contest_fen()
IS_PRIORITY = by_code("occupation", dict.fromkeys(c.PRIORITY_OCCUPATIONS, True), bool)
IS_SHORTAGE = by_code("occupation", dict.fromkeys(c.SHORTAGE_OCCUPATIONS, True), bool)
