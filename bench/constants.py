"""What all engines share: the day, the code lists, the values of the ten measures.

Money is whole fen, shares are whole percent: every engine must reach exactly the same sums, so a
difference is a mistake and never rounding.
"""

from datetime import date

AS_OF = date(2025, 6, 30)
MONTHS_AGO = {12: date(2024, 6, 30), 24: date(2023, 6, 30), 60: date(2020, 6, 30)}
"""First day of a window of so many months that ends on AS_OF, both days included."""

CITIES = [f"C{number:02d}" for number in range(1, 17)]
CITY_PERCENT = dict(zip(CITIES, [120] * 2 + [110] * 3 + [100] * 5 + [90] * 3 + [80] * 3, strict=True))
CITY_TIER = dict(zip(CITIES, [1] * 3 + [2] * 6 + [3] * 7, strict=True))

OCCUPATIONS = ["none", *(f"O{number:02d}" for number in range(40))]
PRIORITY_OCCUPATIONS = ["O01", "O03", "O05", "O08", "O13", "O21", "O30", "O34"]
SHORTAGE_OCCUPATIONS = [
    "O01", "O02", "O04", "O07", "O08", "O11", "O17", "O22", "O25", "O30", "O33", "O39",
]  # fmt: skip

CODES = {
    "sex": ["female", "male"],
    "city": CITIES,
    "education": ["below", "vocational", "college", "bachelor", "master", "doctor"],
    "employment": ["employee", "flexible", "self_employed", "unemployed", "inactive"],
    "insurance": ["active", "suspended", "claiming", "none"],
    "occupation": OCCUPATIONS,
    "contest_medal": ["none", "gold", "silver", "bronze", "excellence"],
    "contest_level": ["none", "national", "provincial", "city"],
}
"""Code facts. `none` is an answer; unknown is the absence of a value."""

MEASURES = [f"m{number:02d}" for number in range(1, 11)]
YIELDS_TO = {"m07": ["m01"], "m09": ["m08", "m02"], "m10": ["m03"]}
"""Not eligible while a rival is eligible for the same person; an undecided rival takes nothing."""

M01_FEN = {5: 100_000, 4: 150_000, 3: 200_000}
M02_FEN = {2: 300_000, 1: 500_000}
M03_FEN = 360_000
M04_FEN = {"college": 150_000, "bachelor": 200_000, "master": 300_000, "doctor": 500_000}
M04_PERCENT = {1: 100, 2: 100, 3: 120}
M05_FEN = {
    "national": {
        "gold": 5_000_000,
        "silver": 3_000_000,
        "bronze": 2_000_000,
        "excellence": 200_000,
    },
    "provincial": {"gold": 2_000_000, "silver": 1_000_000, "bronze": 500_000},
    "city": {"gold": 500_000, "silver": 300_000, "bronze": 100_000},
}
M06_FEN, M06_FEN_A_HIRE, M06_HIRES = 1_000_000, 200_000, 5
M07_FEN_A_DAY, M07_DAYS = 5_000, 60
M08_FEN, M08_PERCENT_FOR_MEDAL = 1_200_000, 130
M09_FEN = {3: 200_000, 2: 400_000, 1: 600_000}
M10_WAGE_FEN = {1: 132_000, 2: 121_000, 3: 110_000}
M10_MONTHS, M10_PERCENT, M10_FEN_LESS_A_SUBSIDY = 12, 60, 50_000
