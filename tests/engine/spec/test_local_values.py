"""Values that a province leaves to its prefectures: the nearest division that has set one, then the province."""

import json

from tests.engine.spec.specs import check_amount, determine, told

DIVISIONS = """code,parent,level,zh,en
P,,province,省,Province
A,P,prefecture,甲,A
A1,A,county,甲一,A1
A11,A1,town,甲一一,A11
B,P,prefecture,乙,B
"""
PLACES = """
    | place | issued_on
P   | P     | 2024-06-30
A   | A     | 2024-06-30
A1  | A1    | 2024-06-30
A11 | A11   | 2024-06-30
B   | B     | 2024-06-30
day | A     |
"""
FEN = {
    "fen": {
        "unit": "fen",
        "delegated_to": "prefecture",
        "range": [1, 99999],
        "base": [{"from": "2024-01-01", "value": 700}],
    }
}


def local(division: str, **row: object) -> dict[str, str]:
    """A division's file with one row for the parameter `fen` of the measure `m`."""
    told = {"source": {"document": "doc"}, "confidence": "verified", **row}
    values = [{"measure": "m", "parameter": "fen", "base": [told]}]
    text = json.dumps({"division": division, "values": values})
    return {f"local/{division}.yaml": text.replace('"2024-05-01"', "2024-05-01")}


def test_own_value_holds_in_the_division_and_below() -> None:
    expected = {"P": 700, "A": 808, "A1": 808, "A11": 808, "B": 700, "day": None}

    check_amount(
        PLACES,
        "param('fen')",
        expected,
        counted_on="issued_on",
        parameters=FEN,
        **{"divisions.csv": DIVISIONS},
        **local("A", value=808),
    )


def test_divisions_below_a_prefecture_have_its_value() -> None:
    expected = {"P": 700, "A": 808, "A1": 808, "A11": 808, "B": 606, "day": None}

    check_amount(
        PLACES,
        "param('fen')",
        expected,
        counted_on="issued_on",
        parameters=FEN,
        **{"divisions.csv": DIVISIONS},
        **local("A", value=808),
        **local("B", value=606),
    )


def test_province_holds_on_days_without_an_own_value() -> None:
    table = """
          | place | issued_on
    older | A     | 2023-12-31
    base  | A     | 2024-04-30
    own   | A     | 2024-05-01
    """

    check_amount(
        table,
        "param('fen')",
        {"older": None, "base": 700, "own": 808},
        counted_on="issued_on",
        parameters=FEN,
        **local("A", **{"from": "2024-05-01", "value": 808}),
    )


def test_own_value_wins_over_a_relaxation() -> None:
    relaxed = {"fen": {**FEN["fen"], "relaxed": [{"from": "2024-01-01", "value": 750}]}}
    expected = {"P": 750, "A": 808, "A1": 808, "A11": 808, "B": 750, "day": None}

    check_amount(
        PLACES,
        "param('fen')",
        expected,
        counted_on="issued_on",
        parameters=relaxed,
        **{"divisions.csv": DIVISIONS},
        **local("A", value=808),
    )


def test_place_where_nobody_has_set_a_value_has_none() -> None:
    nothing = {"fen": {"unit": "fen", "delegated_to": "prefecture", "range": [1, 99999]}}
    table = """
      | place
    A | A
    B | B
    """
    files = local("A", value=808)

    found = determine(
        [{"id": "m", "gives": {"amount": "param('fen')"}, "parameters": nothing}], table, **files
    )

    assert told(found, "amount_fen") == {"A": 808, "B": None}
    assert told(found, "payable") == {"A": "pays", "B": "value_not_confirmed"}


def test_own_value_that_is_not_confirmed_is_not_paid_there() -> None:
    table = """
      | place
    A | A1
    B | B
    """
    files = local("A", value=808, confidence="partial")

    found = determine([{"id": "m", "gives": {"amount": "param('fen')"}, "parameters": FEN}], table, **files)

    assert told(found, "amount_fen") == {"A": 808, "B": 700}
    assert told(found, "payable") == {"A": "value_not_confirmed", "B": "pays"}
