"""One person of the registry, determined now, on a day, as known at a moment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import connection

from jiyao.base.errors import Invalid
from jiyao.engine.cases import Case, Grant, Key, pool_key
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination, explain
from jiyao.engine.packs.loading import Pack
from jiyao.engine.vocabulary import SEPARATOR
from jiyao.foundation.facts import SLOTS, facts_sql, person_cases


class NobodyKnown(Invalid):
    """No person stands under the number."""


def determinations_of(
    assessor: Assessor, person: int, *, on: date, known_at: datetime, measure: str | None = None
) -> list[Determination]:
    """Every measure for every record of a person, with reasons and with the slots that are taken.

    measure   the id of the only one wanted
    raises    NobodyKnown
    """
    cases = person_cases(person, on=on, known_at=known_at, vocabulary=assessor.pack.vocabulary)
    if not cases:
        raise NobodyKnown(
            f"nobody is known under the number {person} on {on}", zh=f"{on} 没有编号 {person} 的人员"
        )
    grants = list(slots_taken(set(_keys(assessor.pack, cases, on)), on=on, known_at=known_at))
    return explain(assessor, cases, on, grants, measure=measure)


def slots_taken(keys: Iterable[tuple[str, Key]], *, on: date, known_at: datetime) -> Iterator[Grant]:
    """The slots that stand under those keys of pools, whoever took them."""
    select = facts_sql(SLOTS, on, known_at, connection.vendor)
    with connection.cursor() as cursor:
        for pool, key in sorted(keys):
            text = SEPARATOR.join(key)
            cursor.execute(f"SELECT * FROM ({select}) slots WHERE pool = %s AND key = %s", [pool, text])  # noqa: S608
            yield from (Grant(pool, key) for _ in cursor.fetchall())


def _keys(pack: Pack, cases: Mapping[str, Sequence[Case]], on: date) -> Iterator[tuple[str, Key]]:
    for measure in pack.measures.values():
        for case in cases.get(measure.subject, ()):
            for limit in measure.limits:
                key = pool_key(limit, case, on)
                if key is not None:
                    yield limit.pool.id, key
