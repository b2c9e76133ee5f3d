"""How long one subject's facts take at a million people: `python -m tests.postgresql python -m bench.one_subject`.

Fills the database that JIYAO_DATABASE_URL names with people of the usual number of records, then asks for the facts of
some of them. Prints a Markdown table of milliseconds.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

import django
from django.core.management import call_command
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
django.setup()

from jiyao.engine.packs.loading import load_pack  # noqa: E402 - Django first
from jiyao.foundation.facts import facts_of, person_cases  # noqa: E402
from jiyao.registry.actions.listing import load_lists  # noqa: E402

PACK = Path(__file__).parents[1] / "packs/heilongjiang"
ON, KNOWN_AT = date(2025, 6, 30), datetime(2025, 7, 1, tzinfo=UTC)
ASKED = 300
FILLED_IN = {
    "columns": "record, version, reference, recorded_at, superseded_at",
    "version": "1, 'r' || i, timestamptz '2024-01-01Z', timestamptz '9999-12-31Z'",
    "place": "'23' || lpad((1 + i % 12)::text, 2, '0') || '00'",
}
TABLES = {
    "person": "registry_personversion",
    "certificate": "registry_heldcertificate",
    "enrolment": "training_enrolment",
    "apprenticeship": "training_apprenticeship",
    "contest_result": "evaluation_contestresult",
    "coaching": "evaluation_coaching",
}


def fill(people: int) -> None:
    """Makes the tables and their rows"""
    call_command("migrate", verbosity=0)
    load_lists(load_pack(PACK))
    rows = Path(__file__).with_suffix(".sql").read_text("utf-8")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(rows.format(people=people, **FILLED_IN))
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def asked(subject: str) -> list[int]:
    """Some numbers of a subject's rows, in no order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT record FROM {TABLES[subject]} ORDER BY md5(record::text) LIMIT {ASKED}")
        return [number for (number,) in cursor.fetchall()]


def milliseconds(ask: Callable[[int], object], numbers: list[int]) -> Iterator[float]:
    """How long each answer took."""
    for number in numbers:
        start = time.perf_counter()
        ask(number)
        yield (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    fill(parser.parse_args().people)
    vocabulary = load_pack(PACK).vocabulary
    known = {"on": ON, "known_at": KNOWN_AT, "vocabulary": vocabulary}
    print("| asked | fastest | median | slowest of 300 |\n| --- | ---: | ---: | ---: |")
    for subject in TABLES:
        took = list(milliseconds(lambda n, s=subject: facts_of(s, n, **known), asked(subject)))
        print(f"| {subject} | {min(took):.1f} | {median(took):.1f} | {max(took):.1f} |")
    took = list(milliseconds(lambda n: person_cases(n, **known), asked("person")))
    print(f"| a person with all rows | {min(took):.1f} | {median(took):.1f} | {max(took):.1f} |")


if __name__ == "__main__":
    main()
