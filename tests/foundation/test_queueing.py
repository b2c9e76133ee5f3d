"""The queue: jobs told of, done once, and taken up again when their worker was killed."""

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from jiyao.base.errors import Invalid
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.queueing import (
    ATTEMPTS,
    NotWaiting,
    ask_for,
    enqueue,
    take_up_lost,
    this_process,
    withdraw_job,
    work_on,
)
from jiyao.foundation.beating import seconds_left
from jiyao.foundation.models import Job, JobState
from tests.databases import environment

TITLE = Words(zh="数数", en="Counting")


def ask(work: str, **arguments: object) -> Job:
    return ask_for(
        work=f"tests.foundation.works.{work}", title=TITLE, arguments=arguments, by="cli:me", unit="rows"
    )


def run_worker() -> int:
    code = "from jiyao.interfaces.cli import main; main(['work', '--once'])"
    return subprocess.run(
        [sys.executable, "-c", code], env=environment(), check=False, timeout=120
    ).returncode


def test_a_job_done_at_once_tells_how_far_it_came(fresh_database: str) -> None:
    told: list[tuple[str, int, int]] = []

    job = work_on(ask("count", to=3).pk, lambda *step: told.append(step))

    assert told == [("count", 1, 3), ("count", 2, 3), ("count", 3, 3)]
    assert (job.state, job.step, job.done, job.total) == (JobState.DONE, "count", 3, 3)
    assert (job.counts, job.attempts, job.worker) == ({"counted": 3}, 1, this_process())
    assert job.started_at <= job.beat_at <= job.ended_at  # type: ignore[operator]


def test_a_job_with_something_refused_says_so(fresh_database: str) -> None:
    assert work_on(ask("count", to=1, refused=True).pk).state == JobState.REFUSED


def test_a_job_that_fails_keeps_the_message(fresh_database: str) -> None:
    job = ask("fail")

    with pytest.raises(Invalid, match="row 3"):
        work_on(job.pk)

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "row 3: nothing there")


def test_a_job_is_done_once(fresh_database: str) -> None:
    job = ask("count", to=1)
    work_on(job.pk)

    with pytest.raises(NotWaiting, match=f"job {job.pk} is under way or over"):
        work_on(job.pk)


def test_a_worker_does_what_waits(fresh_database: str) -> None:
    jobs = [ask("count", to=2), ask("fail"), ask("count", to=1)]
    for job in jobs:
        enqueue(job)
    connection.close()

    assert run_worker() == 0

    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["done", "failed", "done"]


def test_a_job_whose_worker_was_killed_is_taken_up_until_that_is_enough(fresh_database: str) -> None:
    job = ask("die")
    enqueue(job)
    connection.close()
    for attempt in range(1, ATTEMPTS + 1):
        assert run_worker() == -9
        job.refresh_from_db()
        assert (job.state, job.attempts) == (JobState.RUNNING, attempt)
        connection.close()

    assert run_worker() == 0

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "the process was killed; ask for it again")


def test_a_killed_job_is_done_by_the_next_worker(fresh_database: str) -> None:
    job = ask("die")
    enqueue(job)
    connection.close()
    run_worker()
    Job.objects.filter(pk=job.pk).update(work="tests.foundation.works.count", arguments={"to": 5})
    connection.close()

    run_worker()

    job.refresh_from_db()
    assert (job.state, job.attempts, job.counts) == (JobState.DONE, 2, {"counted": 5})


def running(worker: str, silent_for: timedelta) -> Job:
    job = ask("count", to=1)
    enqueue(job)
    DBTaskResult.objects.update(status="RUNNING", started_at=Now())
    Job.objects.filter(pk=job.pk).update(
        state="running", worker=worker, beat_at=Now() - silent_for, attempts=1
    )
    return job


def test_a_worker_that_lives_is_left_alone_however_silent(fresh_database: str) -> None:
    running(this_process(), timedelta(hours=1))

    assert take_up_lost() == []


def test_a_process_of_the_same_number_that_began_later_is_another(fresh_database: str) -> None:
    job = running(f"{socket.gethostname()}:{os.getpid()}:1", timedelta())

    assert take_up_lost() == [job.pk]
    assert DBTaskResult.objects.get().status == "READY"


@pytest.mark.parametrize(
    ("silent_for", "lost"), [(timedelta(minutes=1), False), (timedelta(minutes=3), True)]
)
def test_a_worker_elsewhere_is_lost_when_it_was_silent(
    fresh_database: str, silent_for: timedelta, lost: bool
) -> None:
    job = running("elsewhere:1:1", silent_for)

    assert take_up_lost() == ([job.pk] if lost else [])


def test_a_worker_killed_between_task_and_job_is_missed(fresh_database: str) -> None:
    job = ask("count", to=1)
    enqueue(job)
    DBTaskResult.objects.update(status="RUNNING", started_at=Now() - timedelta(minutes=3))

    take_up_lost()

    assert DBTaskResult.objects.get().status == "READY"


@pytest.mark.parametrize(
    ("done", "total", "taken", "left"),
    [(0, 100, 5.0, None), (100, 100, 5.0, None), (25, 100, 5.0, 15), (3, 0, 5.0, None), (1, 3, 0.1, 1)],
)
def test_seconds_left_follow_from_how_it_went(done: int, total: int, taken: float, left: int | None) -> None:
    assert seconds_left(done, total, taken) == left


def test_a_waiting_job_is_taken_back_and_no_worker_does_it(fresh_database: str) -> None:
    job = ask("count", to=3)
    enqueue(job)

    withdraw_job(job)

    assert run_worker() == 0
    job.refresh_from_db()
    assert (job.state, job.attempts, job.ended_at is None) == (JobState.STOPPED, 0, False)
    assert DBTaskResult.objects.count() == 0


def test_a_job_that_was_begun_is_not_taken_back(fresh_database: str) -> None:
    job = work_on(ask("count", to=1).pk)

    with pytest.raises(NotWaiting, match="cannot be taken back"):
        withdraw_job(job)

    job.refresh_from_db()
    assert job.state == JobState.DONE
