"""How many certificates are verified a second, and printed: `python -m tests.postgresql python -m bench.verification`.

Two processes ask for one certificate after another, as two workers of the server do; a tenth of the names are wrong.
Everybody in it is invented.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
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


def main(certificates: int) -> None:
    """Prints a line for each way of asking."""
    django.setup()
    from django.db import connection

    call_command("migrate", verbosity=0)
    fill(certificates)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for most in (1, 500):
        with ProcessPoolExecutor(WORKERS) as pool:
            done = sum(pool.map(ask, [(worker, certificates, most) for worker in range(WORKERS)]))
        print(
            f"{most:>4} at once: {done / SECONDS:,.0f} a second, {WORKERS} processes, {certificates:,} certificates"
        )
    printing()


def fill(count: int) -> None:
    """So many people, each with a certificate."""
    from jiyao.foundation.actions.keys import create_keys
    from jiyao.registry.models import HeldCertificate, Person, PersonVersion

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
            )
            for one in people
        )


def number(one: int) -> str:
    """The number of somebody's certificate."""
    return f"S000023{one // 1_000_000:06d}253{one % 1_000_000:06d}"


def name(one: int) -> str:
    """What somebody is called."""
    return f"张{one}"


def ask(given: tuple[int, int, int]) -> int:
    """How many were verified in the time."""
    worker, count, most = given
    django.setup()
    from django.db import connections

    from jiyao.evaluation.queries.verifying import Asked, verified

    connections.close_all()
    done, one = 0, worker * count // WORKERS
    until = perf_counter() + SECONDS
    while perf_counter() < until:
        asked = []
        for _ in range(most):
            one = one * 48_271 % 2_147_483_647 + 1
            person = one % count + 1
            asked.append(Asked(number(person), "李" if one % 10 == 0 else name(person)))
        verified(asked, ON)
        done += most
    return done


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
