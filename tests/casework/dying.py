"""A process of its own that does something and kills itself -9 before one of its writes, or its commits."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection

READS = ("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA", "SET", "BEGIN")
"""How statements begin that write nothing."""


class Counted:
    """Counts writes and commits of this process, and kills it before the one of that number."""

    def __init__(self, last: int) -> None:
        self.left = last

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Does the statement, if it is not the last."""
        if not str(sql).lstrip().startswith(READS):
            self.step()
        return execute(sql, params, many, context)

    def step(self) -> None:
        """One write less; with the last one the process is dead."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def killed(at: int, do: Callable[[], object]) -> bool:
    """Whether a process that does this was killed before its write of that number; False where it came to its end."""
    connection.close()
    child = os.fork()
    if child == 0:
        _do(at, do)
    _, status = os.waitpid(child, 0)
    connection.close()
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the process failed by itself"
    return False


def _do(at: int, do: Callable[[], object]) -> None:
    """Never comes back: the process ends here."""
    code = 1
    try:
        counted, commit = Counted(at), connection._commit

        def committing() -> Any:
            counted.step()
            return commit()

        connection._commit = committing  # type: ignore[method-assign]
        with connection.execute_wrapper(counted):
            do()
        code = 0
    finally:
        os._exit(code)
