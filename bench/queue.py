"""How long the desk's queue takes with a million cases: `python -m tests.postgresql python -m bench.queue`.

Fills the database that JIYAO_DATABASE_URL names with cases and their steps, then opens the pages of several officials
through Django, page after page. Prints a Markdown table of milliseconds; `--at-most` fails where the queue is slower.
"""

import argparse
import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from statistics import median, quantiles
from tempfile import mkdtemp
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
os.environ.setdefault("JIYAO_DEMONSTRATION", "1")
os.environ.setdefault("JIYAO_DAY", "2025-06-30")
os.environ.setdefault("JIYAO_VAR", mkdtemp(prefix="jiyao-queue-"))

import django

django.setup()
logging.disable(logging.INFO)
warnings.filterwarnings("ignore", "No directory at")

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402 - Django first
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from jiyao.engine.packs.loading import load_pack  # noqa: E402
from jiyao.foundation.actions.keys import create_keys, lookup_hash  # noqa: E402
from jiyao.registry.actions.accounts import assign, open_account  # noqa: E402
from jiyao.registry.actions.listing import load_lists  # noqa: E402
from jiyao.registry.models import AccountRole, Person, PersonVersion  # noqa: E402

PACK = load_pack(Path(__file__).parents[1] / "packs/heilongjiang")
AT, SINCE, BY = datetime(2025, 6, 30, 8, tzinfo=UTC), date(2020, 1, 1), "program:bench"
PEOPLE, AT_ONCE, OFFICIALS, TURNED = 20_000, 10_000, 200, 6
NEXT = re.compile(r'href="(\?[^"]*)" rel="next"')
COUNTY, PREFECTURE, PROVINCE = "230102", "230100", "230000"
HANDS = {
    "accepts in a county": (AccountRole.ACCEPT, COUNTY),
    "reviews in a county": (AccountRole.REVIEW, COUNTY),
    "reviews in the largest prefecture": (AccountRole.REVIEW, PREFECTURE),
    "approves at the province": (AccountRole.APPROVE, PROVINCE),
}
QUEUE = dict.fromkeys(HANDS, "/desk/cases/")
MEASURE = next(iter(PACK.measures))
LISTS = {
    "reviews in a county": f"/desk/records/cases/?state=accepted&measure={MEASURE}",
    "approves at the province": f"/desk/records/cases/?state=reviewed&measure={MEASURE}",
}


def fill(cases: int) -> None:
    """The tables, the people with their names, the officials, and the cases with their steps."""
    call_command("migrate", verbosity=0)
    load_lists(PACK)
    for first in range(1, PEOPLE + 1, AT_ONCE):
        _people(range(first, first + AT_ONCE))
    for number in range(OFFICIALS):
        open_account(username=f"official-{number}", at=AT, by=BY)
    script = Path(__file__).with_suffix(".sql").read_text("utf-8").format(people=PEOPLE, cases=cases)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(script, [list(PACK.measures)[:8]])
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE casework_case, casework_casestep")


def _people(numbers: range) -> None:
    Person.objects.bulk_create(Person(id=number) for number in numbers)
    keys = create_keys(numbers)
    PersonVersion.objects.bulk_create(
        PersonVersion(
            person_id=number,
            record=number,
            reference=lookup_hash(str(number)),
            recorded_at=AT,
            name_sealed=keys.seal(number, "name_sealed", "张三"),
            identity_sealed=keys.seal(number, "identity_sealed", f"23010219900307{number % 10_000:04d}"),
        )
        for number in numbers
    )


def signed_in(role: AccountRole, division: str) -> Client:
    """A browser with which an official is signed in."""
    account = open_account(username=f"{role}-{division}", at=AT, by=BY)
    assign(account=account, role=role, division=division, organisation=None, starts_on=SINCE, at=AT, by=BY)
    TOTP.activate(account, generate_totp_secret())
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def timed(client: Client, address: str) -> tuple[float, str]:
    """The milliseconds that a page took, and the page."""
    begun = perf_counter()
    response = client.get(address)
    took = (perf_counter() - begun) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return took, response.content.decode()


def turned(client: Client, address: str) -> Iterator[float]:
    """How long the first page took, and each that follows."""
    path = address.partition("?")[0]
    for _ in range(TURNED):
        took, page = timed(client, address)
        yield took
        following = NEXT.search(page)
        if following is None:
            return
        address = path + unescape(following[1])


def told(name: str, page: str, took: list[float]) -> float:
    """The milliseconds within which 95 of 100 came; with a line of the table."""
    p95 = quantiles(took, n=20)[-1]
    print(f"| {name} | {page} | {len(took)} | {median(took):.0f} | {p95:.0f} | {max(took):.0f} |", flush=True)
    return p95


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument(
        "--at-most", type=float, help="fails where 95 of 100 pages of the queue take more milliseconds"
    )
    asked = parser.parse_args()
    begun = perf_counter()
    fill(asked.cases)
    print(f"{asked.cases:,} cases laid out in {perf_counter() - begun:.0f} s\n")
    print("| who | page | opened | median | p95 | slowest |\n| --- | --- | ---: | ---: | ---: | ---: |")
    clients = {name: signed_in(*hand) for name, hand in HANDS.items()}
    for name, client in clients.items():
        list(turned(client, QUEUE[name]))  # each has its pack and its figures by then
    slowest = 0.0
    for name, client in clients.items():
        took = [one for _ in range(asked.times) for one in turned(client, QUEUE[name])]
        slowest = max(slowest, told(name, "queue", took))
    for name, client in clients.items():
        told(name, "first page of the desk", [timed(client, "/desk/")[0] for _ in range(asked.times)])
    for name, address in LISTS.items():
        told(
            name,
            "list by state and measure",
            [one for _ in range(asked.times) for one in turned(clients[name], address)],
        )
    return int(asked.at_most is not None and slowest > asked.at_most)


if __name__ == "__main__":
    sys.exit(main())
