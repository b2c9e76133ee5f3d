"""Changes that wait for a second official, by what they would fill: lists say where one waits, and whose it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiyao.engine.packs.filling import LaidFiles, fills, laid_files, publishes, sets_local
from jiyao.engine.packs.gaps import Gap
from jiyao.engine.packs.loading import Pack
from jiyao.policy.models import PackChange
from jiyao.policy.queries.changes import open_changes
from jiyao.registry.permitting import Holder


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change that waits, and what it lays."""

    change: PackChange
    laid: LaidFiles


def proposed_in_sight(holder: Holder) -> list[Proposed]:
    """The changes that wait, as far as one may see them; the first ones first."""
    return [Proposed(change, laid_files(change.lay)) for change in open_changes(holder, "see")]


def by_gap(waiting: Sequence[Proposed], gaps: Sequence[Gap], pack: Pack) -> Mapping[str, list[PackChange]]:
    """Of each gap, by its key, the changes that would fill it."""
    return {gap.key: [one.change for one in waiting if fills(one.laid, gap, pack)] for gap in gaps}


def of_local_value(
    waiting: Sequence[Proposed], measure: str, parameter: str, division: str
) -> tuple[PackChange, ...]:
    """The changes that would set a prefecture's own value."""
    return tuple(one.change for one in waiting if sets_local(one.laid, measure, parameter, division))


def of_guide(waiting: Sequence[Proposed], measure: str, division: str) -> list[PackChange]:
    """The changes that would publish a local guide."""
    return [one.change for one in waiting if publishes(one.laid, measure, division)]
