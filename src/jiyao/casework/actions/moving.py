"""Moving a case by one step: whose duty it is, what must have been another's, what is written down."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from jiyao.base.errors import Conflict, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.telling import tell
from jiyao.casework.kinds import ROSTER_LINE
from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.life import OVER, STEPS, Step, is_ahead
from jiyao.casework.models import Case, CaseState, CaseStep
from jiyao.casework.tables import CASES
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.texts import seal_text
from jiyao.foundation.models import Act
from jiyao.registry.hand import Hand
from jiyao.registry.queries.listing import one_row


class NotYourDuty(NotAllowed):
    """The case is out of reach, or the step is another's duty."""


class SameHand(NotAllowed):
    """Who did an earlier step of the case, or whom it is about, does not do this one."""


class AheadOfParent(Conflict):
    """The case that this one is a line of has not come so far."""


def held(number: int, hand: Hand, verb: str | None) -> Case:
    """The case, held until the transaction ends; before it what it belongs to, as everywhere.

    raises   NotYourDuty where it is not in reach for that
    """
    found = locked(number)
    if found is None or (verb is not None and not _in_reach(found, hand, verb)):
        raise NotYourDuty(
            f"case {number}: there is none, or this step is not yours",
            zh=f"办件 {number}：没有这件，或这一步不由您办理",
        )
    return found


def locked(number: int) -> Case | None:
    """The case, held until the transaction ends; what it belongs to is held before it.

    Everybody who holds several cases takes them from the top down, so that nobody waits in a ring.
    """
    return locked_together([number]).get(number)


def locked_together(numbers: Collection[int]) -> Mapping[int, Case]:
    """The cases by number, all held: from the top down, those of one height in the order of their numbers."""
    heights = [sorted(numbers)]
    while heights[-1]:
        parents = Case.objects.filter(pk__in=heights[-1], parent__isnull=False)
        heights.append(sorted(set(parents.values_list("parent_id", flat=True))))
    known: dict[int, Case] = {}
    for height in reversed(heights[:-1]):
        rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=height).order_by("pk")
        for one in rows:
            known[one.pk] = one
            if one.parent_id is not None:
                one.parent = known[one.parent_id]
    return {number: known[number] for number in numbers if number in known}


def move(
    case: Case,
    name: str,
    hand: Hand,
    *,
    reason: str = "",
    codes: Mapping[str, Any] | None = None,
    payload: Mapping[str, Any] | None = None,
) -> CaseStep:
    """The step, done and written down. The caller holds the case.

    codes     what may stand in the act in the clear for ever; `payload`: what is sealed with it; a reason in it counts
              for the act where the case keeps its reason elsewhere
    raises    NotNow, NotYourDuty, SameHand, AheadOfParent, BadReason
    """
    step = kind_of(case).step(name, case)
    check_duty(case, step, hand)
    said = checked_reason(reason) if step.wants_reason or reason.strip() else ""
    _check_parent(case, step)
    before, case.state = CaseState(case.state), step.leads_to
    case.state_since = hand.on
    act = _written(case, step, before, hand, codes or {}, {"reason": said, **(payload or {})})
    case.save()
    done = CaseStep.objects.create(
        case=case,
        step=name,
        before=before,
        after=step.leads_to,
        by=hand.account,
        on=hand.on,
        at=hand.at,
        reason_sealed=seal_text(case.person_id, "reason_sealed", said) if said else None,
        act=act.number,
        batch_id=hand.batch,
    )
    tell([case], name, hand)
    effect = kind_of(case).on.get(name)
    if effect is not None:
        effect(case, hand)
    if case.kind == ROSTER_LINE.name and case.parent is not None and case.state in OVER:
        close_with_last_line(case.parent, hand)
    return done


def keep_steps(moved: Iterable[tuple[int, CaseState]], name: str, act: int, hand: Hand) -> None:
    """Writes down a step of many cases that one act tells of: the number of each, and where it stood before."""
    CaseStep.objects.bulk_create(
        CaseStep(
            case_id=number,
            step=name,
            before=before,
            after=STEPS[name].leads_to,
            by=hand.account,
            on=hand.on,
            at=hand.at,
            act=act,
        )
        for number, before in moved
    )


def close_with_last_line(parent: Case, hand: Hand) -> None:
    """Closes what is decided once all its lines are over; before that, nothing."""
    if parent.state == CaseState.DECIDED and not living_lines(parent).exists():
        move(parent, "close", hand.by_itself)


def living_lines(parent: Case) -> QuerySet[Case]:
    """The lines of a case that are not over."""
    return Case.objects.filter(parent=parent, kind=ROSTER_LINE.name).exclude(state__in=OVER)


def check_duty(case: Case, step: Step, hand: Hand) -> None:
    """Nothing where this hand may do the step. raises NotYourDuty, SameHand"""
    if step.verb is None:
        return
    if not _in_reach(case, hand, step.verb):
        raise NotYourDuty(
            f"case {case.number}: to {step.words.en} is not your duty here",
            zh=f"办件 {case.number}：这一步（{step.words.zh}）不由您办理",
        )
    account = hand.account
    if account is None or step.verb == "make":
        return
    contested = case.parent if kind_of(case).looks_at_parent else None
    about = {one.person_id for one in (case, contested) if one is not None and one.person_id is not None}
    if account.person_id in about:
        raise SameHand(
            "nobody handles their own case; leave it to a colleague", zh="不能办理本人的办件，请交由同事办理"
        )
    if case.steps.filter(step__in=step.apart_from, by=account).exists():
        raise SameHand(
            f"case {case.number}: you did an earlier step of it; another official must {step.words.en}",
            zh=f"办件 {case.number}：您已办理过前面的步骤，“{step.words.zh}”须由另一位经办人办理",
        )
    if contested is not None and contested.steps.filter(by=account).exists():
        raise SameHand(
            f"case {case.number} looks into {contested.number}, which you handled; another official must do so",
            zh=f"办件 {contested.number} 由您经办过，针对它的异议、申诉、投诉或抽查须由其他人员办理",
        )


def _in_reach(case: Case, hand: Hand, verb: str) -> bool:
    if hand.holder is None:
        return False
    reach = hand.holder.reach(CASES.name, verb)
    return bool(reach) and one_row(CASES, reach, str(case.pk), hand.on) is not None


def _check_parent(case: Case, step: Step) -> None:
    parent = None if kind_of(case).looks_at_parent else case.parent
    if parent is not None and is_ahead(step.leads_to, CaseState(parent.state)):
        raise AheadOfParent(
            f"case {case.number} belongs to {parent.number}, which is {parent.state}; move that first",
            zh=f"办件 {case.number} 属于 {parent.number}（现为“{CaseState(parent.state).label}”），请先办理上级办件",
        )


def _written(
    case: Case,
    step: Step,
    before: CaseState,
    hand: Hand,
    codes: Mapping[str, Any],
    payload: Mapping[str, Any],
) -> Act:
    last = case.steps.order_by("-pk").values_list("act", flat=True).first()
    return append_act(
        kind=f"case-{step.name}",
        actor=hand.party,
        subject=case.party,
        at=hand.at,
        codes={"before": before.value, "after": step.leads_to.value, **_signed(hand), **codes},
        payload=payload,
        owner=case.person_id,
        rests_on=[] if last is None else [last],
    )


def _signed(hand: Hand) -> Mapping[str, int]:
    return {} if hand.batch is None else {"batch": hand.batch}
