"""Who waits for what the pack does not know, and whom a change would make payable: asked of the last run."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from jiyao.engine.packs.demonstration import VERSION_MARK
from jiyao.engine.packs.gaps import Gap
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.waiting import Waiting, Wanted, waiting_for
from jiyao.engine.simulation.paying import Effect, effect_of
from jiyao.foundation.lake import GRANTS
from jiyao.policy.models import Covers, Run

KEPT = 8
"""How many answers are kept; a run and a version are never altered."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A run whose folder is there."""

    run: Run
    folder: Path

    @property
    def facts(self) -> Path:
        """What was known of everybody."""
        return self.folder / "facts"

    @property
    def outcomes(self) -> Path:
        """What was determined."""
        return self.folder / "outcomes"


def last_policy_run(pack: Pack) -> RunFolder | None:
    """The last run of everybody on policy, not on demonstration values, if its folder is there."""
    runs = Run.objects.filter(pack=pack.id, covers=Covers.EVERYBODY).exclude(
        pack_version__endswith=VERSION_MARK
    )
    run = runs.order_by("-pk").first()
    if run is None:
        return None
    found = RunFolder(run, Path(settings.VAR) / "runs" / run.folder)
    return found if (found.outcomes / "run.json").is_file() else None


_WAITING: dict[tuple[Path, str], Mapping[str, Waiting]] = {}
_EFFECTS: dict[tuple[Path, str, str], Effect] = {}


def waiting_by_gap(pack: Pack, gaps: tuple[Gap, ...], last: RunFolder) -> Mapping[str, Waiting]:
    """Who waits for each gap of the pack, by its key."""
    key = (last.folder, pack.hash)
    if key not in _WAITING:
        wanted = [Wanted(gap.key, gap.measures, gap.period) for gap in gaps]
        _make_room(_WAITING)
        _WAITING[key] = waiting_for(pack, last.facts, last.outcomes, wanted)
    return _WAITING[key]


def effect_on(before: Pack, after: Pack, last: RunFolder) -> Effect:
    """Whom a changed pack makes payable."""
    key = (last.folder, before.hash, after.hash)
    if key not in _EFFECTS:
        grants = last.facts / GRANTS
        _make_room(_EFFECTS)
        _EFFECTS[key] = effect_of(before, after, last.facts, grants, last.run.determined_on)
    return _EFFECTS[key]


def _make_room(kept: dict[Any, Any]) -> None:
    while len(kept) >= KEPT:
        kept.pop(next(iter(kept)))
