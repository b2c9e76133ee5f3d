"""What rules may ask, answered by records: each area's `facts/<subject>.sql`, bound to a day and a moment.

A file is one SELECT, one row a subject, with two parameters: `:on`, the day on which facts hold, and `:known_at`, the
moment as of which they were recorded. Its columns are `<subject>_id`, the number of whom it belongs to, and facts by
the names of the pack's vocabulary.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import connection

from jiyao.base.errors import Invalid
from jiyao.engine.cases import Case
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import Kind
from jiyao.engine.vocabulary import Vocabulary

SQLITE = "sqlite"
PERSON = "person"
SLOTS = "grants"
"""Not a subject: the file that tells which slots of shared limits are taken."""
_COMMENT = re.compile(r"--[^\n]*")
_PARAMETER = re.compile(r"(?<![\w:]):(on|known_at)\b")


class NoFacts(Invalid):
    """No area says anything of the subject."""


@cache
def fact_files() -> Mapping[str, Path]:
    """The file of each subject that records can tell of; and `grants`, which tells of slots that are taken."""
    found: dict[str, Path] = {}
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path).glob("facts/*.sql")):
            if file.stem in found:
                raise NoFacts(f"{file} and {found[file.stem]} both tell of {file.stem}; keep one")
            found[file.stem] = file
    return found


def facts_sql(subject: str, on: date, known_at: datetime, dialect: str) -> str:
    """The SELECT of a subject's facts, bound to the day and the moment.

    dialect   sqlite, postgresql or duckdb; they differ in how a moment is written
    raises    NoFacts: no area has a file of the subject
    """
    values = {"on": f"'{on.isoformat()}'", "known_at": f"'{_moment(known_at, dialect)}'"}
    return _PARAMETER.sub(lambda found: values[found[1]], fact_text(subject))


@cache
def fact_text(subject: str) -> str:
    """The SELECT of a subject's facts as it stands in its file, without comments. raises NoFacts"""
    file = fact_files().get(subject)
    if file is None:
        known = ", ".join(sorted(fact_files().keys() - {SLOTS}))
        raise NoFacts(f"no record tells of {subject}; records tell of {known}")
    return _COMMENT.sub("", file.read_text("utf-8"))


def _moment(moment: datetime, dialect: str) -> str:
    """The moment as the database compares it: SQLite keeps texts in UTC without saying so."""
    in_utc = moment.astimezone(UTC)
    return str(in_utc.replace(tzinfo=None) if dialect == SQLITE else in_utc)


def facts_of(
    subject: str, record: int, *, on: date, known_at: datetime, vocabulary: Vocabulary
) -> dict[str, Value | None] | None:
    """The facts of one record of a subject, without its owner's; None where there is no such row on the day."""
    found = list(_rows(subject, f"{subject}_id", [record], on, known_at, vocabulary))
    return found[0][2] if found else None


def person_cases(
    person: int, *, on: date, known_at: datetime, vocabulary: Vocabulary
) -> dict[str, Sequence[Case]]:
    """One person as the engine determines them: rows by subject, each with the person's own facts.

    Empty where nobody was known under the number.
    """
    subjects = [s for s in vocabulary.subjects if vocabulary.owner(s) == PERSON]
    return people_cases([person], subjects, on=on, known_at=known_at, vocabulary=vocabulary).get(person, {})


def people_cases(
    people: Sequence[int], subjects: Iterable[str], *, on: date, known_at: datetime, vocabulary: Vocabulary
) -> dict[int, dict[str, Sequence[Case]]]:
    """People as the engine determines them: by number, rows by subject. Who is not known is left out.

    subjects   those wanted, a person's own rows among them; one query each, however many people
    """
    own = {who: facts for who, _, facts in _rows(PERSON, "person_id", people, on, known_at, vocabulary)}
    found: dict[int, dict[str, Sequence[Case]]] = {
        who: {PERSON: [Case(str(who), str(who), facts)]} for who, facts in own.items()
    }
    for subject in subjects:
        if subject != PERSON and subject in fact_files():
            by_person: dict[int, list[Case]] = {}
            for who, id_, facts in _rows(subject, "person_id", people, on, known_at, vocabulary):
                if who in own:
                    by_person.setdefault(who, []).append(Case(id_, str(who), {**own[who], **facts}))
            for who, cases in by_person.items():
                found[who][subject] = cases
    return found


def _rows(
    subject: str, column: str, numbers: Sequence[int], on: date, known_at: datetime, vocabulary: Vocabulary
) -> Iterator[tuple[int, str, dict[str, Value | None]]]:
    """Owner, id and facts of the rows whose column has one of these numbers."""
    select = facts_sql(subject, on, known_at, connection.vendor)
    among = ", ".join(str(int(number)) for number in numbers)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({select}) facts WHERE {column} IN ({among}) ORDER BY 1")  # noqa: S608
        names = [description[0] for description in cursor.description]
        for row in cursor.fetchall():
            values = dict(zip(names, row, strict=True))
            yield int(values["person_id"]), str(values[f"{subject}_id"]), fact_values(values, vocabulary)


def fact_values(row: Mapping[str, object], vocabulary: Vocabulary) -> dict[str, Value | None]:
    """Of a row as the database gives it the facts, as the vocabulary types them."""
    return {
        name: _value(value, vocabulary.facts[name].type.kind)
        for name, value in row.items()
        if name in vocabulary.facts
    }


def _value(value: object, kind: Kind) -> Value | None:
    """A column's value as the fact's type; SQLite keeps days as texts and truth as numbers."""
    if value is None:
        return None
    if kind is Kind.BOOLEAN:
        return bool(value)
    if kind is Kind.DATE:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    return str(value) if kind in (Kind.CODE, Kind.TEXT) else int(str(value))
