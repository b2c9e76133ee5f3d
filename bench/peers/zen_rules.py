"""The rules as a ZEN decision graph: a table of the cities, then expressions for the measures.

ZEN raises on `null >= 12` and answers false to `null == 'x'`, so its user writes the logic out: a
condition is 1, 0 (unknown) or -1, AND is min, OR is max. Exclusions read the rival's truth.
"""

import json
from itertools import pairwise

from bench import constants as c

RULE = "measures"


def given(facts: list[str], expression: str) -> str:
    """0 where one of the facts is unknown."""
    for fact in reversed(facts):
        expression = f"({fact} == null ? 0 : {expression})"
    return expression


def check(condition: str, *facts: str) -> str:
    return given(list(facts), f"(({condition}) ? 1 : -1)")


def flag(fact: str) -> str:
    return check(fact, fact)


def no(fact: str) -> str:
    return check(f"not {fact}", fact)


def at_least(fact: str, bound: int) -> str:
    return check(f"{fact} >= {bound}", fact)


def among(fact: str, *values) -> str:
    return check(f"{fact} in {json.dumps(values)}", fact)


def within_months(fact: str, months: int) -> str:
    first, last = c.MONTHS_AGO[months], c.AS_OF
    return check(f"d({fact}) >= d('{first}') and d({fact}) <= d('{last}')", fact)


def aged(condition: str) -> str:
    return check(f"$.age_years {condition}")


def aged_by_sex(women: str, men: str) -> str:
    return check(f"sex == 'female' ? $.age_years {women} : $.age_years {men}")


def any_of(*conditions: str) -> str:
    return f"max([{', '.join(conditions)}])"


def choose(fact: str, values: dict, otherwise: str = "0") -> str:
    """A chain of comparisons: ZEN has no constant-time look-up in an expression."""
    for key, value in reversed(values.items()):
        otherwise = f"({fact} == {json.dumps(key)} ? {value} : {otherwise})"
    return otherwise


FEW_SUBSIDIES = check("subsidies_this_year < 3")
INSURED = among("insurance", "active")
GRADUATES = list(c.M04_FEN)

REQUIRES = {
    "m01": [
        at_least("insured_months", 12),
        INSURED,
        among("certificate_level", 3, 4, 5),
        within_months("certificate_issued_on", 12),
        FEW_SUBSIDIES,
        no("is_retired"),
        no("is_student"),
    ],
    "m02": [
        among("certificate_level", 1, 2),
        within_months("certificate_issued_on", 24),
        at_least("insured_months", 36),
        among("employment", "employee", "flexible"),
        no("is_retired"),
        FEW_SUBSIDIES,
    ],
    "m03": [
        among("employment", "flexible"),
        aged_by_sex(">= 40", ">= 50"),
        aged_by_sex("< 55", "< 60"),
        INSURED,
        at_least("insured_months", 6),
        flag("hukou_local"),
        no("is_retired"),
    ],
    "m04": [
        among("education", *GRADUATES),
        within_months("graduated_on", 24),
        among("employment", "employee", "self_employed"),
        at_least("insured_months", 6),
        no("is_student"),
        aged("<= 35"),
    ],
    "m05": [
        among("contest_medal", "gold", "silver", "bronze", "excellence"),
        within_months("contest_on", 24),
        any_of(
            check("contest_medal != 'excellence'", "contest_medal"),
            among("contest_level", "national"),
        ),
        among("contest_level", *c.M05_FEN),
    ],
    "m06": [
        among("employment", "self_employed"),
        flag("has_enterprise"),
        check("enterprise_age_months in [12..36]", "enterprise_age_months"),
        any_of(
            within_months("graduated_on", 60),
            flag("returned_migrant"),
            flag("disabled"),
            flag("poor_household"),
            at_least("unemployed_months", 6),
        ),
        at_least("insured_months", 12),
        no("is_retired"),
    ],
    "m07": [
        any_of(flag("poor_household"), flag("disabled"), at_least("unemployed_months", 12)),
        at_least("training_days", 5),
        no("is_retired"),
        aged("in [16..60]"),
    ],
    "m08": [
        among("certificate_level", 1),
        at_least("occupation_years", 10),
        among("occupation", *c.PRIORITY_OCCUPATIONS),
        INSURED,
        aged("< 60"),
        no("is_retired"),
    ],
    "m09": [
        among("occupation", *c.SHORTAGE_OCCUPATIONS),
        among("certificate_level", 1, 2, 3),
        at_least("occupation_years", 3),
        at_least("insured_months", 24),
        among("employment", "employee"),
        check("enterprise_staff < 300", "enterprise_staff"),
    ],
    "m10": [
        at_least("unemployed_months", 12),
        aged_by_sex("in [40..54]", "in [50..59]"),
        flag("hukou_local"),
        among("insurance", "suspended", "claiming"),
        no("is_student"),
    ],
}

