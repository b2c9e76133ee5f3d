"""How long one subject's facts take at a million people: `python -m tests.postgresql python -m bench.one_subject`.

Fills the database that JIYAO_DATABASE_URL names with people of the usual number of records, then asks for the facts of
some of them. Prints a Markdown table of milliseconds.
"""

import argparse
import os
import random
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
from jiyao.foundation.facts import fact_files, facts_of, person_cases  # noqa: E402
from jiyao.registry.actions.listing import load_lists  # noqa: E402

PACK = Path(__file__).parents[1] / "packs/heilongjiang"
ON, KNOWN_AT = date(2025, 6, 30), datetime(2025, 7, 1, tzinfo=UTC)
ASKED = 300
RECORD = "i + {offset}, 1, 'r' || i, timestamptz '2024-01-01Z', timestamptz '9999-12-31Z'"
COLUMNS = "record, version, reference, recorded_at, superseded_at"
PLACE = "'23' || lpad((1 + i % 12)::text, 2, '0') || '00'"
TABLES = {
    "registry_person (id)": ("i", 1),
    f"registry_personversion ({COLUMNS}, person_id, birth_on, sex)": ("{record}, i, date '1950-01-01' + i % 20000, 'female'", 1),
    f"registry_householdspell ({COLUMNS}, person_id, relation, starts_on, division)": ("{record}, i, '', date '2015-01-01', {place}", 1),
    f"registry_groupspell ({COLUMNS}, person_id, starts_on, person_group)": ("{record}, 10 * i, date '2020-01-01', 'laid_off'", 10),
    f"registry_employmentspell ({COLUMNS}, person_id, starts_on, in_province)": ("{record}, 1 + i % {people}, date '2015-01-01', true", 2),
    f"registry_insurancespell ({COLUMNS}, person_id, first_month, in_province, employer_pays, person_pays, division)": (
        "{record}, 1 + (7 * i) % {people}, 24100 + i % 200, true, true, true, {place}", 2),
    f"registry_educationspell ({COLUMNS}, person_id, starts_on, ends_on, school_kind, graduated)": (
        "{record}, 20 * i, date '2010-09-01', date '2013-07-01', 'technical_school', true", 20),
    f"registry_benefitspell ({COLUMNS}, person_id, first_month, last_month)": ("{record}, 100 * i, 24100, 24106", 100),
    f"registry_heldcertificate ({COLUMNS}, person_id, certificate_kind, occupation, work_type, level, issued_on)": (
        "{record}, 1 + (7 * i) % {people}, 'skill_level', '6-18-02-0' || i % 8, 'none', 'L' || (3 + i % 3), date '2020-01-01' + i % 1900", 5),
    f"training_enrolment ({COLUMNS}, person_id, division, occupation, level, starts_on)": (
        "{record}, 1 + (7 * i) % {people}, {place}, '6-18-02-04', 'L4', date '2024-01-01'", 5),
    f"training_apprenticeship ({COLUMNS}, person_id, starts_on)": ("{record}, 100 * i, date '2024-01-01'", 100),
    f"evaluation_contestresult ({COLUMNS}, person_id, contest, event, entry_number, occupation, rank, published_on)": (
        "{record}, 1 + (7 * i) % {people}, 'hlj_games_1', 'event ' || i % 50, 'entry ' || i, '6-18-02-04', 1 + i % 500, date '2023-09-01'", 20),
    f"evaluation_coaching ({COLUMNS}, person_id, contest, event, entry_number)": (
        "{record}, 1 + (11 * i) % {people}, 'hlj_games_1', 'event ' || i % 50, 'entry ' || i", 100),
    "policy_grant (measure, pack_version, subject, subject_record, person_id, occupation, level, amount_fen, granted_on, recorded_at)": (
        "'skill-upgrade-subsidy', '1', 'certificate', i, 1 + (7 * i) % {people}, '6-18-02-04', 'L5', 100000, date '2023-01-01', timestamptz '2023-01-02Z'", 50),
}  # fmt: skip
"""By table with its columns: what a row holds, and the people for one row."""


def fill(people: int) -> None:
    """Makes the tables and their rows"""
    call_command("migrate", verbosity=0)
    pack = load_pack(PACK)
    load_lists(pack)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for number, (table, (row, people_a_row)) in enumerate(TABLES.items()):
            offset = 0 if "personversion" in table else number * 10 * people
            values = row.format(record=RECORD.format(offset=offset), place=PLACE, people=people)
            if "personversion" in table:
                values = values.replace("i + 0", "i")
            cursor.execute(
                f"INSERT INTO {table} SELECT {values} FROM generate_series(1, {people // people_a_row}) i"
            )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def asked(subject: str) -> list[int]:
    """Some numbers of a subject's rows."""
    table = {
        "person": "registry_person",
        "certificate": "registry_heldcertificate",
        "contest_result": "evaluation_contestresult",
    }
    name = table.get(subject) or next(t.split()[0] for t in TABLES if subject in t)
    column = "id" if subject == "person" else "record"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {name} ORDER BY md5({column}::text) LIMIT {ASKED}")
        numbers = [number for (number,) in cursor.fetchall()]
    random.Random(1).shuffle(numbers)
    return numbers


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
    for subject in fact_files():
        if subject != "grants":
            took = list(milliseconds(lambda n, s=subject: facts_of(s, n, **known), asked(subject)))
            print(f"| {subject} | {min(took):.1f} | {median(took):.1f} | {max(took):.1f} |")
    took = list(milliseconds(lambda n: person_cases(n, **known), asked("person")))
    print(f"| a person with all rows | {min(took):.1f} | {median(took):.1f} | {max(took):.1f} |")


if __name__ == "__main__":
    main()
