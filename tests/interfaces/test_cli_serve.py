"""`jiyao serve` has a worker beside it: it does what the queue holds, and ends with the server however that ends."""

import os
from pathlib import Path

import pytest

from jiyao.engine.shapes import Words
from jiyao.foundation.actions.queueing import ask_for, enqueue
from jiyao.foundation.models import Job, JobState
from tests.databases import environment
from tests.journeys.serving import house, wait_for

pytestmark = pytest.mark.enable_socket


def asked() -> Job:
    """A job that waits for a worker."""
    title = Words(zh="数数", en="Counting")
    job = ask_for(
        work="tests.foundation.works.count", title=title, arguments={"to": 3}, by="cli:me", unit="rows"
    )
    enqueue(job)
    return job


def worker_of(process: int) -> int | None:
    """The number of the worker that a server began, if it lives."""
    for folder in Path("/proc").iterdir():
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if command[-3:-1] == [b"--beside", str(process).encode()]:
            return int(folder.name)
    return None


def test_worker_beside_the_server_does_the_queue_and_ends_with_it(fresh_database: str) -> None:
    with house(environment()) as served:
        job = asked()
        wait_for(lambda: Job.objects.get(pk=job.pk).state == JobState.DONE)
        number = served.process.pid

    assert Job.objects.get(pk=job.pk).counts == {"counted": 3}
    assert worker_of(number) is None


def test_worker_ends_where_the_server_was_killed(fresh_database: str) -> None:
    with house(environment()) as served:
        wait_for(lambda: worker_of(served.process.pid) is not None)

        served.process.kill()

        wait_for(lambda: worker_of(served.process.pid) is None)


def test_server_without_a_worker_leaves_the_queue(fresh_database: str) -> None:
    with house(environment(), "--without-worker") as served:
        job = asked()

        assert worker_of(served.process.pid) is None
        assert Job.objects.get(pk=job.pk).state == JobState.WAITING


def test_worker_that_dies_as_it_begins_is_not_begun_again(fresh_database: str) -> None:
    with house(environment()) as served:
        wait_for(lambda: worker_of(served.process.pid) is not None)

        os.kill(worker_of(served.process.pid) or 0, 9)

        wait_for(lambda: worker_of(served.process.pid) is None)
