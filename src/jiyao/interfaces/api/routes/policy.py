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
from jiyao.interfaces.api.routes.speaking import asked_of, check_filter, named, teller
from jiyao.interfaces.ui.policy import catalogue

router = Router(tags=["policy"])


class MeasuresAsked(Paged):
    """Which measures."""

    stage: Stage | None = None
    subject: Annotated[str | None, Field(json_schema_extra={"x-known": "subjects"})] = None
    text: Text = ""
    on: Day | None = None
    known: Day | None = None


class MeasureAsked(Asked):
    """For which day, and as known on which."""

    on: Day | None = None
    known: Day | None = None


class PackAsked(Asked):
    """As known on which day."""

    known: Day | None = None


@router.get("/pack", response=PackRecord, operation_id="pack")
def pack(request: HttpRequest, asked: Query[PackAsked]) -> PackRecord:
    """The pack that is in use, or was on a past day."""
    asked_of(None, asked.known)
    return pack_record(teller())


@router.get("/measures", response=Page[MeasureSummary], operation_id="measures")
def measures(
    request: HttpRequest, response: HttpResponse, asked: Query[MeasuresAsked]
) -> Page[MeasureSummary]:
    """The measures asked for, by id."""
    on, who = asked_of(asked.on, asked.known).day, teller()
    check_filter("subject", asked.subject, who.pack.vocabulary.subjects)
    text = " ".join(asked.text.split())
    wanted = catalogue.Asked(stage=asked.stage or "", subject=asked.subject or "", text=text)
    found = list(catalogue.wanted(who, wanted, on))
    return page_of(request, response, asked, found, lambda measure: measure_summary(who, measure, on))


@router.get("/measures/{measure_id}", response=MeasureRecord, operation_id="measure")
def measure(request: HttpRequest, measure_id: str, asked: Query[MeasureAsked]) -> MeasureRecord:
    """One measure with everything that its page tells."""
    on, who = asked_of(asked.on, asked.known).day, teller()
    return measure_record(who, named(measure_id, who.pack.measures), on)