NATIONAL_MEDAL = f"min([{among('contest_level', 'national')}, {among('contest_medal', 'gold', 'silver')}])"
M05_FEN = choose("contest_level", {level: choose("contest_medal", fen) for level, fen in c.M05_FEN.items()})
M10_SHARE = f"* {c.M10_MONTHS} * {c.M10_PERCENT} / 100"

AMOUNTS = {
    "m01": choose("certificate_level", c.M01_FEN),
    "m02": f"{choose('certificate_level', c.M02_FEN)} * city_percent / 100",
    "m03": f"{c.M03_FEN} * city_percent / 100",
    "m04": f"{choose('education', c.M04_FEN)} * graduate_percent / 100",
    "m05": M05_FEN,
    "m06": f"{c.M06_FEN} + {c.M06_FEN_A_HIRE} * min([hired_staff, {c.M06_HIRES}])",
    "m07": f"{c.M07_FEN_A_DAY} * min([training_days, {c.M07_DAYS}])",
    "m08": f"{c.M08_FEN} * city_percent / 100"
    f" * ($.national_medal > 0 ? {c.M08_PERCENT_FOR_MEDAL} : 100) / 100",
    "m09": choose("certificate_level", c.M09_FEN),
    "m10": f"max([wage_fen {M10_SHARE} - {c.M10_FEN_LESS_A_SUBSIDY} * subsidies_this_year, 0])",
}

CITY_VALUES = ["city_percent", "graduate_percent", "wage_fen"]
"""What the table of the cities adds to the facts."""

AMOUNT_KNOWN = dict.fromkeys(["m02", "m03", "m04", "m10"], "city != null") | {
    "m08": "city != null and $.national_medal != 0"
}


def first_failed(conditions: list[str]) -> str:
    """Number of the first false condition, null where none is."""
    found = "null"
    for number, condition in reversed(list(enumerate(conditions, start=1))):
        found = f"({condition} < 0 ? {number} : {found})"
    return found


def amount(measure: str) -> str:
    paid = AMOUNTS[measure]
    if measure in AMOUNT_KNOWN:
        paid = f"({AMOUNT_KNOWN[measure]} ? {paid} : null)"
    return f"$.{measure} == 0 ? null : ($.{measure} < 0 ? 0 : {paid})"


def expressions(measure: str) -> dict[str, str]:
    """What the expression node computes for a measure, in order; `$.` reads what stands before."""
    rivals = [check(f"$.{rival} <= 0") for rival in c.YIELDS_TO.get(measure, [])]
    conditions = REQUIRES[measure] + rivals
    return {
        measure: f"min([{', '.join(conditions)}])",
        f"{measure}_amount_fen": amount(measure),
        f"{measure}_failed": f"$.{measure} >= 0 ? null : {first_failed(conditions)}",
    }


def all_expressions() -> dict[str, str]:
    found = {
        "age_years": f"d('{c.AS_OF}').diff(d(born_on), 'year')",
        "national_medal": NATIONAL_MEDAL,
    }
    for measure in sorted(c.MEASURES, key=lambda measure: measure in c.YIELDS_TO):
        found |= expressions(measure)
    return found


def city_rule(city: str, tier: int) -> dict:
    values = c.CITY_PERCENT[city], c.M04_PERCENT[tier], c.M10_WAGE_FEN[tier]
    found = dict(zip(CITY_VALUES, map(str, values), strict=True))
    return {"_id": city, "city": f'"{city}"'} | found


def city_table() -> dict:
    """The decision table: what each city pays."""
    return {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": "city", "name": "city", "field": "city"}],
        "outputs": [{"id": name, "name": name, "field": name} for name in CITY_VALUES],
        "rules": [city_rule(city, tier) for city, tier in c.CITY_TIER.items()],
    }


def nodes() -> list[dict]:
    content = {
        "inputNode": {},
        "decisionTableNode": city_table(),
        "expressionNode": {
            "passThrough": False,
            "expressions": [
                {"id": key, "key": key, "value": value} for key, value in all_expressions().items()
            ],
        },
        "outputNode": {},
    }
    at = {"x": 0, "y": 0}
    return [
        {"id": type_, "type": type_, "name": type_, "position": at, "content": inside}
        for type_, inside in content.items()
    ]


def graph() -> dict:
    """Input, city table, expressions, output, in a row."""
    found = nodes()
    edges = [
        {"id": f"edge {number}", "type": "edge", "sourceId": left["id"], "targetId": right["id"]}
        for number, (left, right) in enumerate(pairwise(found))
    ]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": found,
        "edges": edges,
    }
