"""One specification, three back ends: a small table of facts, a rule or measures, and what must come of it."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jiyao.engine.cases import Grant, Result
from tests.engine.backends import Results, Rows, by_function, by_population, by_reference
from tests.engine.generated import ON, PARAMETERS
from tests.engine.packs import make_pack

Measure = dict[str, Any]
Expected = dict[str, Any]
_NAMES = {"eligible": True, "not_eligible": False, "unknown": None}


def read_table(text: str) -> list[dict[str, Any]]:
    """The rows of a table: an id, then facts by name. T and F are conditions, nothing is unknown, 0.5 is a ratio."""
    heading, *lines = [line for line in text.strip("\n").splitlines() if line.strip()]
    names = [name.strip() for name in heading.split("|")][1:]
    rows = []
    for line in lines:
        id_, *cells = [cell.strip() for cell in line.split("|")]
        rows.append({"id": id_, "owner": id_, **dict(zip(names, map(_value, cells), strict=True))})
    return rows


def _value(cell: str) -> Any:
    if cell in ("", "T", "F"):
        return {"": None, "T": True, "F": False}[cell]
    try:
        return int(cell) if "." not in cell else int(Decimal(cell) * 10_000)
    except (ValueError, ArithmeticError):
        return date.fromisoformat(cell) if cell[:2] in ("19", "20") else cell


def parameters_named(measure: Measure) -> dict[str, Any]:
    """Those of the shared test parameters that a rule of the measure reads."""
    text = str(measure)
    return {name: deepcopy(series) for name, series in PARAMETERS.items() if f"'{name}'" in text}


def determine(
    measures: Sequence[Measure],
    people: str = "",
    certificates: str = "",
    *,
    on: date = ON,
    grants: Sequence[Grant] = (),
    **files: str,
) -> Results:
    """The results by measure and row, after all three back ends have given the same."""
    rows = _rows(people, certificates)
    listed = [{"subject": next(iter(rows)), "parameters": parameters_named(m), **m} for m in measures]
    with TemporaryDirectory() as folder:
        pack = make_pack(Path(folder) / "pack", listed, **files)
        found = by_reference(pack, rows, on, grants)
        assert by_function(pack, rows, on, grants) == found
        assert by_population(pack, rows, on, Path(folder), grants) == found
    return found


def _rows(people: str, certificates: str) -> Rows:
    """Rows by subject; a certificate sees what its person is known for, unless it has the same fact itself."""
    persons = {row["id"]: row for row in read_table(people)} if people else {}
    found: Rows = {"person": list(persons.values())} if persons else {}
    if certificates:
        own = read_table(certificates)
        owners = [row.pop("of", row["id"]) for row in own]
        found["certificate"] = [
            {**persons.get(owner, {}), **row, "owner": owner} for row, owner in zip(own, owners, strict=True)
        ]
    return found


def told(results: Results, field: str, measure: str = "m") -> Expected:
    """One field of a measure's results, by row."""
    return {id_: getattr(result, field) for id_, result in results[measure].items()}


def result_of(results: Results, row: str, measure: str = "m") -> Result:
    """The whole result of one row."""
    return results[measure][row]


def check_spec(table: str, expression: str, expected: Expected, **measure: Any) -> None:
    """The truth of a condition for each row. Beside the measure's keys: `on`, and further files of the pack."""
    results = _determined({"requires": [{"id": "c", "rule": expression}], **measure}, table)

    assert {id_: _NAMES[outcome] for id_, outcome in told(results, "outcome").items()} == expected


def check_amount(table: str, expression: str, expected: Expected, **measure: Any) -> None:
    """The value of an expression in fen for each row."""
    results = _determined({"gives": {"amount": expression}, **measure}, table)

    assert told(results, "amount_fen") == expected


def check_number(table: str, expression: str, expected: Expected, **measure: Any) -> None:
    """The value of an expression in months, years or other whole numbers for each row."""
    one = {"one_fen": {"unit": "fen", "base": [{"value": 1}]}}
    rule = f"param('one_fen') * ({expression})"
    given = {**parameters_named({"rule": rule}), **one, **measure.pop("parameters", {})}

    check_amount(table, rule, expected, parameters=given, **measure)


def _determined(measure: Measure, table: str) -> Results:
    files = {name: text for name, text in measure.items() if "." in name}
    keys = {name: value for name, value in measure.items() if name != "on" and name not in files}
    return determine([{"id": "m", **keys}], table, on=measure.get("on", ON), **files)
