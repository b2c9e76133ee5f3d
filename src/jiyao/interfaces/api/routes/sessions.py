"""Sessions of an evaluation body that its own system plans, files, fills and reads, so that nobody types them twice."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import ConfigDict, Field

from jiyao.engine.determination.records import Record
from jiyao.evaluation.actions.enrolling import CANDIDATES
from jiyao.evaluation.actions.planning import Plan, file_session, plan_session
from jiyao.evaluation.actions.rostering import enrol_roster
from jiyao.evaluation.actions.working_on import SESSIONS
from jiyao.evaluation.models import CandidateState, Part, Session, SessionState
from jiyao.evaluation.queries.bodies import Target
from jiyao.evaluation.rosters import roster_of_rows
from jiyao.evaluation.tables import SESSIONS_TABLE
from jiyao.interfaces.api.addresses import ROOT
from jiyao.interfaces.api.answering import JSON_ANSWER, Renderer
from jiyao.interfaces.api.handlers import Unknown
from jiyao.interfaces.api.idempotency import PARAMETER, idempotent
from jiyao.interfaces.api.problems import ErrorRecord, Refused
from jiyao.interfaces.api.routes.jobs import Number
from jiyao.interfaces.api.routes.marks import LARGEST, PartName, SessionNumber
from jiyao.interfaces.api.tokens import BearerToken
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in
from jiyao.registry.imports.rosters import PERSON
from jiyao.registry.queries.listing import one_row

router = Router(tags=["evaluation"])
MOST = 1_000
"""How many candidates one request enrols."""
Text = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]
State = Annotated[str, Field(json_schema_extra={"enum": list(SessionState.values)})]
Answer = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] | bool | int | None


class PlanRequest(Record):
    """A session as a body plans it. It is filed at once where `file` says so."""

    model_config = ConfigDict(extra="forbid")

    organisation: Annotated[int, Field(ge=1, le=LARGEST)]
    number: Text
    occupation: Text
    level: Text
    work_type: Text = "none"
    ability_item: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")] = ""
    division: Text
    parts: Annotated[list[PartName], Field(min_length=1, max_length=3)]
    starts_on: date
    ends_on: date
    enrols_until: date
    file: bool = True


class SessionRecord(Record):
    """A session: how far it is, and how many candidates stand how."""

    session: int
    organisation: int
    number: str
    state: State
    occupation: str
    work_type: str
    level: str
    ability_item: str
    standard_edition: str
    division: str
    parts: list[str]
    starts_on: date
    ends_on: date
    enrols_until: date
    filed_on: date | None
    published_on: date | None
    reported_on: date | None
    candidates: dict[str, int]


class CandidateRow(Record):
    """Who is enrolled, with what no register knows of them, by fact."""

    model_config = ConfigDict(extra="forbid")

    identity: Annotated[str, Field(min_length=18, max_length=18, pattern=r"^[0-9Xx]+$")]
    answers: Annotated[dict[str, Answer], Field(max_length=40)] = {}


class CandidatesRequest(Record):
    """Candidates, a row each."""

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[list[CandidateRow], Field(min_length=1, max_length=MOST)]


class CandidatesEnrolled(Record):
    """How many were enrolled."""

    enrolled: int


@router.post(
    "/sessions",
    response={201: SessionRecord},
    auth=BearerToken(SESSIONS, "make"),
    operation_id="plan_session",
    openapi_extra={"parameters": [PARAMETER]},
)
@idempotent
def plan(request: HttpRequest, asked: PlanRequest) -> HttpResponse:
    """The session, planned, and filed where that was asked."""
    target = Target(asked.occupation, asked.level, asked.work_type, asked.ability_item)
    hand, parts = hand_of(request), tuple(Part(one) for one in asked.parts)
    days = {"starts_on": asked.starts_on, "ends_on": asked.ends_on, "enrols_until": asked.enrols_until}
    wanted = Plan(asked.organisation, asked.number, target, asked.division, parts, **days)
    with transaction.atomic():
        found = plan_session(wanted, hand, the_pack())
        if asked.file:
            found = file_session(found.pk, hand, the_pack())
    content = Renderer().render(request, _told(found).model_dump(), response_status=201)
    headers = {"Location": f"{ROOT}sessions/{found.pk}"}
    return HttpResponse(content, status=201, content_type=JSON_ANSWER, headers=headers)


@router.get(
    "/sessions/{session}",
    response=SessionRecord,
    auth=BearerToken(SESSIONS, "see"),
    operation_id="session",
)
def session(request: HttpRequest, session: Number) -> SessionRecord:
    """One session."""
    found = one_row(SESSIONS_TABLE, holder_in(request).reach(SESSIONS, "see"), session, today())
    if found is None:
        raise Unknown(
            f"session {session}: there is none, or it is not in your reach",
            zh=f"批次 {session}：没有，或不在您的权限之内",
        )
    return _told(found)


@router.post(
    "/sessions/{session}/candidates",
    response=CandidatesEnrolled,
    auth=BearerToken(CANDIDATES, "make"),
    operation_id="enrol_candidates",
    openapi_extra={"parameters": [PARAMETER]},
)
@idempotent
def enrol(request: HttpRequest, session: SessionNumber, asked: CandidatesRequest) -> HttpResponse:
    """The candidates, enrolled: all of a request, or none of it."""
    rows: list[Mapping[str, Any]] = [{**row.answers, PERSON: row.identity.upper()} for row in asked.rows]
    roster = roster_of_rows(
        rows, the_pack(), folder=settings.PROFILES, on=today(), invented=settings.DEMONSTRATION
    )
    done = enrol_roster(session, roster, hand_of(request), the_pack(), source="api")
    if done.bad:
        raise Refused([_error(one.line, one.column, one.said(language_of_page())) for one in done.bad])
    told = CandidatesEnrolled(enrolled=done.candidates).model_dump()
    return HttpResponse(Renderer().render(request, told, response_status=200), content_type=JSON_ANSWER)


def _error(row: int, column: str, why: str) -> ErrorRecord:
    place = {"": "", PERSON: "/identity"}.get(column, f"/answers/{column}")
    return ErrorRecord(detail=why, pointer=f"#/rows/{row}{place}")


def _told(found: Session) -> SessionRecord:
    counted = dict.fromkeys(CandidateState.values, 0)
    counted.update(found.candidates.order_by().values_list("state").annotate(Count("pk")))
    return SessionRecord(
        session=found.pk,
        organisation=found.organisation_id,
        number=found.number,
        state=found.state,
        occupation=found.occupation,
        work_type=found.work_type,
        level=found.level,
        ability_item=found.ability_item,
        standard_edition=found.standard_edition,
        division=found.division,
        parts=found.parts.split(),
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        enrols_until=found.enrols_until,
        filed_on=found.filed_on,
        published_on=found.published_on,
        reported_on=found.reported_on,
        candidates=counted,
    )
