"""Determinations of facts that a request brings. Nothing of them is recorded."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import ConfigDict

from jiyao.engine.determination.reasons import explain
from jiyao.engine.determination.records import DeterminationRecord, Record
from jiyao.engine.people import Person, read_person
from jiyao.engine.vocabulary import Vocabulary
from jiyao.interfaces.api.idempotency import PARAMETER, idempotent
from jiyao.interfaces.api.problems import ErrorRecord, Refused, say
from jiyao.interfaces.api.reading import Day
from jiyao.interfaces.api.records.determinations import determined
from jiyao.interfaces.api.routes.speaking import none_such, teller
from jiyao.interfaces.api.throttling import DETERMINATIONS
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.pack import assessor

router = Router(tags=["determinations"])
MOST_ROWS = 20
"""Of each subject of one person; more is work for a roster or a run."""
TOO_MANY_ROWS = ("最多 {0} 行", "may have {0} rows at most")


class DeterminationAsked(Record):
    """A person with what is known of them, the day, and the measure if only one is wanted."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"x-known": "people"})

    person: dict[str, Any]
    on: Day | None = None
    measure: str | None = None


@router.post(
    "/determinations",
    response=list[DeterminationRecord],
    operation_id="determine",
    throttle=DETERMINATIONS,
    openapi_extra={"parameters": [PARAMETER]},
)
@idempotent
def determine(request: HttpRequest, asked: DeterminationAsked) -> HttpResponse:
    """What a person is entitled to: one record a row and measure, with every reason."""
    who = teller()
    if asked.measure is not None and asked.measure not in who.pack.measures:
        detail = none_such(asked.measure, who.pack.measures)
        raise Refused([ErrorRecord(detail=detail, pointer="#/measure")])
    person = _person(asked.person, who.pack.vocabulary)
    found = explain(assessor(), person.cases, asked.on or today(), measure=asked.measure)
    return determined(found, who)


def _person(given: dict[str, Any], vocabulary: Vocabulary) -> Person:
    """The person. raises Refused with everything that is wrong"""
    errors = [
        ErrorRecord(detail=say(TOO_MANY_ROWS, MOST_ROWS), pointer=f"#/person/{subject.plural}")
        for subject in vocabulary.subjects.values()
        if isinstance(rows := given.get(subject.plural), list) and len(rows) > MOST_ROWS
    ]
    if errors:
        raise Refused(errors)
    person, aside = read_person(given, vocabulary, language_of_page())
    errors = [
        ErrorRecord(detail=complaint.text, pointer=f"#/person{complaint.pointer}")
        for row in aside
        for complaint in row.complaints
    ]
    if person is None or errors:
        raise Refused(errors)
    return person
