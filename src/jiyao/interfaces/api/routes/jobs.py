"""Long work that the account of the token may see."""

from pathlib import Path as Place
from typing import Annotated, Any

from django.http import FileResponse, HttpRequest
from ninja import Path, Router
from pydantic import WithJsonSchema

from jiyao.foundation.actions.attaching import open_attachment
from jiyao.foundation.models import Job
from jiyao.interfaces.api.handlers import Unknown
from jiyao.interfaces.api.problems import say
from jiyao.interfaces.api.reading import XLSX
from jiyao.interfaces.api.records.jobs import JobRecord, job_record
from jiyao.interfaces.api.tokens import BearerToken
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.permitting import holder_in
from jiyao.registry.queries.jobs import jobs_in_reach

router = Router(tags=["jobs"])
Number = Path[Annotated[str, WithJsonSchema({"type": "integer", "minimum": 1})]]
LONGEST_NUMBER = 9
NO_JOB = ("没有 {0} 号任务", "there is no job {0}")
NO_RESULT = ("{0} 号任务没有结果文件", "job {0} has no file")
WORKBOOK: dict[str, Any] = {
    "responses": {
        200: {"description": "OK", "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
    }
}


@router.get("/jobs/{number}", response=JobRecord, auth=BearerToken("jobs"), operation_id="job")
def job(request: HttpRequest, number: Number) -> JobRecord:
    """How far a job is, and what came of it."""
    return job_record(_found(request, number), language_of_page())


@router.get(
    "/jobs/{number}/result", auth=BearerToken("jobs"), operation_id="job_result", openapi_extra=WORKBOOK
)
def job_result(request: HttpRequest, number: Number) -> FileResponse:
    """The file that came of a job: the workbook of bad rows."""
    found = _found(request, number)
    if found.result is None:
        raise Unknown(say(NO_RESULT, number))
    name = f"{Place(found.arguments['name']).stem}.bad.xlsx"
    return FileResponse(open_attachment(found.result), as_attachment=True, filename=name, content_type=XLSX)


def _found(request: HttpRequest, number: str) -> Job:
    """The job, if it is in reach. raises Unknown"""
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        raise Unknown(say(NO_JOB, number))
    jobs = jobs_in_reach(holder_in(request).reach("jobs", "see")).select_related("result")
    found = jobs.filter(pk=int(number)).first()
    if found is None:
        raise Unknown(say(NO_JOB, number))
    return found
