"""Sixteen processes on one line leave it exact: as much is committed as there is, not a fen more."""

import subprocess
import sys
from contextlib import ExitStack

from django.db import connection

from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.models import Commitment, Transfer
from jiyao.funds.queries.balancing import differences
from tests.databases import environment
from tests.funds.money import Hands, pots
from tests.registry.places import lay_out

PROCESSES, TIMES, ENOUGH_FOR = 16, 5, 60


def committed_at_once(database: str, line: int) -> int:
    """How often all of them together were given what they wanted, having begun together."""
    known = environment()
    connection.close()
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [
                        sys.executable,
                        "-m",
                        "tests.funds.committing",
                        database,
                        str(line),
                        str(who),
                        str(TIMES),
                    ],
                    env=known,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for who in range(PROCESSES)
        ]
        for one in started:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        for one in started:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        return sum(int(one.communicate()[0]) for one in started)


def test_sixteen_processes_on_one_line_leave_it_exact(fresh_database: str) -> None:
    lay_out()
    line = Hands().county_line(ENOUGH_FOR * 100)

    given = committed_at_once(fresh_database, line.pk)

    assert given == ENOUGH_FOR < PROCESSES * TIMES
    assert pots(line) == (0, ENOUGH_FOR * 100, 0, 0, 0)
    assert Commitment.objects.filter(line=line).count() == ENOUGH_FOR
    assert Transfer.objects.filter(kind="commit").count() == ENOUGH_FOR
    assert differences() == []
    assert verify_acts().findings == {}
