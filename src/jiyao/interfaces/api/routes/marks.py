"""Marks that an evaluation body's own system brings: all of a request, or none of it."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import ConfigDict, Field

from jiyao.engine.determination.records import Record
from jiyao.evaluation.actions.mark_loading import load_marks
from jiyao.evaluation.actions.marking import MARKS
from jiyao.evaluation.mark_files import BadMarks, MarkFile, MarkRow
from jiyao.evaluation.models import Part
from jiyao.interfaces.api.answering import JSON_ANSWER, Renderer
from jiyao.interfaces.api.idempotency import PARAMETER, idempotent
from jiyao.interfaces.api.problems import ErrorRecord, Refused
from jiyao.interfaces.api.tokens import BearerToken
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of

router = Router(tags=["evaluation"])
MOST = 2000
PartName = Literal["theory", "practical", "review"]
LARGEST = 9_223_372_036_854_775_807
SessionNumber = Annotated[int, Path(ge=1, le=LARGEST)]
Points = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=1)]


class CandidateMarks(Record):
    """A candidate's marks by part; null for who was absent. A part that is not there says nothing."""

    model_config = ConfigDict(extra="forbid")

    ticket: Annotated[str, Field(min_length=1, max_length=24)]
    marks: Annotated[dict[PartName, Points | None], Field(min_length=1)]


class MarksRequest(Record):
    """The marks of a session, a row a candidate."""

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[list[CandidateMarks], Field(min_length=1, max_length=MOST)]


class MarksEntered(Record):
    """How many of the entries are new; what was entered before in the same words is none."""

    entered: int


@router.post(
    "/sessions/{session}/marks",
    response=MarksEntered,
    auth=BearerToken(MARKS, "make"),
    operation_id="enter_marks",
    openapi_extra={"parameters": [PARAMETER]},
)
@idempotent
def enter_marks(request: HttpRequest, session: SessionNumber, asked: MarksRequest) -> HttpResponse:
    """The marks, entered as those of the token's account."""
    file = MarkFile(_rows(asked.rows), f"a-{hashlib.sha256(request.body).hexdigest()[:32]}")
    hand = hand_of(request)
    try:
        count = load_marks(session, file, hand, the_pack())
    except BadMarks as error:
        raise Refused(_errors(error)) from None
    content = Renderer().render(request, MarksEntered(entered=count).model_dump(), response_status=200)
    return HttpResponse(content, content_type=JSON_ANSWER)


def _rows(rows: Sequence[CandidateMarks]) -> list[MarkRow]:
    """The rows as a file has them, numbered from 0. raises Refused: a ticket stands twice"""
    seen: dict[str, int] = {}
    for number, row in enumerate(rows):
        if row.ticket in seen:
            english = language_of_page() == "en"
            twice = f"stands in row {seen[row.ticket]} too" if english else f"与第 {seen[row.ticket]} 项重复"
            raise Refused([ErrorRecord(detail=twice, pointer=f"#/rows/{number}/ticket")])
        seen[row.ticket] = number
    return [
        MarkRow(
            number,
            row.ticket,
            {Part(part): None if mark is None else int(mark * 10) for part, mark in row.marks.items()},
        )
        for number, row in enumerate(rows)
    ]


def _errors(error: BadMarks) -> list[ErrorRecord]:
    english = language_of_page() == "en"
    return [
        ErrorRecord(detail=one.en if english else one.zh, pointer=f"#/rows/{one.line}") for one in error.rows
    ]
