"""后续处理: a correction opens a case with all that rests on the record; each branch is judged, then carried out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.granting import renew, reverse
from jiyao.casework.actions.moving import held, locked_together, move
from jiyao.casework.actions.paying import end_unpaid, pay_missing, pay_more, undo_payment
from jiyao.casework.issuing import issue_reversal
from jiyao.casework.kinds import CONSEQUENCE
from jiyao.casework.models import (
    Case,
    CaseState,
    Channel,
    Consequence,
    Correction,
    Reversal,
)
from jiyao.casework.models.case import FINISHED
from jiyao.casework.queries.cases import endorsements
from jiyao.casework.queries.flags import table_of
from jiyao.casework.queries.following import due_now, proposal, reversed_by_consequence
from jiyao.casework.queries.resting import Changed, resting_on
from jiyao.casework.time_limits import DEPARTING
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.actions.texts import seal_text
from jiyao.policy.models import Grant
from jiyao.registry.hand import Hand


class NoConsequence(Conflict):
    """The case is of another kind."""


class NotJudged(Invalid):
    """A branch has no decision, or one that it cannot have."""


@dataclass(frozen=True, slots=True)
class About:
    """The record on which something was given, whose it is, and why it is looked at again."""

    table: str
    record: int
    person: int | None
    division: str | None
    channel: Channel


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to become of a branch, and why, where that is not what is proposed."""

    decided: Reversal
    reason: str = ""


def open_consequence(request: Correction | Changed, hand: Hand, assessor: Assessor) -> Case | None:
    """The case of what was given on the record; none where nothing was. The caller has corrected the record."""
    rests = [grant for grant in resting_on(request, assessor.pack) if grant.reversed_on is None]
    grants = [*rests, *reversed_by_consequence(request.table, request.record)]
    if not grants:
        return None
    about = About(request.table, request.record, request.person_id, request.division, Channel.CORRECTION)
    return _opened(about, grants, {"because": request.case_id}, hand, assessor)


def open_again(case: Case, because: Case, channel: Channel, hand: Hand, assessor: Assessor) -> Case:
    """The case in which what was given is determined again. `because`: an appeal that is upheld, or a check"""
    assert case.grant is not None  # noqa: S101 - only what was given is determined again
    about = About(table_of(case.subject), case.subject_record, case.person_id, case.division, channel)
    return _opened(about, [case.grant], {"because": because.pk}, hand, assessor)


def take_back_again(case: Case, because: Case, hand: Hand, assessor: Assessor) -> Case | None:
    """The case in which what a consequence took back is judged again; none where others have replaced it all.

    because   the appeal that is upheld
    """
    found = case.branches.filter(decided=Reversal.REVERSE).select_related("grant", "renewed").order_by("pk")
    grants = [one.renewed or one.grant for one in found]
    standing = [
        grant
        for one, grant in zip(found, grants, strict=True)
        if one.renewed is None or not grant.reversed_on
    ]
    if not standing:
        return None
    about = About(case.subject, case.subject_record, case.person_id, case.division, Channel.APPEAL)
    return _opened(about, standing, {"because": because.pk}, hand, assessor)


def _opened(
    about: About, grants: Sequence[Grant], codes: Mapping[str, int], hand: Hand, assessor: Assessor
) -> Case:
    case = _begun(about, grants, hand)
    for grant in grants:
        due = due_now(grant, assessor, hand.at)
        Consequence.objects.update_or_create(
            case=case,
            grant=grant,
            defaults={
                "given_fen": 0 if grant.reversed_on else grant.amount_fen or 0,
                "due_fen": due,
                "proposed": proposal(grant, due),
                "decided": "",
                "stays_fen": None,
            },
        )
    move(case, "open", hand.by_itself, codes={**codes, "branches": len(grants)})
    return case


def _begun(about: About, grants: Sequence[Grant], hand: Hand) -> Case:
    """A new case about the record, or the one that is open already."""
    same = {"kind": CONSEQUENCE.name, "subject": about.table, "subject_record": about.record}
    found = Case.objects.filter(**same).exclude(state__in=FINISHED).first()
    if found is not None:
        return found
    return Case.objects.create(
        **same,
        state=CaseState.BEFORE,
        measure="",
        person_id=about.person,
        organisation_id=_paid_to(grants),
        division=about.division,
        channel=about.channel,
        opened_by=hand.account,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
    )


def _paid_to(grants: Sequence[Grant]) -> int | None:
    """The organisation that was paid what was given; none where the person was, or several were."""
    paid = {one.organisation_id for one in grants}
    return paid.pop() if len(paid) == 1 else None


@transaction.atomic
def judge(number: int, judgements: Mapping[int, Judgement], hand: Hand) -> Case:
    """The case with every branch judged, waiting for approval. `judgements` by the number of the branch.

    raises   NoConsequence, NotJudged; BadReason where one departs from what is proposed without one;
             NotNow, NotYourDuty, SameHand
    """
    case = _held(number, hand, "review")
    branches = list(case.branches.select_related("grant").order_by("pk"))
    for branch in branches:
        _judge(branch, judgements.get(branch.pk))
    case.departs = any(branch.decided != branch.proposed for branch in branches)
    case.amount_fen = sum(branch.recovered_fen for branch in branches)
    move(case, "review", hand, codes={"recovered_fen": case.amount_fen})
    return case


