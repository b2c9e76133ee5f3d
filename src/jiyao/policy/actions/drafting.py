"""Writing a draft: part by part, until it is proposed or given up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.engine.packs.changing import StandsOtherwise, expectations
from jiyao.engine.packs.laying import SAME, lay_between
from jiyao.engine.packs.writing import as_yaml
from jiyao.policy.actions.changing import Proposal, propose_change, withdraw_change
from jiyao.policy.models import ChangeState, DraftState, PackChange, RuleDraft
from jiyao.policy.queries.drafts import laid_by, overtaken
from jiyao.registry.models import Account


class DraftOver(Conflict):
    """The draft was proposed or given up in the meantime."""


class DraftHeld(Conflict):
    """Another draft is being written."""


class Confirmed(Conflict):
    """The change has become part of a version."""


@transaction.atomic
def begin_draft(*, by: Account, at: datetime) -> RuleDraft:
    """The draft that this official is writing; a new one where there is none."""
    Account.objects.select_for_update().get(pk=by.pk)
    found = RuleDraft.objects.filter(owner=by, state=DraftState.OPEN).first()
    return found or RuleDraft.objects.create(owner=by, begun_at=at, changed_at=at)


@transaction.atomic
def write_in_draft(draft: RuleDraft, files: Mapping[str, Any], *, at: datetime) -> RuleDraft:
    """The draft in which these files stand as given, each as a whole value; what stands already is not laid.

    raises   DraftOver; StandsOtherwise where another change came first; CannotBeLaid
    """
    held = _open(draft)
    _check_overtaken(held)
    laid = laid_by(held)
    for name, value in files.items():
        part = lay_between(laid.before(name), value)
        held.lay.pop(name, None)
        if part is not SAME:
            held.lay[name] = as_yaml(part)
    return _kept(held, at)


@transaction.atomic
def lay_draft_again(draft: RuleDraft, *, at: datetime) -> RuleDraft:
    """The draft upon what stands by now: who writes it has seen what came first, and goes on. raises DraftOver"""
    held = _open(draft)
    laid = laid_by(held)
    parts = {name: lay_between(laid.before(name), laid.file(name).value) for name in held.lay}
    held.lay = {name: as_yaml(part) for name, part in parts.items() if part is not SAME}
    return _kept(held, at)


@transaction.atomic
def redraft_change(change: PackChange, *, by: Account, at: datetime) -> RuleDraft:
    """A draft that goes on from a change that was returned, withdrawn or overtaken; an open one is withdrawn.

    raises   DraftHeld where a draft is being written; Confirmed; as `withdraw_change`
    """
    if change.state == ChangeState.CONFIRMED:
        raise Confirmed(
            "the change was confirmed; edit what stands now", zh="该修改已经确认，请在现行规则上修改"
        )
    if change.state == ChangeState.PROPOSED:
        withdraw_change(change, by=by, at=at)
    draft = begin_draft(by=by, at=at)
    if draft.lay:
        raise DraftHeld(
            f"you are writing draft {draft.pk}; propose it or give it up first",
            zh=f"您正在写草案 {draft.pk}，请先提出或放弃",
        )
    draft.lay, draft.expects = change.lay, change.expects
    draft.save(update_fields=["lay", "expects"])
    return draft


@transaction.atomic
def discard_draft(draft: RuleDraft, *, at: datetime) -> RuleDraft:
    """The draft, given up. raises DraftOver"""
    held = _open(draft)
    held.state, held.changed_at = DraftState.DISCARDED, at
    held.save(update_fields=["state", "changed_at"])
    return held


@transaction.atomic
def propose_draft(draft: RuleDraft, proposal: Proposal, *, by: Account, at: datetime) -> PackChange:
    """The change that a draft is proposed as. `proposal`: its words, kind and evidence; what is laid is the draft's.

    raises   DraftOver; StandsOtherwise where another change came first; as `propose_change`
    """
    held = _open(draft)
    _check_overtaken(held)
    change = propose_change(replace(proposal, lay=held.lay), by=by, at=at)
    held.state, held.change, held.changed_at = DraftState.PROPOSED, change, at
    held.save(update_fields=["state", "change", "changed_at"])
    return change


def _kept(held: RuleDraft, at: datetime) -> RuleDraft:
    held.expects = expectations(laid_by(held).folder, held.lay)
    held.changed_at = at
    held.save(update_fields=["lay", "expects", "changed_at"])
    return held


def _open(draft: RuleDraft) -> RuleDraft:
    held = RuleDraft.objects.select_for_update().get(pk=draft.pk)
    if held.state != DraftState.OPEN:
        raise DraftOver(
            "the draft was proposed or given up meanwhile; begin another",
            zh=f"该草案{held.get_state_display()}，请另起草案",
        )
    return held


def _check_overtaken(held: RuleDraft) -> None:
    found = overtaken(held)
    if found:
        names = ", ".join(one.file for one in found)
        raise StandsOtherwise(
            f"{names}: another change came first; look at your draft and decide how to go on",
            zh=f"{names}：期间另有修改已经确认，请先在草案页查看并决定如何继续",
        )
