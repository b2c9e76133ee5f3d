"""The bank's word or an approver as a process of its own: `python -m tests.casework.settling_lines DATABASE ROSTER WHO`."""

import sys

import django
from django.db import connection


def main() -> None:
    """Settles all lines of the roster, or tries to approve each, and prints of how many that did something."""
    name, roster, who = sys.argv[1:]
    django.setup()
    connection.settings_dict["NAME"] = name
    from jiyao.base.errors import JiyaoError
    from jiyao.casework.actions.approving import approve
    from jiyao.casework.actions.settling import settle
    from jiyao.casework.models import Case
    from jiyao.casework.queries.rosters import lines_of
    from jiyao.registry.models import AccountRole
    from tests.casework.claims import hand
    from tests.casework.rosters import demonstration
    from tests.registry.places import COUNTY

    rules, lines = demonstration(), list(lines_of(Case.objects.get(pk=int(roster))))
    acting = hand(AccountRole.APPROVE, COUNTY if who == "bank" else who, days=9)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    done = 0
    if who == "bank":
        done = settle([one.party for one in lines], acting.by_itself)
    else:
        for line in reversed(lines):
            try:
                approve(line.pk, acting, rules)
                done += 1
            except JiyaoError:
                continue
    sys.stdout.write(f"{who} {done}")


if __name__ == "__main__":
    main()
