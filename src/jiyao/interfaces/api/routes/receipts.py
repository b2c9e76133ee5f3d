"""What the national platform answered, as a body's own system brings it: all of a request, or none of it."""

import hashlib
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import ConfigDict, Field

from jiyao.engine.determination.records import Record
from jiyao.evaluation.actions.platform_answering import take_answers
from jiyao.evaluation.platform.answers import LONGEST_NUMBER, LONGEST_REASON, AnswerRow, Answers, BadAnswers
from jiyao.evaluation.platform.formats import USUAL
from jiyao.evaluation.queries.platform import PLATFORM, sender_of
from jiyao.interfaces.api.answering import JSON_ANSWER, Renderer
from jiyao.interfaces.api.idempotency import PARAMETER, idempotent
from jiyao.interfaces.api.problems import ErrorRecord, Refused
from jiyao.interfaces.api.tokens import BearerToken
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.permitting import hand_of

router = Router(tags=["evaluation"])
MOST = 2000
REASON_MISSING = ("被退回须写明原因", "refused without a reason")


class Receipt(Record):
    """What became of a certificate that was sent. Without a version it is the last one that waits."""

    model_config = ConfigDict(extra="forbid")

    number: Annotated[str, Field(min_length=1, max_length=LONGEST_NUMBER)]
    version: Annotated[int, Field(ge=1, le=9999)] | None = None
    result: Literal["accepted", "refused"]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""
    day: date | None = None


class ReceiptsRequest(Record):
    """What the national platform answered, an item for each certificate."""

    model_config = ConfigDict(extra="forbid")

    receipts: Annotated[list[Receipt], Field(min_length=1, max_length=MOST)]


class ReceiptsTaken(Record):
    """How many were accepted, refused, and known already."""

    accepted: int
    refused: int
    unchanged: int


@router.post(
    "/receipts",
    response=ReceiptsTaken,
    auth=BearerToken(PLATFORM, "make"),
    operation_id="take_receipts",
    openapi_extra={"parameters": [PARAMETER]},
)
@idempotent
def take_receipts(request: HttpRequest, asked: ReceiptsRequest) -> HttpResponse:
    """What the national platform answered, kept line by line."""
    answers = Answers(_rows(asked), (), hashlib.sha256(request.body).hexdigest())
    try:
        done = take_answers(answers, sender_of(hand_of(request)), USUAL)
    except BadAnswers as error:
        raise Refused(_errors(error)) from None
    taken = ReceiptsTaken(accepted=done.accepted, refused=done.refused, unchanged=done.unchanged)
    content = Renderer().render(request, taken.model_dump(), response_status=200)
    return HttpResponse(content, content_type=JSON_ANSWER)


def _rows(asked: ReceiptsRequest) -> list[AnswerRow]:
    """The items as a file has them, numbered from 0. raises Refused: something was refused without a reason"""
    missing = [
        number
        for number, one in enumerate(asked.receipts)
        if one.result == "refused" and not one.reason.strip()
    ]
    if missing:
        detail = REASON_MISSING[language_of_page() == "en"]
        raise Refused(
            [ErrorRecord(detail=detail, pointer=f"#/receipts/{number}/reason") for number in missing]
        )
    return [
        AnswerRow(number, one.number, one.version, one.result == "accepted", one.reason.strip(), one.day)
        for number, one in enumerate(asked.receipts)
    ]


def _errors(error: BadAnswers) -> list[ErrorRecord]:
    language = language_of_page()
    return [
        ErrorRecord(detail=one.said.said(language), pointer=f"#/receipts/{one.line}") for one in error.rows
    ]
