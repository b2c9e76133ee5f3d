"""The pages served by two processes, and how much of the processor each part of that takes."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

PORT = 8099
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def served(*, workers: int = 2, **settings: str) -> Iterator[int]:
    """The pages, from so many processes; gives the number of the process that started them."""
    command = ["-c", "from jiyao.interfaces.cli import main; main()", "--demo", "serve"]
    process = subprocess.Popen(
        [sys.executable, *command, "--workers", str(workers), "--port", str(PORT)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "JIYAO_LOG": "json", **settings},
    )
    try:
        for _ in range(240):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", PORT)
                connection.request("GET", "/health/")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.25)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


@dataclass(frozen=True)
class Used:
    """Seconds of the processor."""

    server: float
    database: float

    def since(self, before: "Used") -> "Used":
        """What was used in between."""
        return Used(self.server - before.server, self.database - before.database)


def used_by(server: int) -> Used:
    """What a server's processes have used so far, and those by which PostgreSQL answers to this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_database()")
        backend, name = cursor.fetchone()
    postmaster = _parent(Path(f"/proc/{backend}"))
    of_server = of_database = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent, seconds = _parent(folder), _seconds(folder)
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue  # it has ended meanwhile
        if server in (int(folder.name), parent):
            of_server += seconds
        elif parent == postmaster and f" {name} [local]".encode() in command:
            of_database += seconds
    return Used(of_server, of_database)


def seconds_of_backend() -> float:
    """What the process by which PostgreSQL answers to this connection has used so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return _seconds(Path(f"/proc/{cursor.fetchone()[0]}"))


def seconds_of_postgres() -> float:
    """What the server of this database has used so far, with its processes, those that ended among them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        postmaster = _parent(Path(f"/proc/{cursor.fetchone()[0]}"))
    folders = [one for one in Path("/proc").glob("[0-9]*") if _parent_if_there(one) == postmaster]
    ended = sum(int(ticks) for ticks in _fields(Path(f"/proc/{postmaster}"))[13:15]) / TICKS
    return ended + sum(_seconds(one) for one in (*folders, Path(f"/proc/{postmaster}")))


def _parent_if_there(folder: Path) -> int | None:
    try:
        return _parent(folder)
    except OSError:
        return None  # it has ended meanwhile


def _fields(folder: Path) -> list[str]:
    """What the system tells of a process after its name."""
    return (folder / "stat").read_text().rpartition(")")[2].split()


def _parent(folder: Path) -> int:
    return int(_fields(folder)[1])


def _seconds(folder: Path) -> float:
    return sum(int(ticks) for ticks in _fields(folder)[11:13]) / TICKS
