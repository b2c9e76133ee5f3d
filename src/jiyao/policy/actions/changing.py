"""Changing the pack by two hands: one official proposes, another confirms, and a version holds from the next day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.base.folders import passing
from jiyao.base.periods import ONE_DAY
from jiyao.engine.examples import Disagreement, Example, disagreeing, disagreements, read_examples
from jiyao.engine.packs.changing import (
    Change,
    changes_in,
    changes_nothing,
    expectations,
    make_version,
    version_hash,
)
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.models import Attachment
from jiyao.policy.models import ChangeKind, ChangeState, PackChange, PackVersion
from jiyao.policy.queries.drafts import Laid
from jiyao.policy.queries.versions import (
    as_change,
    changes_up_to,
    folder_named,
    latest_folder,
    latest_version,
    versions_folder,
)
from jiyao.registry.models import Account

DRAFT = Words(zh="草案", en="draft")


class NothingChanged(Invalid):
    """What is proposed says what stands already."""


class OwnProposal(NotAllowed):
    """Who proposed a change may not confirm it."""


class Decided(Conflict):
    """The change was decided in the meantime."""


class ExamplesDisagree(Conflict):
    """Worked examples expect something else than the changed pack gives. `broken` tells which."""

    def __init__(self, broken: Sequence[Disagreement]) -> None:
        names = ", ".join(dict.fromkeys("/".join(one.example.key) for one in broken))
        super().__init__(
            f"worked examples expect something else: {names}; decide whether the value or the example is wrong",
            zh=f"与算例不一致：{names}；请决定是数值有误还是算例要改",
        )
        self.broken = tuple(broken)


class ChangesMeet(Conflict):
    """A release brings changes of another installation where there are changes already."""


class NoReason(Invalid):
    """A change is returned with a reason."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be changed. `division`: the prefecture whose matter it is; none for the province's."""

    kind: ChangeKind
    words: Words
    lay: Mapping[str, str]
    division: str | None = None
    evidence: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """The pack with a change that is not confirmed yet, its worked examples, and what of them it breaks."""

    pack: Pack
    examples: Sequence[Example]
    broken: Sequence[Disagreement]


@transaction.atomic
def propose_change(proposal: Proposal, *, by: Account, at: datetime) -> PackChange:
    """The change, waiting for a second official.

    raises   PackRefused with every mistake: file, line, what to do; NotChangeable, NothingChanged
    """
    folder = latest_folder()
    expects = expectations(folder, proposal.lay)
    row = PackChange(
        kind=proposal.kind,
        title_zh=proposal.words.zh[:200],
        title_en=proposal.words.en[:200],
        division_id=proposal.division,
        lay=dict(proposal.lay),
        expects=expects,
        evidence=proposal.evidence,
        proposed_by=by,
        proposed_at=at,
    )
    if changes_nothing(folder, proposal.lay):
        raise NothingChanged(
            "the pack says that already; nothing was proposed", zh="规则库已是这样，未提出修改"
        )
    candidate(row)
    row.save(force_insert=True)
    append_act(
        kind="propose-change",
        actor=by.party,
        subject=f"packchange:{row.pk}",
        at=at,
        codes={"kind": row.kind},
        payload={"lay": row.lay, "evidence": row.evidence.hash if row.evidence else None},
    )
    return row


def candidate(change: PackChange) -> Candidate:
    """The pack as it would be with the change. raises PackRefused, StandsOtherwise where another came before it"""
    return _candidate(latest_folder(), as_change(change, _next()))


def candidate_of(laid: Laid) -> Candidate:
    """The pack as it would be with what is laid over a version. raises PackRefused, NotChangeable"""
    return _candidate(laid.folder, Change(_next(), DRAFT, laid.lay, expectations(laid.folder, laid.lay)))


def _candidate(version: Path, change: Change) -> Candidate:
    with TemporaryDirectory() as folder:
        pack = load_pack(make_version(version, [change], Path(folder) / "pack"))
        examples, problems = read_examples(pack)
        problems.raise_if_any()
        return Candidate(pack, examples, list(disagreeing(pack, examples)))


@transaction.atomic
def confirm_change(
    change: PackChange, *, by: Account, at: datetime, on: date, answer: str = ""
) -> PackVersion:
    """The version that holds from the day after.

    raises   OwnProposal, Decided; StandsOtherwise where another change came before it; ExamplesDisagree
    """
    _one_at_a_time()
    held = _open(change)
    if held.proposed_by_id == by.pk:
        raise OwnProposal(
            "who proposed a change does not confirm it; another official does",
            zh="提出人不能自己确认，请由另一位经办人复核",
        )
    broken = candidate(held).broken
    if broken:
        raise ExamplesDisagree(broken)
    held.number = _next()
    version = _made(held, at, on)
    _decide(held, ChangeState.CONFIRMED, by, at, answer)
    version.save(force_insert=True)
    append_act(
        kind="confirm-change",
        actor=by.party,
        subject=f"packchange:{held.pk}",
        at=at,
        codes={
            "number": held.number,
            "pack_hash": version.hash,
            "effective_on": version.effective_on.isoformat(),
        },
    )
    return version


