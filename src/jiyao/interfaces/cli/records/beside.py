"""A worker beside the web server: a process begun with it, begun again if it dies, and ended with it."""

import os
import subprocess
import sys
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType

COMMAND = (sys.executable, "-c", "from jiyao.interfaces.cli import main; main()")
TOO_SHORT = 10.0
"""Seconds. A worker that ends sooner cannot work here; it said why, and is not begun again."""
GRACE = 10.0
"""Seconds in which a worker may end what it is at; a job that is cut off is taken up by the next worker."""


class WorkerBeside:
    """A worker for as long as the block lasts. `arguments`: of the command `jiyao`, before `work`."""

    def __init__(self, arguments: list[str]) -> None:
        self._command = [*COMMAND, *arguments, "work", "--beside", str(os.getpid())]
        self._process: subprocess.Popen[bytes] | None = None
        self._ending = Event()
        self._lock = Lock()
        self._thread = Thread(target=self._keep, name="worker beside the server", daemon=True)

    def __enter__(self) -> "WorkerBeside":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._ending.set()
            if self._process is not None:
                _end(self._process)
        self._thread.join()

    def _keep(self) -> None:
        """Begins the worker, and begins it again whenever it dies."""
        while (worker := self._begun()) is not None:
            began = monotonic()
            worker.wait()
            if monotonic() - began < TOO_SHORT:
                return

    def _begun(self) -> "subprocess.Popen[bytes] | None":
        with self._lock:
            if self._ending.is_set():
                return None
            # in a session of its own, Ctrl+C reaches the server only, which then ends it in order
            self._process = subprocess.Popen(self._command, start_new_session=True)  # noqa: S603
            return self._process


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    try:
        worker.wait(GRACE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
