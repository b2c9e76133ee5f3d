"""Whom the acts since some point concern: whose records changed, whose cases moved, what was given or taken back."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from jiyao.base.slices import slices
from jiyao.casework.models import Case
from jiyao.foundation.anchors import Head
from jiyao.foundation.manifests import manifest_lines
from jiyao.foundation.models import SPREAD, Act, ActManifest
from jiyao.policy.models import Grant
from jiyao.registry.models import OrganisationVersion, Record
from jiyao.training.models import Apprenticeship

AT_ONCE = 5_000
"""Numbers that are asked for in one query."""
EVERYBODY_BY = frozenset({"fill-demonstration"})
"""Kinds of act after which everybody is another."""
_READ = ("number", "kind", "subject", "owner", "manifest_hash")


def stands_behind(heads: Iterable[Head]) -> bool:
    """Whether the acts recorded now go on from these heads; not where a database was put back and went another way."""
    wanted = {head.number: head.hash for head in heads}
    found = dict(Act.objects.filter(number__in=wanted).values_list("number", "hash"))
    return {number: bytes(hash_) for number, hash_ in found.items()} == wanted


def acts_since(heads: Sequence[Head], now: Sequence[Head]) -> Iterator[Act]:
    """The acts after the heads, up to those of now."""
    before = {head.chain: head.length for head in heads}
    for head in now:
        first = before.get(head.chain, 0) + 1
        numbers = [position * SPREAD + head.chain for position in range(first, head.length + 1)]
        for some in slices(numbers, AT_ONCE):
            yield from Act.objects.filter(number__in=some).only(*_READ)


def people_of(acts: Iterable[Act]) -> frozenset[int] | None:
    """The people whom the acts concern; None where that is everybody."""
    found: set[int] = set()
    numbers: dict[type[Model], set[int]] = {}
    for act in acts:
        if act.kind in EVERYBODY_BY:
            return None
        if act.owner is not None:
            found.add(act.owner)
        kind, _, number = act.subject.partition(":")
        model = _model(kind, number)
        if model is not None:
            named = _lines(act) if act.manifest_hash is not None else {int(number)}
            numbers.setdefault(model, set()).update(named)
    for model, some in numbers.items():
        found |= _people(model, some)
    return frozenset(found)


def _model(kind: str, number: str) -> type[Model] | None:
    """What a subject such as `case:12` or `table:registry.groupspell` speaks of; None where it changes no fact."""
    own: dict[str, type[Model]] = {"case": Case, "grant": Grant}
    if kind == "table":
        return apps.get_model(number)
    return own.get(kind) or _records().get(kind)


@cache
def _records() -> dict[str, type[Model]]:
    models = (model for model in apps.get_models() if issubclass(model, Record))
    return {str(model._meta.model_name): model for model in models}


def _lines(act: Act) -> set[int]:
    parts = ActManifest.objects.filter(act=act).order_by("part").values_list("lines", flat=True)
    return {line.record for line in manifest_lines(map(bytes, parts))}


def _people(model: type[Model], numbers: Collection[int]) -> set[int]:
    if model is OrganisationVersion:
        return _through(Apprenticeship, "employer_id", numbers)
    if not any(field.name == "person" for field in model._meta.fields):
        return set()
    return _through(model, "record" if issubclass(model, Record) else "id", numbers)


def _through(model: type[Any], named: str, numbers: Collection[int]) -> set[int]:
    """The people of the rows so named, in all their versions."""
    found: set[int] = set()
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        for some in slices(sorted(numbers), AT_ONCE):
            listed = ",".join(map(str, some))  # as a text: Django takes a list number by number, and slowly
            cursor.execute(f"SELECT person_id FROM {table} WHERE {named} IN ({listed})")  # noqa: S608
            found.update(number for (number,) in cursor.fetchall() if number is not None)
    return found


def people_together(models: Iterable[type[Model]]) -> frozenset[int]:
    """Everybody with a record of these models."""
    rows = (model._default_manager.values_list("person_id", flat=True).distinct() for model in models)
    return frozenset(number for some in rows for number in some)
