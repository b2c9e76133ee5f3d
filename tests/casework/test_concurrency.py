"""Two reviewers decide one request at the same moment: one does, the other is told."""

import subprocess
import sys
from contextlib import ExitStack

from django.db import connection

from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.registry.models import FOREVER, AccountRole, HeldCertificate
from tests.casework.asking import ask, holder
from tests.databases import environment
from tests.registry.places import CITY, COUNTY, lay_out

REVIEWERS = [f"review-{COUNTY}", f"review-{CITY}"]


def decided_at_once(database: str, request: int) -> list[str]:
    """What each of the reviewers was told, all having begun together."""
    command = [sys.executable, "-m", "tests.casework.deciding", database, str(request)]
    known = environment()
    connection.close()
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [*command, reviewer],
                    env=known,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for reviewer in REVIEWERS
        ]
        for one in started:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        for one in started:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        return sorted(one.communicate()[0] for one in started)


def test_two_reviewers_at_once_decide_once(fresh_database: str) -> None:
    lay_out()
    request = ask(holder(AccountRole.CITIZEN)).pk
    for division in (COUNTY, CITY):
        holder(AccountRole.REVIEW, division)

    told = decided_at_once(fresh_database, request)

    assert told == ["NotOpen", "corrected"]
    assert HeldCertificate.objects.get(record=1001, superseded_at=FOREVER).version == 2
    assert Act.objects.filter(kind__in=["correct", "decide-correction"]).count() == 2
    assert verify_acts().findings == {}
