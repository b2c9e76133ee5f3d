"""A claim of the one certificate as a process of its own: `python -m tests.casework.claiming_at_once DATABASE CHANNEL`."""

import sys

import django
from django.db import connection


def main() -> None:
    """Claims by the offer, on the portal or with the employer's roster, and prints how that went."""
    name, channel = sys.argv[1:]
    django.setup()
    connection.settings_dict["NAME"] = name
    from jiyao.base.errors import JiyaoError
    from jiyao.casework.actions.opening import Wanted, claim
    from jiyao.casework.actions.rostering import RosterWanted, open_roster
    from jiyao.registry.models import AccountRole
    from tests.casework.claims import CERTIFICATE, MEASURE, hand
    from tests.packs.heilongjiang import assessor
    from tests.registry.places import HERE

    rules = assessor()
    who = hand(AccountRole.EMPLOYER if channel == "roster" else AccountRole.CITIZEN)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    try:
        if channel == "roster":
            open_roster(RosterWanted(800 + HERE, MEASURE, [CERTIFICATE]), who, rules)
        else:
            claim(Wanted(HERE, MEASURE, CERTIFICATE, channel), who, rules)  # type: ignore[arg-type]
        sys.stdout.write("claimed")
    except JiyaoError as error:
        sys.stdout.write(type(error).__name__)


if __name__ == "__main__":
    main()
