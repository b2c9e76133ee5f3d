"""A writer as a process of its own: `python -m tests.foundation.chaining DATABASE HOW COUNT`."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import django
from django.db import connection, transaction

AT = datetime(2025, 6, 30, 9, tzinfo=UTC)


def main() -> None:
    """Writes so many acts, one a transaction, in one of the ways below."""
    name, how, count = sys.argv[1:]
    django.setup()
    connection.settings_dict["NAME"] = name
    from jiyao.foundation.actions.acting import append_act

    def append(n: int) -> None:
        append_act(
            kind="unmask", actor=f"account:{os.getpid()}", subject=f"person:{n}", at=AT, codes={"n": n}
        )

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for n in range(int(count)):
        WAYS[how](append, n)


def in_turn(append: Callable[[int], None], n: int) -> None:
    """One act a transaction."""
    append(n)


def two_at_a_time(append: Callable[[int], None], n: int) -> None:
    """Two acts a transaction, and every third one is taken back."""
    try:
        with transaction.atomic():
            append(n)
            append(n)
            if n % 3 == 0:
                raise LookupError
    except LookupError:
        pass


def killed_before_commit(append: Callable[[int], None], n: int) -> None:
    """Dies with an act that is not committed."""
    with transaction.atomic():
        append(n)
        if n == 5:
            os.kill(os.getpid(), signal.SIGKILL)


def killed_after_commit(append: Callable[[int], None], n: int) -> None:
    """Dies right after a commit."""
    append(n)
    if n == 5:
        os.kill(os.getpid(), signal.SIGKILL)


WAYS = {way.__name__: way for way in (in_turn, two_at_a_time, killed_before_commit, killed_after_commit)}

if __name__ == "__main__":
    main()
