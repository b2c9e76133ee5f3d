"""The pack and its measures."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from jiyao.interfaces.api.paging import Page, Paged, page_of
from jiyao.interfaces.api.reading import Asked, Day, Text
from jiyao.interfaces.api.records.measures import (
    MeasureRecord,
    MeasureSummary,
    Stage,
    measure_record,
    measure_summary,
)
from jiyao.interfaces.api.records.vocabulary import PackRecord, pack_record
from jiyao.interfaces.api.routes.speaking import check_filter, named, teller
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.policy import catalogue

router = Router(tags=["policy"])


class MeasuresAsked(Paged):
    """Which measures."""

    stage: Stage | None = None
    subject: Annotated[str | None, Field(json_schema_extra={"x-known": "subjects"})] = None
    text: Text = ""
    on: Day | None = None


class MeasureAsked(Asked):
    """On which day."""

    on: Day | None = None


@router.get("/pack", response=PackRecord, operation_id="pack")
def pack(request: HttpRequest) -> PackRecord:
    """The pack that is in use."""
    return pack_record(teller())


@router.get("/measures", response=Page[MeasureSummary], operation_id="measures")
def measures(
    request: HttpRequest, response: HttpResponse, asked: Query[MeasuresAsked]
) -> Page[MeasureSummary]:
    """The measures asked for, by id."""
    who = teller()
    check_filter("subject", asked.subject, who.pack.vocabulary.subjects)
    on = asked.on or today()
    text = " ".join(asked.text.split())
    wanted = catalogue.Asked(stage=asked.stage or "", subject=asked.subject or "", text=text)
    found = list(catalogue.wanted(who, wanted, on))
    return page_of(request, response, asked, found, lambda measure: measure_summary(who, measure, on))


@router.get("/measures/{measure_id}", response=MeasureRecord, operation_id="measure")
def measure(request: HttpRequest, measure_id: str, asked: Query[MeasureAsked]) -> MeasureRecord:
    """One measure with everything that its page tells."""
    who = teller()
    return measure_record(who, named(measure_id, who.pack.measures), asked.on or today())
