"""Long work as programs read it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from jiyao.engine.determination.records import Record
from jiyao.engine.shapes import Language
from jiyao.foundation.models import Job, JobState
from jiyao.interfaces.api.addresses import ROOT

State = Annotated[str, Field(json_schema_extra={"enum": list(JobState.values)})]


class JobRecord(Record):
    """A job: how far it is, and what came of it. `result` is the address of its file, such as bad rows given back."""

    number: int
    title: str
    state: State
    step: str | None
    done: int
    total: int
    seconds_left: int | None
    counts: dict[str, int]
    message: str | None
    result: str | None
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


def job_address(job: Job) -> str:
    """Where its progress is told."""
    return f"{ROOT}jobs/{job.pk}"


def job_record(job: Job, language: Language) -> JobRecord:
    """The job."""
    return JobRecord(
        number=job.pk,
        title=job.title_zh if language == "zh" else job.title_en,
        state=job.state,
        step=job.step or None,
        done=job.done,
        total=job.total,
        seconds_left=job.seconds_left,
        counts=job.counts,
        message=job.message or None,
        result=f"{job_address(job)}/result" if job.result_id else None,
        asked_at=job.asked_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
    )
