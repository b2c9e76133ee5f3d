"""One of many who commit from one line at once: `python -m tests.funds.committing DATABASE LINE WHO TIMES`."""

import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from jiyao.funds.actions.committing import commit  # noqa: E402
from jiyao.funds.actions.ledger import Overdrawn, When  # noqa: E402
from tests.registry.places import AT, DAY  # noqa: E402


def main(database: str, line: str, who: str, times: str) -> None:
    """Says `ready`, waits for a line, commits one yuan so often, and says how often it was given."""
    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    given = 0
    for number in range(int(times)):
        try:
            commit(
                line=int(line),
                amount_fen=100,
                for_=f"case:{who}",
                key=f"{who}-{number}",
                when=When(DAY, AT),
                by="program:test",
            )
            given += 1
        except Overdrawn:
            pass
    sys.stdout.write(str(given))


if __name__ == "__main__":
    main(*sys.argv[1:])
