"""Looking out for whom something is due: everybody once, then those whom something changed for.

Looked at again are people whose records, cases or grants changed, people whose day has come, and everybody under
measures whose rules changed. Who is left out is owed what was owed before: the offers are those of a run of everybody.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from django.apps import apps
from django.db.models import Model

from jiyao.base.progress import Progress, silent
from jiyao.casework.actions.offering import (
    Offers,
    offer_due,
    offer_due_of,
    offer_due_to,
    offered_measures,
)
from jiyao.casework.basis import Basis
from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.changed import acts_since, people_of, people_together
from jiyao.casework.queries.entries import counts_for_an_entry, with_their_entries
from jiyao.casework.queries.lists import growing_in, rows_of_people, tables_of_people
from jiyao.engine.measures import Limit
from jiyao.engine.packs.deciding import deciding_digests
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import UNLIMITED, Resources
from jiyao.foundation.fact_sources import table_of_subject
from jiyao.foundation.facts import PERSON, fact_files
from jiyao.foundation.lake import Wakes, wakes_in, write_days
from jiyao.policy.actions.running import EVERYBODY, Finished, Scope, run_everybody
from jiyao.policy.determining import Asked
from jiyao.policy.models import Covers
from jiyao.policy.queries.waiting import RunFolder
from jiyao.registry.hand import Hand

DAYS = "wakes.parquet"
"""Beside a run's outcomes: by person, when they must be looked at again."""
ALONE = 50_000
"""Of so few people one thread makes as short work as several, which wait for each other."""
MOST = 5
"""Where more than one in so many people must be looked at, everybody is."""


@dataclass(frozen=True, slots=True)
class Lookout:
    """What a look-out works with.

    runs    the folder of runs
    known   the file in which it keeps whom it must look at again, and when
    by      who started it
    """

    pack: Pack
    asked: Asked
    runs: Path
    known: Path
    by: str
    resources: Resources = UNLIMITED
    progress: Progress = silent

    @property
    def hand(self) -> Hand:
        """Nobody's: a program's."""
        return Hand(None, self.asked.on, self.asked.known_at)


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-out came to.

    standing   how many offers stand in all, those just made among them
    people     how many were looked at; None where that was everybody
    measures   those under which everybody was, because they changed
    """

    offers: list[Offers]
    standing: int
    people: int | None
    measures: tuple[str, ...] = ()


def look_at_everybody(lookout: Lookout) -> Found:
    """The offers of a run of everybody. raises BeingLookedFor, NoPeople"""
    with wakes_in(lookout.known) as wakes:
        return _at_everybody(lookout, wakes, _now(lookout))


def look_at_changed(lookout: Lookout) -> Found:
    """The offers of a run of those for whom something changed; of everybody, where that cannot be known.

    raises   BeingLookedFor, NoPeople
    """
    with wakes_in(lookout.known) as wakes:
        now, note = _now(lookout), wakes.note
        before = None if note is None else Basis.of_note(note)
        if before is None or not before.leads_to(now):
            return _at_everybody(lookout, wakes, now)
        people = _changed(before, now, wakes, lookout.pack)
        if people is None or len(people) * MOST > before.people:
            return _at_everybody(lookout, wakes, now)
        measures = {id_ for id_, digest in now.measures.items() if before.measures.get(id_) != digest}
        return _at_some(lookout, wakes, replace(now, people=before.people), people, measures)


def _now(lookout: Lookout) -> Basis:
    digests = deciding_digests(lookout.pack)
    return Basis.of_asked(lookout.asked, {one.id: digests[one.id] for one in offered_measures(lookout.pack)})


def _changed(before: Basis, now: Basis, wakes: Wakes, pack: Pack) -> frozenset[int] | None:
    """The people for whom something changed; None where that may be everybody."""
    people = people_of(acts_since(before.heads, now.heads))
    if people is None:
        return None
    dropped = Case.objects.filter(state=CaseState.OFFERED).exclude(measure__in=now.measures)
    offered = dropped.values_list("person_id", flat=True)
    found = (
        people | wakes.due_by(now.on) | people_together(_together(pack)) | frozenset(filter(None, offered))
    )
    return with_their_entries(found)


def _together(pack: Pack) -> set[type[Model]]:
    """Records of people who share a limit, by more than an entry: always looked at, one can change for another."""
    shared = {
        one.subject
        for one in offered_measures(pack)
        if one.subject in fact_files() and any(_is_shared(limit) for limit in one.limits)
    }
    tables = {table_of_subject(subject) for subject in shared}
    return {model for model in apps.get_models() if model._meta.db_table in tables}


def _is_shared(limit: Limit) -> bool:
    return PERSON not in limit.pool.per and not counts_for_an_entry(limit)


def _at_everybody(lookout: Lookout, wakes: Wakes, basis: Basis) -> Found:
    finished, last = _run(lookout, lookout.pack, EVERYBODY, tables_of_people())
    offers = offer_due(last, lookout.pack, lookout.hand)
    with wakes.kept(replace(basis, people=finished.people).as_note()):
        wakes.forget()
        wakes.learn(last.folder / DAYS)
    return Found(offers, _standing(), None)


def _at_some(
    lookout: Lookout, wakes: Wakes, basis: Basis, people: frozenset[int], measures: set[str]
) -> Found:
    """Everybody under the measures, and the people under all measures."""
    offers: list[Offers] = []
    learn: list[Callable[[], None]] = []
    if measures:
        last = _run(lookout, _only(lookout.pack, measures), Scope(Covers.MEASURES), ())[1]
        offers += offer_due_of(measures, last, lookout.pack, lookout.hand)
        file = last.folder / DAYS
        learn.append(lambda: wakes.learn(file))
    if people:
        scope = Scope(Covers.PEOPLE, rows_of_people(lookout.pack), people)
        alone = len(people) <= ALONE and lookout.resources.threads is None
        resources = replace(lookout.resources, threads=1) if alone else lookout.resources
        some = _run(replace(lookout, resources=resources), lookout.pack, scope, tables_of_people())[1]
        offers += offer_due_to(people, some, lookout.pack, lookout.hand)
        learn += [lambda: wakes.forget_of(people), lambda: wakes.learn(some.folder / DAYS)]
    with wakes.kept(basis.as_note()):
        for each in learn:
            each()
    return Found(offers, _standing(), len(people), tuple(sorted(measures)))


def _standing() -> int:
    return Case.objects.filter(state=CaseState.OFFERED).count()


def _only(pack: Pack, measures: Collection[str]) -> Pack:
    """The pack with these measures, and those that they yield to."""
    rivals = {other for id_ in measures for other in pack.measures[id_].yields_to}
    wanted = rivals.union(measures)
    return replace(pack, measures={id_: one for id_, one in pack.measures.items() if id_ in wanted})


def _run(lookout: Lookout, pack: Pack, scope: Scope, tables: Collection[str]) -> tuple[Finished, RunFolder]:
    """A run that also notes when each person must be looked at again; by which tables of records."""
    asked = lookout.asked

    def note_days(snapshot: Path, folder: Path) -> None:
        write_days(
            snapshot,
            folder,
            folder / DAYS,
            tables=tables,
            growing=growing_in(pack),
            on=asked.on,
            known_at=asked.known_at,
        )

    finished = run_everybody(
        pack=pack,
        asked=asked,
        runs=lookout.runs,
        by=lookout.by,
        at=asked.known_at,
        scope=scope,
        also=note_days,
        resources=lookout.resources,
        progress=lookout.progress,
    )
    return finished, RunFolder(finished.row, lookout.runs / finished.row.folder)
