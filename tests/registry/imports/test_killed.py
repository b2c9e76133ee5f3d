"""Imports that are killed, or run side by side, on PostgreSQL: nothing half-done, nothing twice."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection

from jiyao.foundation.models import Act
from jiyao.registry.actions.recording import Recorded
from jiyao.registry.imports.importing import RECORDED_AT_A_TIME, Imported, Mode
from jiyao.registry.models import FOREVER, OrganisationVersion
from tests.databases import environment
from tests.registry.imports.files import AT, credit, csv_file, do_import

ROWS = 3 * RECORDED_AT_A_TIME
CODE = """
import django; django.setup()
from tests.registry.imports.files import csv_file, do_import
from jiyao.registry.imports.importing import Mode
import sys
with open(sys.argv[1], 'rb') as file:
    do_import(file, 'organisations', Mode(sys.argv[2]))
"""

pytestmark = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="one writer at a time on SQLite")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "organisations.csv"
    found.write_bytes(organisations(ROWS).getvalue())
    return found


def organisations(count: int) -> BytesIO:
    rows = [[credit(f"91239901MA{number:07d}"), f"单位{number}", "230100"] for number in range(count)]
    return csv_file([["统一社会信用代码", "单位名称", "所在地"], *rows])


def killed_after(slices: int, file: Path, mode: Mode) -> None:
    """Imports in a process of its own, which is killed once so many slices stand."""
    process = subprocess.Popen([sys.executable, "-c", CODE, str(file), mode], env=environment())
    try:
        for seen in counts():
            if seen >= slices * RECORDED_AT_A_TIME or process.poll() is not None:
                break
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    for _ in counts():
        if not others():
            break


def counts() -> Iterator[int]:
    """How many rows can be seen, again and again for two minutes."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        yield OrganisationVersion.objects.count()
        time.sleep(0.05)


def others() -> int:
    """How many other sessions the database has; the server takes a moment to miss one that was killed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        [count] = cursor.fetchone()
        return int(count)


def test_an_import_of_good_rows_that_is_killed_leaves_whole_slices_and_goes_on(
    fresh_database: str, file: Path
) -> None:
    killed_after(1, file, Mode.GOOD_ROWS)
    stood = OrganisationVersion.objects.count()

    with file.open("rb") as opened:
        imported, _ = do_import(opened, "organisations")

    assert stood in (RECORDED_AT_A_TIME, 2 * RECORDED_AT_A_TIME)
    assert imported == Imported(ROWS, 0, 0, Recorded(new=ROWS - stood, unchanged=stood))
    assert Act.objects.filter(kind="record").count() == 3
    assert OrganisationVersion.objects.filter(superseded_at=FOREVER, version=1).count() == ROWS


def test_an_import_of_all_or_nothing_that_is_killed_leaves_nothing(fresh_database: str, file: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, str(file), Mode.ALL_OR_NOTHING], env=environment()
    )
    for _ in counts():
        if written() or process.poll() is not None:
            break
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    for _ in counts():
        if not others():
            break

    assert (OrganisationVersion.objects.count(), Act.objects.count()) == (0, 0)


def written() -> bool:
    """Whether another session is writing rows that nobody can see yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size('registry_organisationversion') > 0, pg_stat_clear_snapshot()"
        )
        return bool(cursor.fetchone()[0])


def test_two_imports_of_one_file_at_once_record_it_once(fresh_database: str) -> None:
    count = 2_000
    done: list[Recorded] = []

    def one() -> None:
        try:
            done.append(do_import(organisations(count), "organisations", at=AT)[0].recorded)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(done, start=Recorded()) == Recorded(new=count, unchanged=3 * count)
    assert OrganisationVersion.objects.count() == count
