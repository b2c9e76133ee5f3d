"""What was granted on a record that turned out wrong: the decisions to look at again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min, Q

from jiyao.casework.claiming import correctable_column
from jiyao.casework.models import Correction
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.fact_sources import fact_sources, table_of_subject
from jiyao.foundation.facts import NoFacts
from jiyao.policy.models import Grant
from jiyao.registry.tabling import Table, table_named


@dataclass(frozen=True, slots=True)
class Changed:
    """A column of a record that says something else than it did in a version, changed by no request.

    case_id   of the case that changed it
    """

    table: str
    record: int
    version: int
    column: str
    person_id: int | None
    division: str | None
    case_id: int


def resting_on(request: Correction | Changed, pack: Pack) -> Sequence[Grant]:
    """The grants that were decided while the record said what the request speaks of, the last first.

    Those of the record itself, and those of its person under measures that read a fact which the table feeds.
    """
    table = table_named(request.table)
    since, until = _while_it_stood(table, request)
    name = table.model._meta.db_table
    subjects = [subject for subject in pack.vocabulary.subjects if _is_told_by(subject, name)]
    rests = Q(subject__in=subjects, subject_record=request.record)
    if request.person_id is not None:
        rests |= Q(person=request.person_id, measure__in=_measures_fed_by(name, pack))
    grants = Grant.objects.filter(rests, recorded_at__gte=since).order_by("-pk")
    return list(grants if until is None else grants.filter(recorded_at__lt=until))


def _while_it_stood(table: Table, request: Correction | Changed) -> tuple[datetime, datetime | None]:
    """From when the record said so, and until when; None while it still does."""
    field = correctable_column(table, request.column).attname
    versions = table.model._default_manager.filter(record=request.record)
    seen: Any = versions.get(version=request.version)
    alike = versions.filter(**{field: getattr(seen, field)}, version__lte=request.version)
    since = alike.aggregate(first=Min("recorded_at"))["first"]
    others = versions.filter(version__gt=request.version).exclude(**{field: getattr(seen, field)})
    return since, others.aggregate(first=Min("recorded_at"))["first"]


def _is_told_by(subject: str, table: str) -> bool:
    try:
        return table_of_subject(subject) == table
    except NoFacts:
        return False


def _measures_fed_by(table: str, pack: Pack) -> Iterable[str]:
    for measure in pack.measures.values():
        if any(table in sources_of(fact, pack) for fact in measure.facts_read()):
            yield measure.id


def sources_of(fact: str, pack: Pack) -> frozenset[str]:
    """The tables that a fact is read from, of whatever subject."""
    found: set[str] = set()
    for subject in pack.vocabulary.facts[fact].of if fact in pack.vocabulary.facts else ():
        try:
            found |= fact_sources(subject).get(fact, frozenset())
        except NoFacts:
            continue
    return frozenset(found)
