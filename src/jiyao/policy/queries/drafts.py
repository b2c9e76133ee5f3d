"""Drafts of changes: an official's own, and what the pack is with one laid over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jiyao.engine.packs.changing import expectations, standing_with
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.writing import as_yaml
from jiyao.policy.models import DraftState, PackChange, RuleDraft
from jiyao.policy.queries.versions import latest_folder
from jiyao.registry.permitting import Holder

DRAFTS = "rule-drafts"


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A place where something else stands by now than when the draft was laid; both as YAML, empty where nothing."""

    file: str
    expected: str
    stands: str


@dataclass(frozen=True, slots=True)
class Laid:
    """What is laid over a version, and the files as they stand with it."""

    folder: Path
    lay: Mapping[str, str]

    @property
    def hash(self) -> str:
        """By which it is known again."""
        return sha256(as_yaml([self.folder.name, dict(sorted(self.lay.items()))]).encode()).hexdigest()

    @property
    def of_policy(self) -> "Laid":
        """The same without worked examples: what decides who gets what."""
        kept = {name: text for name, text in self.lay.items() if not name.startswith("examples/")}
        return Laid(self.folder, kept)

    def file(self, name: str) -> Located:
        """A file with what is laid over it; empty where there is none. raises PackRefused, NotChangeable"""
        return standing_with(self.folder, name, self.lay.get(name))

    def before(self, name: str) -> Any:
        """The file as it stands without the draft; None where there is none."""
        return standing_with(self.folder, name, None).value


def open_draft(holder: Holder) -> RuleDraft | None:
    """The draft that this official is writing, if there is one."""
    if holder.account is None:
        return None
    return RuleDraft.objects.filter(owner=holder.account, state=DraftState.OPEN).first()


def draft_for(holder: Holder, number: int) -> RuleDraft | None:
    """One of this official's own drafts."""
    return RuleDraft.objects.filter(owner=holder.account, pk=number).select_related("change").first()


def laid_by(draft: RuleDraft | PackChange | None) -> Laid:
    """What is laid over the version that was made last; nothing where there is no draft."""
    return Laid(latest_folder(), {} if draft is None else draft.lay)


def draft_of(change: PackChange) -> RuleDraft | None:
    """The draft that a change came from, if it came from one."""
    return RuleDraft.objects.filter(change=change).first()


def overtaken(laid: RuleDraft | PackChange) -> list[Overtaken]:
    """Where another change came first; empty where everything stands as it did when this was laid."""
    now, nothing = expectations(latest_folder(), laid.lay), as_yaml(None)
    said = {nothing: ""}
    return [
        Overtaken(name, *(said.get(text, text) for text in (laid.expects.get(name, nothing), stands)))
        for name, stands in now.items()
        if stands != laid.expects.get(name, nothing)
    ]
