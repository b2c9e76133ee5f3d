"""A run of the population: a snapshot of the records, everybody determined, and a row that says on what it rests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.base.folders import passing
from jiyao.base.progress import Progress, silent
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population import running as engine
from jiyao.engine.population.connecting import UNLIMITED, Resources
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.lake import Snapshot, export_part, export_snapshot
from jiyao.policy.determining import Asked, determine_snapshot
from jiyao.policy.models import Covers, Run
from jiyao.registry.models import Person


class NoPeople(Conflict):
    """There is nobody to determine."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that is over: its row, and what the engine says of it. `people`: how many persons there were."""

    row: Run
    outcome: engine.Run
    people: int


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a run rests, and how many seconds it took from the records to the result."""

    covers: Covers
    asked: Asked
    folder: Path
    snapshot: Snapshot
    seconds: float


@dataclass(frozen=True, slots=True)
class Scope:
    """Of whom a run is. Without `where` all records are read; else those rows, as `export_part` takes it."""

    covers: Covers
    where: Mapping[str, str] = field(default_factory=dict)
    people: frozenset[int] = frozenset()


EVERYBODY = Scope(Covers.EVERYBODY)
Reading = Callable[[Path, Path], None]
"""Given the tables of the snapshot, which go away, and the folder of the run."""


def _nothing_else(tables: Path, folder: Path) -> None:
    """Nobody else reads the snapshot."""


def run_everybody(
    *,
    pack: Pack,
    asked: Asked,
    runs: Path,
    by: str,
    at: datetime,
    scope: Scope = EVERYBODY,
    also: Reading = _nothing_else,
    resources: Resources = UNLIMITED,
    progress: Progress = silent,
) -> Finished:
    """Everybody determined on a day, or those of a scope.

    runs     the folder in which the run gets a new folder of its own; what killed runs left there goes away
    also     reads the snapshot too, before it goes away
    raises   NoPeople: the registry is empty
    """
    if not Person.objects.exists():
        raise NoPeople(
            "the registry holds no people; import them, or draw a demonstration province: jiyao --demo synth",
            zh="登记库中没有人员；请先导入，或用 jiyao --demo synth 生成演示数据",
        )
    started = perf_counter()
    out = runs / _named(asked, at, scope)
    with passing(runs) as folder:
        snapshot = _snapshot(folder / "tables", scope, progress)
        outcome = determine_snapshot(
            pack, snapshot.folder, out, asked, resources=resources, progress=progress
        )
        also(snapshot.folder, out)
    basis = Basis(scope.covers, asked, out, snapshot, perf_counter() - started)
    return Finished(_record(outcome, basis, by, at), outcome, snapshot.rows["registry_person"])


def _named(asked: Asked, at: datetime, scope: Scope) -> str:
    name = f"{asked.on}-{at:%Y%m%dT%H%M%S%f}"
    return name if scope is EVERYBODY else f"{name}-{scope.covers}"


def _snapshot(out: Path, scope: Scope, progress: Progress) -> Snapshot:
    if not scope.where:
        return export_snapshot(out, progress=progress)
    return export_part(out, where=scope.where, people=scope.people, progress=progress)


@transaction.atomic
def _record(outcome: engine.Run, basis: Basis, by: str, at: datetime) -> Run:
    row = Run.objects.create(
        covers=basis.covers,
        pack=outcome.pack,
        pack_version=outcome.version,
        pack_hash=outcome.pack_hash,
        determined_on=basis.asked.on,
        known_at=basis.asked.known_at,
        folder=basis.folder.name,
        snapshot_hash=basis.snapshot.hash,
        subjects=sum(outcome.rows.values()),
        determinations=outcome.determinations,
        total_fen=sum(count.total_fen for count in outcome.measures),
        seconds=basis.seconds,
        finished_at=at,
    )
    append_act(
        kind="population-run",
        actor=by,
        subject=f"run:{row.pk}",
        at=at,
        codes={"pack_hash": outcome.pack_hash, "snapshot_hash": basis.snapshot.hash},
    )
    return row
