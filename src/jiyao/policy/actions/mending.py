"""Mending the worked examples that a change breaks: where a person has decided that the examples are wrong."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.engine.examples import Disagreement
from jiyao.engine.packs.located import Located, read_yaml_text
from jiyao.engine.packs.overlay import overlaid
from jiyao.engine.packs.writing import as_yaml
from jiyao.engine.shapes import Words
from jiyao.policy.actions.changing import Proposal, candidate, propose_change, withdraw_change
from jiyao.policy.models import ChangeKind, PackChange, RuleDraft
from jiyao.registry.models import Account


class NothingBroken(Conflict):
    """The change agrees with every worked example."""


@transaction.atomic
def mend_examples(change: PackChange, *, by: Account, at: datetime) -> PackChange:
    """A new proposal in place of the change, which is withdrawn: the same, with examples that expect what it gives.

    raises   NothingBroken; OwnProposal, Decided; PackRefused, StandsOtherwise
    """
    broken = candidate(change).broken
    if not broken:
        raise NothingBroken(
            "every worked example agrees; there is nothing to mend", zh="算例全部一致，没有要改的"
        )
    withdraw_change(change, by=by, at=at)
    proposal = Proposal(
        kind=ChangeKind(change.kind),
        words=Words(zh=change.title_zh, en=change.title_en),
        lay=_with_mended(change.lay, mended(broken)),
        division=change.division_id,
        evidence=change.evidence,
    )
    mended_change = propose_change(proposal, by=by, at=at)
    RuleDraft.objects.filter(change=change).update(change=mended_change)
    return mended_change


def mended(broken: Sequence[Disagreement]) -> dict[str, str]:
    """The YAML that has each example expect what the pack gives."""
    found: dict[str, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for one in broken:
        found[f"examples/{one.example.measure}.yaml"][one.example.id][one.name] = one.found
    return {
        file: as_yaml([{"id": id_, "expect": dict(expect)} for id_, expect in cases.items()])
        for file, cases in found.items()
    }


def _with_mended(lay: dict[str, str], examples: dict[str, str]) -> dict[str, str]:
    merged = {**lay}
    for file, text in examples.items():
        before = Located([]) if file not in lay else read_yaml_text(lay[file], file)
        merged[file] = (
            text if not before.value else as_yaml(overlaid(before, read_yaml_text(text, file)).value)
        )
    return merged
