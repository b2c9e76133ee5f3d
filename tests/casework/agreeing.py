"""Who agrees to a filing as a process of its own: `python -m tests.casework.agreeing DATABASE CASE USERNAME`."""

import sys
from datetime import timedelta

import django
from django.db import connection


def main() -> None:
    """Agrees, and prints the number that the body has, or why not."""
    name, case, username = sys.argv[1:]
    django.setup()
    connection.settings_dict["NAME"] = name
    from jiyao.base.errors import JiyaoError
    from jiyao.casework.actions.carrying_out import agree_to_filing
    from jiyao.registry.hand import Hand
    from jiyao.registry.models import Account
    from jiyao.registry.permitting import holder_of
    from tests.casework.filings import without_notice
    from tests.registry.places import AT, DAY

    rules = without_notice()
    who = holder_of(Account.objects.get(username=username), DAY)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    hand = Hand(who, DAY, AT + (DAY - AT.date()) + timedelta(hours=1))
    try:
        agreed = agree_to_filing(int(case), hand, rules)
        sys.stdout.write(agreed.filing.number_part)
    except JiyaoError as error:
        sys.stdout.write(type(error).__name__)


if __name__ == "__main__":
    main()
