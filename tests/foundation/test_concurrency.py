"""Chains stay whole when many write at once, and when a writer dies."""

import os
import subprocess
import sys
from contextlib import ExitStack
from time import sleep

import pytest
from django.db import connection

from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from tests.foundation.acting import append


def write(database: str, how: str, *, writers: int, count: int) -> list[int]:
    """How each of so many writers ended, all started at the same moment."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "jiyao.config.settings"}
    command = [sys.executable, "-m", "tests.foundation.chaining", database, how, str(count)]
    connection.close()
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            )
            for _ in range(writers)
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        return [process.wait() for process in processes]


def test_many_writers_leave_whole_chains(fresh_database: str) -> None:
    writers, count = (16, 200) if connection.vendor == "postgresql" else (4, 50)

    ended = write(fresh_database, "in_turn", writers=writers, count=count)

    found = verify_acts()
    assert ended == [0] * writers
    assert found.findings == {}
    assert Act.objects.filter(kind="unmask").count() == writers * count
    assert Act.objects.filter(kind="checkpoint").count() == found.checkpoints


def test_what_is_taken_back_leaves_no_gap(fresh_database: str) -> None:
    ended = write(fresh_database, "two_at_a_time", writers=4, count=30)

    assert ended == [0] * 4
    assert verify_acts().findings == {}
    assert Act.objects.filter(kind="unmask").count() == 4 * 20 * 2


@pytest.mark.parametrize(("how", "committed"), [("killed_before_commit", 5), ("killed_after_commit", 6)])
def test_writer_killed_leaves_whole_chains(fresh_database: str, how: str, committed: int) -> None:
    ended = write(fresh_database, how, writers=2, count=30)

    append()
    assert ended == [-9, -9]
    assert verify_acts().findings == {}
    assert Act.objects.count() == 2 * committed + 1


def test_verification_does_not_see_what_is_written_meanwhile(fresh_database: str) -> None:
    before = [append(n) for n in range(3)]
    connection.close()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "jiyao.config.settings"}
    command = [sys.executable, "-m", "tests.foundation.chaining", fresh_database, "in_turn", "2000"]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdin is not None
        writer.stdout.readline()
        writer.stdin.write("\n")
        writer.stdin.flush()
        while Act.objects.count() == len(before):
            sleep(0.01)
        found = [verify_acts() for _ in range(20)]
        running = writer.poll() is None
        writer.kill()

    assert running
    assert [verification.findings for verification in found] == [{}] * 20
    assert found[-1].acts > len(before)
