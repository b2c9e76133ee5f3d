"""The queue: work asked for, done by a worker or at once, and taken up again where a worker was killed."""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.base.progress import Progress, silent
from jiyao.engine.shapes import Words
from jiyao.foundation.beating import Beating
from jiyao.foundation.models import Attachment, Job, JobState

SILENT_FOR = timedelta(minutes=2)
"""A worker on another machine that told nothing for so long is taken for dead."""
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job. `is_refused`: part of what it was given was not good."""

    counts: Mapping[str, int] = field(default_factory=dict)
    result: Attachment | None = None
    is_refused: bool = False


class Work(Protocol):
    """A function that does a job. It may be called again after it was killed, and does nothing twice."""

    def __call__(self, arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
        """What came of it. `at`: the moment at which this attempt began."""


class NotWaiting(Conflict):
    """The job is under way or over."""


def ask_for(*, work: str, title: Words, arguments: Mapping[str, Any], by: str, unit: str) -> Job:
    """A job that waits to be done by who asks for it, with `work_on`.

    work    the full name of a function that is a Work
    """
    job = Job(work=work, title_zh=title.zh[:200], title_en=title.en[:200], by=by, unit=unit)
    job.arguments = dict(arguments)
    job.asked_at = Now()
    job.save(force_insert=True)
    job.refresh_from_db()
    return job


@transaction.atomic
def enqueue(job: Job) -> None:
    """Gives a waiting job to the workers."""
    job.queue = run_job.enqueue(job.pk).id
    job.save(update_fields=["queue"])


@task()
def run_job(number: int) -> None:
    """Does a job from the queue."""
    with suppress(NotWaiting):
        work_on(number)


def work_on(number: int, progress: Progress = silent) -> Job:
    """The job, done. raises NotWaiting; and whatever the work raises, with the job marked as failed"""
    taken = Job.objects.filter(pk=number, state=JobState.WAITING).update(
        state=JobState.RUNNING,
        started_at=Now(),
        beat_at=Now(),
        ended_at=None,
        message="",
        worker=this_process(),
        attempts=F("attempts") + 1,
    )
    if not taken:
        raise NotWaiting(f"job {number} is under way or over, or there is none")
    job = Job.objects.get(pk=number)
    assert job.started_at is not None  # noqa: S101 - it was set just now
    work: Work = import_string(job.work)
    try:
        with Beating(number, progress) as beating:
            outcome = work(job.arguments, at=job.started_at, by=job.by, progress=beating)
    except BaseException as error:
        _end(number, state=JobState.FAILED, message=_said(error, job))
        raise
    state = JobState.REFUSED if outcome.is_refused else JobState.DONE
    _end(number, state=state, counts=dict(outcome.counts), result=outcome.result)
    return Job.objects.get(pk=number)


@transaction.atomic
def withdraw_job(job: Job) -> None:
    """Takes back a job that waits. raises NotWaiting where a worker was faster"""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING)
    if not waiting.update(state=JobState.STOPPED, ended_at=Now()):
        raise NotWaiting(
            f"job {job.pk} is under way or over; it cannot be taken back any more",
            zh=f"任务 {job.pk} 已开始或已结束，不能再撤回",
        )
    if job.queue is not None:
        DBTaskResult.objects.filter(pk=job.queue, status=TaskResultStatus.READY).delete()


def take_up_lost() -> list[int]:
    """The jobs whose worker was killed, given back to the queue; one that was begun too often has failed."""
    lost = [job for job in Job.objects.filter(state=JobState.RUNNING).order_by("pk") if _is_lost(job)]
    for job in lost:
        _take_up(job)
    _unstick(Job.objects.filter(state=JobState.WAITING, queue__isnull=False))
    return [job.pk for job in lost]


def this_process() -> str:
    """Host, process and when it began: no two processes share it."""
    return f"{socket.gethostname()}:{os.getpid()}:{_began(os.getpid())}"


def _is_lost(job: Job) -> bool:
    host, _, process = job.worker.partition(":")
    if host == socket.gethostname():
        number, _, began = process.partition(":")
        return _began(int(number)) != began
    return Job.objects.filter(pk=job.pk, beat_at__lt=Now() - SILENT_FOR).exists()


def _began(process: int) -> str:
    """When a process began, in ticks of its machine; nothing for one that is not there."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


@transaction.atomic
def _take_up(job: Job) -> None:
    """Puts the job back, unless its worker or another has changed it in the meantime."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker)
    if job.queue is None or job.attempts >= ATTEMPTS:
        mine.update(state=JobState.FAILED, ended_at=Now(), message="the process was killed; ask for it again")
    elif mine.update(state=JobState.WAITING, worker=""):
        DBTaskResult.objects.filter(pk=job.queue).update(status=TaskResultStatus.READY)


def _unstick(jobs: "QuerySet[Job]") -> None:
    """A worker may be killed after it took a task and before it began the job."""
    taken = DBTaskResult.objects.filter(
        Q(started_at__lt=Now() - SILENT_FOR), status=TaskResultStatus.RUNNING, pk__in=jobs.values("queue")
    )
    taken.update(status=TaskResultStatus.READY)


def _end(number: int, **values: Any) -> None:
    Job.objects.filter(pk=number, worker=this_process()).update(ended_at=Now(), **values)


def _said(error: BaseException, job: Job) -> str:
    """In the language that was asked for with the job, where it says one."""
    if isinstance(error, JiyaoError):
        return error.said(job.arguments.get("language", "en"))
    return f"{type(error).__name__}: {error}"
