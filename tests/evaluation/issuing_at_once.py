"""Issuing the certificates of a session as a process of its own: `python -m tests.evaluation.issuing_at_once DATABASE SESSION`."""

import sys

import django
from django.db import connection


def main() -> None:
    """Issues, and prints under which numbers."""
    name, session = sys.argv[1:]
    django.setup()
    connection.settings_dict["NAME"] = name
    from jiyao.base.errors import JiyaoError
    from jiyao.evaluation.actions.issuing import issue_certificates
    from jiyao.registry.models import Account
    from tests.evaluation.certified import issuing, pack

    hand, rules = issuing(Account.objects.get(username="office")), pack()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    try:
        numbers = [one.number for one in issue_certificates(int(session), hand, rules)]
        sys.stdout.write(" ".join(numbers))
    except JiyaoError as error:
        sys.stdout.write(type(error).__name__)


if __name__ == "__main__":
    main()
