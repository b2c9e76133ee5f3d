"""How many certificates are verified a second, and printed: `python -m tests.postgresql python -m bench.verification`.

Two processes ask for one certificate after another, as two workers of the server do; a tenth of the names are wrong.
Everybody in it is invented.
"""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter, process_time

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
os.environ.setdefault("JIYAO_DEMONSTRATION", "1")
SECONDS = 10
WORKERS = 2
ON = date(2025, 6, 30)
AT = datetime(2025, 6, 30, tzinfo=UTC)
PRINTED = 1_000
WAYS = {0: "one row of one table, by its model", 1: "one, by the query", 500: "500 at once, each"}
"""By how many are asked for at once; 0 for what the others are compared with."""
PACK = Path(__file__).parents[1] / "packs/heilongjiang"


def main(certificates: int) -> None:
    """Prints a line for each way of asking."""
    django.setup()
    from django.db import connection

    from bench.doors import DOORS, through_the_door

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    fill(certificates)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()  # processes that are forked would take it along
    print(
        f"{certificates:,} certificates, {WORKERS} processes\n\n"
        "| asked | a second, on the clock | ms of the processor each | in the database | on two idle cores | ratio |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    row = None
    for most, way in WAYS.items():
        with ProcessPoolExecutor(WORKERS) as pool:
            found = list(pool.map(ask, [(worker, certificates, most) for worker in range(WORKERS)]))
        row = tell(way, *(sum(column) for column in zip(*found, strict=True)), row)
    for door in DOORS:
        done, used = through_the_door(door, asked(1, certificates), workers=WORKERS, seconds=SECONDS)
        tell(door, done, used.server, used.database, row)
    printing()


def tell(way: str, done: int, here: float, database: float, row: float | None) -> float:
    """Prints a line of the table; gives what one row of a table costs.

    here   seconds of the processor outside the database, whoever asks left out
    row    seconds for one row of one table; None where that is what was measured
    """
    each = (here + database) / done
    print(
        f"| {way} | {done / SECONDS:,.0f} | {here / done * 1000:.2f} | {database / done * 1000:.2f} "
        f"| {WORKERS / each:,.0f} | {each / (row or each):.2f} |",
        flush=True,
    )
    return row or each


def fill(count: int) -> None:
    """So many people, each with a certificate of one body."""
    from jiyao.engine.packs.loading import load_pack
    from jiyao.evaluation.models import IssuedCertificate
    from jiyao.foundation.actions.keys import create_keys
    from jiyao.registry.actions.listing import load_lists
    from jiyao.registry.models import (
        HeldCertificate,
        Organisation,
        OrganisationVersion,
        Person,
        PersonVersion,
    )

    load_lists(load_pack(PACK))
    Organisation.objects.create(id=1)
    OrganisationVersion.objects.create(
        record=1, organisation_id=1, reference="o1", recorded_at=AT, name="演示评价机构"
    )

    for first in range(1, count + 1, 10_000):
        people = range(first, min(first + 10_000, count + 1))
        keys = create_keys(people)
        Person.objects.bulk_create(Person(id=one) for one in people)
        said = {"reference": "", "recorded_at": AT}
        PersonVersion.objects.bulk_create(
            PersonVersion(
                **{**said, "reference": f"p{one}"},
                record=one,
                person_id=one,
                name_sealed=keys.seal(one, "name_sealed", name(one)),
            )
            for one in people
        )
        HeldCertificate.objects.bulk_create(
            HeldCertificate(
                **{**said, "reference": f"c{one}"},
                record=one,
                person_id=one,
                certificate_number=number(one),
                certificate_kind="skill_level",
                occupation="6-18-02-04",
                level="L3",
                issued_on=ON,
                issuer_id=1,
            )
            for one in people
        )
        IssuedCertificate.objects.bulk_create(
            IssuedCertificate(
                number=number(one),
                organisation_id=1,
                person_id=one,
                record=one,
                issued_on=ON,
                status_list=1,
                status_index=one,
            )
            for one in people
        )


def number(one: int) -> str:
    """The number of somebody's certificate."""
    return f"S000023{one // 1_000_000:06d}253{one % 1_000_000:06d}"


def name(one: int) -> str:
    """What somebody is called."""
    return f"张{one}"


def asked(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Numbers and names without end; a tenth of the names are wrong."""
    one = seed
    while True:
        one = one * 48_271 % 2_147_483_647 + 1
        person = one % count + 1
        yield number(person), "李" if one % 10 == 0 else name(person)


def ask(given: tuple[int, int, int]) -> tuple[int, float, float]:
    """How many were verified in the time, and the seconds of the processor here and in the database."""
    worker, count, most = given
    django.setup()
    from django.db import connections

    from bench.serving import seconds_of_backend
    from jiyao.evaluation.models import IssuedCertificate
    from jiyao.evaluation.queries.verifying import Asked, verified

    connections.close_all()
    given_to, done = asked(worker + 1, count), 0
    verified([Asked("", "")], ON)
    before, began = seconds_of_backend(), process_time()
    until = perf_counter() + SECONDS
    while perf_counter() < until:
        if most:
            verified([Asked(*next(given_to)) for _ in range(most)], ON)
        else:
            IssuedCertificate.objects.get(number=next(given_to)[0])
        done += max(most, 1)
    return done, process_time() - began, seconds_of_backend() - before


def printing() -> None:
    """How many pages are set a second of the processor."""
    from secrets import token_urlsafe

    from jiyao.evaluation.queries.printing import Printed
    from jiyao.interfaces.ui.certificates import certificates_paper

    pages = [
        Printed(
            number=number(one),
            kind="skill_level",
            name=name(one),
            identity="2399**********4513",
            occupation="焊工",
            work_type="电焊工",
            level="三级/高级工",
            level_en="Level 3",
            issued_on=ON,
            body="演示评价机构",
            code=token_urlsafe(16),
            version=1,
        )
        for one in range(1, PRINTED + 1)
    ]
    certificates_paper(pages[:1], ON)
    begun, used = perf_counter(), process_time()
    content = certificates_paper(pages, ON)
    used = process_time() - used
    print(
        f"PDF: {PRINTED:,} pages in {perf_counter() - begun:.2f} s, {used:.2f} s of the processor: "
        f"{PRINTED / used:,.0f} a second a core, {len(content) // PRINTED:,} bytes a page"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
