"""Records that stand, found by what sources call them."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from jiyao.base.errors import Invalid
from jiyao.foundation.models import DataKey
from jiyao.registry.models import FOREVER, OrganisationVersion, PersonVersion, Record

AT_A_TIME = 10_000
AMONG: Mapping[str, tuple[str, Callable[[list[str]], Any]]] = {
    "postgresql": ("= ANY(%s)", list),
    "sqlite": ("IN (SELECT value FROM json_each(%s))", json.dumps),
}
"""How each database is given many texts as one parameter."""


def people_by_hash(hashes: Iterable[str]) -> Mapping[str, int]:
    """The numbers of people by the keyed hash of their identity number; those who are not known are left out."""
    return _numbers(PersonVersion, hashes)


def organisations_by_code(codes: Iterable[str]) -> Mapping[str, int]:
    """The numbers of organisations by unified social credit code; those that are not known are left out."""
    return _numbers(OrganisationVersion, codes)


def organisations_by_name(name: str) -> list[int]:
    """The numbers of the organisations of that full name; at most two, since more tell no more."""
    named = OrganisationVersion.objects.filter(superseded_at=FOREVER, name=name)
    return list(named.values_list("record", flat=True)[:2])


class UnknownOrganisation(Invalid):
    """No organisation has that code."""


def organisation_with_code(code: str) -> int:
    """The number of the organisation with that unified social credit code. raises UnknownOrganisation"""
    found = organisations_by_code([code]).get(code)
    if found is None:
        raise UnknownOrganisation(
            f'organisation: none has the unified social credit code "{code}"; import it first',
            zh=f"没有统一社会信用代码为“{code}”的单位，请先导入",
        )
    return found


def anonymised(people: Iterable[int]) -> frozenset[int]:
    """Of these people those whose key was deleted: nothing more is recorded of who they are."""
    wanted = sorted(people)
    found: set[int] = set()
    for first in range(0, len(wanted), AT_A_TIME):
        some = DataKey.objects.filter(owner__in=wanted[first : first + AT_A_TIME], erased_at__isnull=False)
        found.update(some.values_list("owner", flat=True))
    return frozenset(found)


def as_kept(moment: datetime) -> Any:
    """A moment of recording as statements compare it."""
    return Record._meta.get_field("recorded_at").get_db_prep_save(moment, connection)


def _numbers(model: type[Record], references: Iterable[str]) -> Mapping[str, int]:
    """Asked with one parameter for all, since one for each takes the database longer to read than to answer."""
    table = connection.ops.quote_name(model._meta.db_table)
    among, given = AMONG[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT reference, record FROM {table} WHERE superseded_at = %s AND reference {among}",  # noqa: S608
            [as_kept(FOREVER), given(list(references))],
        )
        return dict(cursor.fetchall())
