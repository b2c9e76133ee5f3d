"""An approver as a process of its own: `python -m tests.casework.approving DATABASE CASE USERNAME`."""

import sys
from datetime import timedelta

import django
from django.db import connection


def main() -> None:
    """Approves, and prints how that went."""
    name, case, username = sys.argv[1:]
    django.setup()
    connection.settings_dict["NAME"] = name
    from jiyao.base.errors import JiyaoError
    from jiyao.casework.actions.approving import approve
    from jiyao.registry.hand import Hand
    from jiyao.registry.models import Account
    from jiyao.registry.permitting import holder_of
    from tests.packs.heilongjiang import assessor
    from tests.registry.places import AT, DAY

    rules = assessor()
    who = holder_of(Account.objects.get(username=username), DAY)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    hand = Hand(who, DAY, AT + (DAY - AT.date()) + timedelta(hours=1))
    try:
        sys.stdout.write(approve(int(case), hand, rules).state)
    except JiyaoError as error:
        sys.stdout.write(type(error).__name__)


if __name__ == "__main__":
    main()