def _made(change: PackChange, at: datetime, on: date) -> PackVersion:
    """The version with the change in it, its folder made."""
    before = latest_version()
    release_hash = keep_release(settings.PACK) if before is None else before.release_hash
    release = folder_named(release_hash)
    number = change.number or 0
    changes = [*changes_up_to(number - 1), as_change(change, number)]
    hash_ = _kept(release, changes)
    return PackVersion(
        release=load_pack(release).version if before is None else before.release,
        release_hash=release_hash,
        change=change,
        hash=hash_,
        effective_on=on + ONE_DAY,
        made_at=at,
    )


def _kept(release: Path, changes: Sequence[Change]) -> str:
    """The hash of the version that these changes make of a release; its folder stands under it."""
    with passing(versions_folder()) as folder:
        made = make_version(release, changes, folder / "pack")
        hash_ = version_hash(made)
        kept = folder_named(hash_)
        if not kept.is_dir():
            made.replace(kept)
    return hash_


def keep_release(release: Path) -> str:
    """The hash of a release, of which a copy is kept: versions are made again from it when it has moved on."""
    return _kept(release, [])


@transaction.atomic
def return_change(change: PackChange, *, by: Account, at: datetime, answer: str) -> None:
    """The change goes back to who proposed it. raises NoReason, OwnProposal, Decided"""
    if not answer.strip():
        raise NoReason("say why it is returned", zh="请写明退回的原因")
    held = _open(change)
    if held.proposed_by_id == by.pk:
        raise OwnProposal("who proposed a change withdraws it", zh="提出人可撤回，不能自己退回")
    _decide(held, ChangeState.RETURNED, by, at, answer)
    append_act(
        kind="return-change", actor=by.party, subject=f"packchange:{held.pk}", at=at, payload={"why": answer}
    )


@transaction.atomic
def withdraw_change(change: PackChange, *, by: Account, at: datetime) -> None:
    """The change is taken back by who proposed it. raises OwnProposal, Decided"""
    held = _open(change)
    if held.proposed_by_id != by.pk:
        raise OwnProposal("only who proposed a change withdraws it", zh="只有提出人可以撤回")
    _decide(held, ChangeState.WITHDRAWN, by, at, "")
    append_act(kind="withdraw-change", actor=by.party, subject=f"packchange:{held.pk}", at=at)


@transaction.atomic
def take_up_release(release: Path, *, by: str, at: datetime, on: date) -> PackVersion:
    """The version that a new release makes with all confirmed changes laid over it again, from the day after.

    raises   StandsOtherwise at the first change that the release has overtaken; PackRefused; ExamplesDisagree;
             NothingChanged where the release is the one that stands; ChangesMeet
    """
    _one_at_a_time()
    before = latest_version()
    release_hash = keep_release(release)
    if before is not None and before.release_hash == release_hash:
        raise NothingChanged("this release is taken up already", zh="该发行版已经采用")
    _check_changes(release, before)
    last = None if before is None else before.change
    hash_ = _kept(folder_named(release_hash), changes_up_to(last.number or 0 if last else 0))
    pack = load_pack(folder_named(hash_))
    broken = disagreements(pack)
    if broken:
        raise ExamplesDisagree(broken)
    version = PackVersion.objects.create(
        release=load_pack(folder_named(release_hash)).version,
        release_hash=release_hash,
        change=last,
        hash=hash_,
        effective_on=on + ONE_DAY,
        made_at=at,
    )
    append_act(
        kind="take-up-release",
        actor=by,
        subject=f"pack-version:{version.pk}",
        at=at,
        codes={"pack_hash": hash_},
    )
    return version


def _next() -> int:
    """The number of the next change: after those of this installation, and those that its release has brought."""
    held = changes_in(latest_folder())
    return held[-1].number + 1 if held else 1


def _check_changes(release: Path, before: PackVersion | None) -> None:
    """Nothing where no change would be laid over another of its number, and none would be lost. raises ChangesMeet"""
    brought = changes_in(release)
    own = before is not None and before.change is not None
    held = [] if before is None else changes_in(folder_named(before.release_hash))
    if (brought and own) or (held and held != brought[: len(held)]):
        raise ChangesMeet(
            f"{release}: this release and the one that holds bring changes of different installations; "
            "export a version where all of them were made, and take that up",
            zh=f"{release}：该发行版与现行版本各带有不同单位的本地修改；请从包含全部修改的单位导出后再采用",
        )


def _one_at_a_time() -> None:
    """Changes follow each other: the next is laid over what the last has made."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('policy_packversion'))")


def _open(change: PackChange) -> PackChange:
    held = PackChange.objects.select_for_update().get(pk=change.pk)
    if held.state != ChangeState.PROPOSED:
        raise Decided(
            f"the change is {held.state}; look at it again",
            zh=f"该修改{held.get_state_display()}，请刷新后再看",
        )
    return held


def _decide(change: PackChange, state: ChangeState, by: Account, at: datetime, answer: str) -> None:
    change.state, change.decided_by, change.decided_at, change.answer = state, by, at, answer.strip()[:400]
    change.save(update_fields=["state", "decided_by", "decided_at", "answer", "number"])
