"""A reviewer as a process of its own: `python -m tests.casework.deciding DATABASE REQUEST ROLE-DIVISION`."""

import sys
from datetime import UTC, datetime

import django
from django.db import connection


def main() -> None:
    """Corrects as claimed, and prints how that went."""
    name, request, username = sys.argv[1:]
    django.setup()
    connection.settings_dict["NAME"] = name
    from jiyao.base.errors import JiyaoError
    from jiyao.casework.actions.deciding import correct
    from jiyao.registry.hand import Hand
    from jiyao.registry.models import Account
    from jiyao.registry.permitting import holder_of
    from tests.packs.heilongjiang import assessor
    from tests.registry.places import DAY

    rules = assessor()
    who = holder_of(Account.objects.get(username=username), DAY)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    at = datetime(2025, 1, 3, 8, tzinfo=UTC)
    try:
        sys.stdout.write(correct(int(request), Hand(who, DAY, at), assessor=rules).state)
    except JiyaoError as error:
        sys.stdout.write(type(error).__name__)


if __name__ == "__main__":
    main()
