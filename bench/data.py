"""Writes synthetic persons with gaps: `python -m bench.data N --out FILE`.

One row a person. Unknown is NULL; a registry's "has none" is a value (level 0, medal `none`). Each
row group is drawn from its own seed: a smaller file holds the first persons of a larger one.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.constants import AS_OF, CODES

SEED = 7
ROWS_A_GROUP = 122_880
GAPS = {
    "city": 0.01, "hukou_local": 0.03, "education": 0.05, "graduated_on": 0.06, "employment": 0.04,
    "is_student": 0.02, "is_retired": 0.02, "insurance": 0.03, "insured_months": 0.08,
    "unemployed_months": 0.06, "certificate_level": 0.05, "certificate_issued_on": 0.02,
    "occupation": 0.02, "occupation_years": 0.10, "training_days": 0.05, "contest_medal": 0.03,
    "contest_level": 0.03, "contest_on": 0.03, "poor_household": 0.04, "disabled": 0.04,
    "returned_migrant": 0.06, "enterprise_age_months": 0.05, "enterprise_staff": 0.05,
}  # fmt: skip
"""Share of the values that nobody knows."""
ONLY_WHERE = {
    "certificate_issued_on": "has_certificate",
    "contest_on": "has_medal",
    "enterprise_age_months": "has_enterprise",
    "enterprise_staff": "has_enterprise",
}
"""Numbers and days that do not exist for the others."""
CITY_SHARES = [12, 11, 9, 8, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 3, 2]

Columns = dict[str, np.ndarray]


class Draw:
    """Random columns of one length, each call taking the generator further."""

    def __init__(self, rows: int, group: int):
        self.rows = rows
        self.random = np.random.default_rng([SEED, group])

    def chance(self, share) -> np.ndarray:
        """True in so many of one; the share may differ by row."""
        return self.random.random(self.rows) < share

    def number(self, low: int, high: int) -> np.ndarray:
        """low <= n < high, evenly, int32."""
        return self.random.integers(low, high, self.rows, dtype=np.int32)

    def choice(self, values, percents) -> np.ndarray:
        return self.random.choice(values, self.rows, p=np.array(percents) / 100)

    def code(self, fact: str, percents) -> np.ndarray:
        """Positions in the fact's code list."""
        return self.choice(len(CODES[fact]), percents).astype(np.int8)


def days_ago(days: np.ndarray) -> np.ndarray:
    return (np.datetime64(AS_OF, "D") - days).astype("M8[D]")


def position(fact: str, code: str) -> int:
    return CODES[fact].index(code)


def persons(draw: Draw) -> Columns:
    """Birth, home, schooling; and `age_years`, which is not written."""
    age_days = draw.number(16 * 365, 75 * 365)
    age = age_days // 365
    education = draw.code("education", [34, 24, 22, 16, 3, 1])
    since_graduation = np.maximum((age - 22) * 365 - draw.number(0, 900), 30)
    went_to_college = education >= position("education", "college")
    return {
        "age_years": age,
        "born_on": days_ago(age_days),
        "sex": draw.code("sex", [49, 51]),
        "city": draw.code("city", CITY_SHARES),
        "hukou_local": draw.chance(0.7),
        "education": education,
        "graduated_on": days_ago(np.where(went_to_college, since_graduation, 9000)),
        "is_student": (age < 25) & draw.chance(0.4),
        "is_retired": (age >= 55) & draw.chance(0.6),
        "poor_household": draw.chance(0.05),
        "disabled": draw.chance(0.04),
        "returned_migrant": draw.chance(0.09),
        "subsidies_this_year": draw.choice(5, [70, 15, 8, 5, 2]).astype(np.int32),
        "training_days": np.where(draw.chance(0.2), draw.number(1, 90), 0),
    }


def work(draw: Draw) -> Columns:
    """Employment, insurance and enterprise."""
    employment = draw.code("employment", [52, 14, 9, 8, 17])
    unemployed = employment == position("employment", "unemployed")
    inactive = employment == position("employment", "inactive")
    owner = employment == position("employment", "self_employed")
    idle = np.where(unemployed, draw.number(0, 40), np.where(inactive, draw.number(0, 60), 0))
    return {
        "employment": employment,
        "unemployed_months": idle,
        "insurance": draw.code("insurance", [66, 12, 5, 17]),
        "insured_months": draw.number(0, 240),
        "has_enterprise": owner | (employment == position("employment", "employee")),
        "enterprise_age_months": draw.number(0, 180),
        "enterprise_staff": np.exp(draw.random.random(draw.rows) * 8).astype(np.int32),
        "hired_staff": np.where(owner, draw.number(0, 9), 0),
    }


def skills(draw: Draw) -> Columns:
    """Certificate and contest; and `has_certificate`, `has_medal`, which are not written."""
    level = np.where(draw.chance(0.45), draw.choice([1, 2, 3, 4, 5], [4, 9, 27, 32, 28]), 0)
    medal = draw.code("contest_medal", [98.5, 0.3, 0.4, 0.5, 0.3])
    contest = draw.code("contest_level", [0, 15, 35, 50])
    occupation = draw.number(1, len(CODES["occupation"]))
    return {
        "has_certificate": level > 0,
        "has_medal": medal > 0,
        "certificate_level": level.astype(np.int32),
        "certificate_issued_on": days_ago((draw.random.random(draw.rows) ** 2 * 4000).astype(int)),
        "occupation": np.where(level > 0, occupation, 0).astype(np.int8),
        "occupation_years": draw.number(0, 35),
        "contest_medal": medal,
        "contest_level": np.where(medal > 0, contest, 0).astype(np.int8),
        "contest_on": days_ago(draw.number(0, 1500)),
    }


def with_gaps(name: str, columns: Columns, draw: Draw) -> pa.Array:
    """The column for Parquet, with NULL where the value is unknown or does not exist."""
    unknown = draw.chance(GAPS.get(name, 0))
    if name in ONLY_WHERE:
        unknown |= ~columns[ONLY_WHERE[name]]
    values = pa.array(columns[name], mask=unknown)
    if name not in CODES:
        return values
    return pa.DictionaryArray.from_arrays(values, CODES[name]).dictionary_decode()


def table(group: int) -> pa.Table:
    """One full row group: person_id and the 28 facts."""
    draw = Draw(ROWS_A_GROUP, group)
    columns = persons(draw) | work(draw) | skills(draw)
    unwritten = {"age_years", "has_certificate", "has_medal"}
    facts = {n: with_gaps(n, columns, draw) for n in columns if n not in unwritten}
    first = group * ROWS_A_GROUP
    return pa.table({"person_id": np.arange(first, first + ROWS_A_GROUP)} | facts)


def tables(persons_wanted: int) -> Iterator[pa.Table]:
    for group, first in enumerate(range(0, persons_wanted, ROWS_A_GROUP)):
        yield table(group).slice(0, persons_wanted - first)


def write(persons_wanted: int, path: Path) -> None:
    """Writes the file in one go or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with pq.ParquetWriter(unfinished, table(0).schema, store_schema=False) as writer:
        for rows in tables(persons_wanted):
            writer.write_table(rows)
    unfinished.rename(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("persons", type=int)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write(options.persons, options.out)


if __name__ == "__main__":
    main()