def _held(number: int, hand: Hand, verb: str) -> Case:
    case = held(number, hand, verb)
    if case.kind != CONSEQUENCE.name:
        raise NoConsequence(
            f"case {case.number} follows from no record; use the buttons of its page",
            zh=f"办件 {case.number} 不是后续处理，请用页面上的按钮办理",
        )
    return case


def _judge(branch: Consequence, judgement: Judgement | None) -> None:
    if judgement is None or not _is_possible(branch, judgement.decided):
        raise NotJudged(
            f"branch {branch.pk}: say whether it is kept, raised, reversed or referred",
            zh=f"第 {branch.pk} 项：请选择维持、撤销或移送",
        )
    departs = judgement.decided != branch.proposed
    reason = checked_reason(judgement.reason) if departs else judgement.reason.strip()
    branch.decided = judgement.decided
    branch.stays_fen = _stays(branch)
    branch.reason_sealed = seal_text(branch.case.person_id, "reason_sealed", reason) if reason else None
    branch.save(update_fields=["decided", "stays_fen", "reason_sealed"])


def _is_possible(branch: Consequence, decided: Reversal) -> bool:
    """What was reversed can be restored or stay reversed; what stands can be kept, raised, reversed or referred."""
    if branch.grant.reversed_on is not None:
        return decided in (Reversal.KEEP, Reversal.RESTORE)
    if decided == Reversal.RAISE:
        return (branch.due_fen or 0) > branch.given_fen
    return decided in (Reversal.KEEP, Reversal.REVERSE, Reversal.REFER)


def _stays(branch: Consequence) -> int:
    if branch.decided == Reversal.REVERSE:
        return min(branch.due_fen or 0, branch.given_fen)
    if branch.decided == Reversal.RESTORE:
        return branch.due_fen or branch.grant.amount_fen or 0
    if branch.decided == Reversal.RAISE:
        return branch.due_fen or branch.given_fen
    return branch.given_fen


@transaction.atomic
def approve_consequence(number: int, hand: Hand, pack: Pack) -> Case:
    """The case: carried out and closed, or waiting for one more approval where it departs from what is proposed.

    raises   NoSlotLeft: what was freed was given to another meanwhile; NoLine, Overdrawn: no money to pay again;
             NoConsequence, NotNow, NotYourDuty, SameHand
    """
    locked_together(_claims_below(number))
    case = _held(number, hand, "approve")
    if case.departs and endorsements(case) + 1 < DEPARTING:
        move(case, "endorse", hand)
        return case
    move(case, "approve", hand)
    decided = move(case, "decide", hand.by_itself, codes={"recovered_fen": case.amount_fen or 0})
    _carry_out(case.branches.select_related("grant").order_by("pk"), hand.by_itself, decided.act, pack)
    issue_reversal(decided, hand.by_itself)
    move(case, "close", hand.by_itself)
    return case


def _claims_below(number: int) -> list[int]:
    """The cases of what a consequence judges. They are held before it, as where a check or an appeal opens it again."""
    grants = Consequence.objects.filter(case=number).values("grant")
    return list(Case.objects.filter(grant__in=grants).values_list("pk", flat=True))


def _carry_out(branches: Iterable[Consequence], hand: Hand, because: int, pack: Pack) -> None:
    for branch in branches:
        if branch.decided == Reversal.REVERSE:
            reverse(branch.grant, hand, because=because)
            undo_payment(branch.grant, hand, because)
            if branch.stays_fen:
                _renewed(branch, branch.grant, hand, because, pack)
            else:
                end_unpaid(branch.grant, hand)
        elif branch.decided == Reversal.RAISE:
            reverse(branch.grant, hand, because=because)
            claim = _claim_renewed(branch, branch.grant, hand, because)
            if claim is not None:
                pay_more(claim, -branch.recovered_fen, pack, hand, because)
        elif branch.decided == Reversal.RESTORE:
            _renewed(branch, branch.grant, hand, because, pack)
            _note_restored(branch)


def _renewed(branch: Consequence, grant: Grant, hand: Hand, because: int, pack: Pack) -> None:
    """What stays gets a grant of its own; what is missing of its sum is paid."""
    claim = _claim_renewed(branch, grant, hand, because)
    if claim is not None:
        pay_missing(claim, branch.stays_fen or 0, pack, hand, because)


def _claim_renewed(branch: Consequence, grant: Grant, hand: Hand, because: int) -> Case | None:
    """The claim, which names from now on the grant of what stays; none where it was given without one."""
    branch.renewed = renew(grant, branch.stays_fen or 0, hand, because=because)
    branch.save(update_fields=["renewed"])
    claim = Case.objects.filter(grant=grant).first()
    if claim is not None:
        claim.grant = branch.renewed
        claim.save(update_fields=["grant"])
    return claim


def _note_restored(branch: Consequence) -> None:
    """The branches that reversed the grant know what stands in its place, so that it is not restored twice."""
    Consequence.objects.filter(grant=branch.grant, decided=Reversal.REVERSE, renewed__isnull=True).update(
        renewed=branch.renewed
    )
