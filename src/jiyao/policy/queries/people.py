"""One person of the registry, determined now, on a day, as known at a moment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import connection

from jiyao.base.errors import Invalid
from jiyao.base.slices import slices
from jiyao.engine.cases import Case, Grant, Key, pool_key
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.interviewing import Standing, standing_of
from jiyao.engine.determination.reasons import Determination, explain
from jiyao.engine.measures import Measure
from jiyao.engine.vocabulary import SEPARATOR
from jiyao.foundation.facts import PERSON, SLOTS, facts_sql, people_cases, person_cases

AT_A_TIME = 500
"""Keys that are asked for at once."""


class NobodyKnown(Invalid):
    """No person stands under the number."""


def determinations_of(
    assessor: Assessor, person: int, *, on: date, known_at: datetime, measure: str | None = None
) -> list[Determination]:
    """Every measure for every record of a person, with reasons and with the slots that are taken.

    measure   the id of the only one wanted
    raises    NobodyKnown
    """
    cases, grants = known_of(assessor, person, on, known_at)
    return explain(assessor, cases, on, grants, measure=measure)


def person_standing(assessor: Assessor, person: int, *, on: date, known_at: datetime) -> Standing:
    """The same with what open determinations could bring at most. raises NobodyKnown"""
    cases, grants = known_of(assessor, person, on, known_at)
    return standing_of(cases, assessor, on, grants)


def known_of(
    assessor: Assessor, person: int, on: date, known_at: datetime
) -> tuple[Mapping[str, Sequence[Case]], list[Grant]]:
    """A person's rows by subject, and the slots that stand under the keys they draw on. raises NobodyKnown"""
    cases = person_cases(person, on=on, known_at=known_at, vocabulary=assessor.pack.vocabulary)
    if not cases:
        raise NobodyKnown(
            f"nobody is known under the number {person} on {on}", zh=f"{on} 没有编号 {person} 的人员"
        )
    keys = set(keys_of(assessor.pack.measures.values(), cases, on))
    return cases, list(slots_taken(keys, on=on, known_at=known_at))


def known_of_many(
    assessor: Assessor, people: Sequence[int], on: date, known_at: datetime
) -> Iterator[tuple[int, Mapping[str, Sequence[Case]], list[Grant]]]:
    """The same of many, some hundred at a time; who is not known is left out."""
    vocabulary = assessor.pack.vocabulary
    subjects = [one for one in vocabulary.subjects if vocabulary.owner(one) == PERSON]
    for first in range(0, len(people), AT_A_TIME):
        some = people[first : first + AT_A_TIME]
        found = people_cases(some, subjects, on=on, known_at=known_at, vocabulary=vocabulary)
        keys = {who: set(keys_of(assessor.pack.measures.values(), rows, on)) for who, rows in found.items()}
        taken: dict[tuple[str, Key], list[Grant]] = {}
        for slot in slots_taken(set().union(*keys.values()), on=on, known_at=known_at):
            taken.setdefault((slot.pool, slot.key), []).append(slot)
        for who, rows in found.items():
            yield who, rows, [slot for key in sorted(keys[who]) for slot in taken.get(key, ())]


def slots_taken(keys: Iterable[tuple[str, Key]], *, on: date, known_at: datetime) -> Iterator[Grant]:
    """The slots that stand under those keys of pools, whoever took them; a query for some hundred keys of a pool."""
    select = facts_sql(SLOTS, on, known_at, connection.vendor)
    by_pool: dict[str, dict[str, Key]] = {}
    for pool, key in keys:
        by_pool.setdefault(pool, {})[SEPARATOR.join(key)] = key
    with connection.cursor() as cursor:
        for pool, wanted in sorted(by_pool.items()):
            for some in slices(sorted(wanted), AT_A_TIME):
                among = ", ".join(["%s"] * len(some))
                cursor.execute(
                    f"SELECT key FROM ({select}) slots WHERE pool = %s AND key IN ({among}) ORDER BY key",  # noqa: S608
                    [pool, *some],
                )
                yield from (Grant(pool, wanted[key]) for (key,) in cursor.fetchall())


def keys_of(
    measures: Iterable[Measure], cases: Mapping[str, Sequence[Case]], on: date
) -> Iterator[tuple[str, Key]]:
    """The keys under which these rows draw on pools."""
    for measure in measures:
        for case in cases.get(measure.subject, ()):
            for limit in measure.limits:
                key = pool_key(limit, case, on)
                if key is not None:
                    yield limit.pool.id, key
