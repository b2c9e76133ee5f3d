"""The tables that facts are read from: those with rows of people, and the lists that everybody's facts look into."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from hashlib import sha256

from django.apps import apps
from django.db.models import Model

from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.turning import turning_values
from jiyao.engine.population.sql import literal
from jiyao.foundation.fact_sources import fact_tables
from jiyao.foundation.facts import PERSON
from jiyao.foundation.lake import Growing
from jiyao.registry.models import Division, Level, ScarceOccupation

LISTS: tuple[type[Model], ...] = (Division, Level, ScarceOccupation)
"""Whoever changes one of these may change what is due to anybody."""
GROWING: Mapping[str, str] = {"insured_months": "registry_insurancespell"}
"""Facts of a person that grow by one at most with each month while a spell of the table runs; no other fact does."""
SLOTS, GRANTS = "policy_grantslot", "policy_grant"
OF_PEOPLE = "person_id IN {people}"
ONE_DAY = timedelta(days=1)


def lists_digest() -> str:
    """Another where a list says something else."""
    digest = sha256()
    for model in LISTS:
        for row in model._default_manager.order_by("pk").values_list().iterator():
            digest.update(repr(row).encode())
    return digest.hexdigest()


def lists_change_on(on: date) -> date | None:
    """The first day after this one on which time alone changes a list."""
    spells = ScarceOccupation.objects.values_list("starts_on", "ends_on")
    edges = {day for starts_on, ends_on in spells for day in (starts_on, ends_on and ends_on + ONE_DAY)}
    return min((day for day in edges if day is not None and day > on), default=None)


def growing_in(pack: Pack) -> list[Growing]:
    """What grows with time, and where that makes a difference to the pack."""
    return [Growing(fact, table, turning_values(pack, fact)) for fact, table in GROWING.items()]


@cache
def tables_of_people() -> frozenset[str]:
    """The tables with rows of people that facts are read from."""
    models = {model._meta.db_table: model for model in apps.get_models()}
    named = {table for table in fact_tables() if any(f.name == PERSON for f in models[table]._meta.fields)}
    return frozenset(named)


def rows_of_people(pack: Pack) -> Mapping[str, str]:
    """By table, SQL that holds of the rows from which the facts of some people are read, as `export_part` takes it.

    What others took of a limit that is not counted by person is among them.
    """
    lists = {model._meta.db_table: "1 = 1" for model in LISTS}
    shared = ", ".join(literal(id_) for id_, pool in sorted(pack.pools.items()) if PERSON not in pool.per)
    slots = f"SELECT grant_id FROM {SLOTS} WHERE pool IN ({shared})" if shared else "SELECT NULL"  # noqa: S608
    return {
        **lists,
        **dict.fromkeys(tables_of_people(), OF_PEOPLE),
        "registry_person": "id IN {people}",
        "registry_organisationversion": (
            f"organisation_id IN (SELECT employer_id FROM training_apprenticeship WHERE {OF_PEOPLE})"  # noqa: S608
        ),
        GRANTS: f"{OF_PEOPLE} OR id IN ({slots})",
        SLOTS: f"grant_id IN (SELECT id FROM {GRANTS} WHERE {OF_PEOPLE}) OR grant_id IN ({slots})",  # noqa: S608
    }
