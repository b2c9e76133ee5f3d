"""An example of each request, taken from the pack itself."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from jiyao.engine.examples import Example
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.types import RATIO_ONE, Kind
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.interfaces.ui.policy.cases import examples_by_measure

JSON = "application/json"
NAMED = {"table": "households", "key": "1001", "number": "7", "session": "7"}
"""What stands in examples for what varies in an address."""


def _certificate(_: Pack) -> dict[str, Any]:
    """A request to verify a certificate that there is not."""
    return {"number": "S000023000001253000018", "name": "Zhang San"}


def _marks(_: Pack) -> dict[str, Any]:
    """The marks of two candidates, one of whom missed the practical test."""
    return {
        "rows": [
            {"ticket": "00000700001482", "marks": {"theory": 85.5, "practical": 72}},
            {"ticket": "00000700002193", "marks": {"theory": 64, "practical": None}},
        ]
    }


def _plan_of_a_session(_: Pack) -> dict[str, Any]:
    """A session of a body, filed at once."""
    return {
        "organisation": 31,
        "number": "2025-7",
        "occupation": "6-18-02-04",
        "level": "L4",
        "division": "230102",
        "parts": ["theory", "practical"],
        "starts_on": "2025-06-10",
        "ends_on": "2025-06-10",
        "enrols_until": "2025-05-20",
    }


def _candidates(_: Pack) -> dict[str, Any]:
    """One candidate, of whom no register knows how long they have worked."""
    answers = {"occupation_work_months": 72, "field_matches": True}
    return {"rows": [{"identity": "239901199003074513", "answers": answers}]}


def _receipts(_: Pack) -> dict[str, Any]:
    """One certificate that was accepted, and one that was refused."""
    return {
        "receipts": [
            {"number": "S000023000001253000018", "version": 1, "result": "accepted"},
            {
                "number": "S000023000001253000019",
                "result": "refused",
                "reason": "the identity number differs",
            },
        ]
    }


EXAMPLES = {
    "take_receipts": _receipts,
    "enter_marks": _marks,
    "verify_certificate": _certificate,
    "plan_session": _plan_of_a_session,
    "enrol_candidates": _candidates,
}
"""Requests with a body of their own, by operation."""


def example_body(pack: Pack) -> dict[str, Any]:
    """A request for a determination: the first worked case of the pack that is given a sum, else its first case."""
    cases = [case for listed in examples_by_measure(pack).values() for case in listed]
    given = [case for case in cases if case.expect.get("amount_fen")]
    case = next(iter(sorted(given or cases, key=lambda one: one.key)), None)
    if case is None:
        return {"person": {"id": "P1"}}
    return {"person": _person(pack, case), "on": case.on.isoformat(), "measure": case.measure}


def _person(pack: Pack, case: Example) -> dict[str, Any]:
    """The owner with their own facts and, beside them, the row that the case is about."""
    vocabulary, subject = pack.vocabulary, pack.vocabulary.subjects[pack.measures[case.measure].subject]
    known = {name: _plain(pack, name, value) for name, value in case.case.facts.items()}
    if subject.of is None:
        return {"id": "P1", "facts": known}
    row = {name: value for name, value in known.items() if subject.id in vocabulary.facts[name].of}
    own = {name: value for name, value in known.items() if name not in row}
    return {"id": "P1", "facts": own, subject.plural: [{"id": "R1", **row}]}


def _plain(pack: Pack, name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    is_ratio = pack.vocabulary.facts[name].type.kind is Kind.RATIO
    return value / RATIO_ONE if is_ratio and value is not None else value


def curl(pack: Pack, house: str, method: str, path: str, operation: Mapping[str, Any]) -> str:
    """The request as a command."""
    named = {**NAMED, "measure_id": min(pack.measures), "code_list_id": DIVISIONS}
    parts = [f"curl {house.rstrip('/')}{path.format(**named)}", *_headers(operation)]
    content = operation.get("requestBody", {}).get("content", {})
    if JSON in content:
        said = json.dumps(content[JSON]["example"], ensure_ascii=False, indent=2).replace("'", "'\\''")
        parts += [f"-H 'Content-Type: {JSON}'", f"-d '{said}'"]
    elif content:
        parts += ["-H 'Content-Type: text/csv'", "--data-binary @households.csv"]
    command = " \\\n  ".join(parts)
    return command if method == "get" else command.replace("curl ", f"curl -X {method.upper()} ", 1)


def _headers(operation: Mapping[str, Any]) -> list[str]:
    """What must come with the request: the token, and the key where one is needed."""
    found = ['-H "Authorization: Bearer $TOKEN"'] if "security" in operation else []
    needed = [p["name"] for p in operation["parameters"] if p["in"] == "header" and p["required"]]
    return [*found, *(f'-H "{name}: $(uuidgen)"' for name in needed)]
