"""A job tells that it lives and how far it is, whatever its own transaction does."""

import threading
from contextlib import suppress
from math import ceil
from time import monotonic

from django.db import DatabaseError, connection
from django.db.models.functions import Now

from jiyao.base.progress import Progress
from jiyao.foundation.models import Job

SECONDS = 2.0


class Beating:
    """A progress that a thread of its own writes down, on a connection of its own."""

    def __init__(self, number: int, onward: Progress) -> None:
        self.number = number
        self.onward = onward
        self.told: tuple[str, int, int] = ("", 0, 0)
        self._since = monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"beating of job {number}", daemon=True)

    def __enter__(self) -> "Beating":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Is told how far the work is."""
        if step != self.told[0]:
            self._since = monotonic()
        self.told = (step, done, total)
        self.onward(step, done, total)

    def _beat(self) -> None:
        try:
            while not self._stop.wait(SECONDS):
                self._write()
            self._write()
        finally:
            connection.close()

    def _write(self) -> None:
        step, done, total = self.told
        left = seconds_left(done, total, monotonic() - self._since)
        with suppress(DatabaseError):  # a beat that cannot be written is missed; the next one comes
            Job.objects.filter(pk=self.number).update(
                step=step, done=done, total=total, seconds_left=left, beat_at=Now()
            )


def seconds_left(done: int, total: int, taken: float) -> int | None:
    """How many seconds a step needs still, if it goes on as it went; None where that cannot be told yet."""
    if not 0 < done < total:
        return None
    return ceil(taken / done * (total - done))
