"""What may ride in a batch of one signature, and the batches that were signed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiyao.casework.kinds import ROSTER
from jiyao.casework.kinds.kind import Nature, kind_of
from jiyao.casework.life import STEPS, is_ahead
from jiyao.casework.models import STOPPING, Case, CaseBatch, CaseState, CaseStep, Flag, Recommendation, Riding
from jiyao.casework.queries.cases import DUTIES, endorsements
from jiyao.casework.queries.flags import table_of
from jiyao.casework.time_limits import approvals_needed
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.registry.permitting import Holder

FLAGGED = Words(zh="有疑点尚未排除，须单独办理", en="it is flagged; handle it by itself")
DEPARTS = Words(zh="审核意见与测算不一致，须单独办理", en="it departs from the rules; handle it by itself")
REFUSES = Words(zh="审核意见为不同意，须单独办理", en="it is to be refused; handle it by itself")
OTHER_STEP = Words(zh="现在不在这一步", en="it does not wait for this step")
OTHERS = Words(zh="您已办理过前面的步骤，须由另一人办理", en="you did an earlier step of it; it is another's")
BEHIND = Words(zh="名册整体尚未到这一步", en="the roster as a whole has not come so far")
_LEADS_TO = {duty: STEPS[duty].leads_to for duty in DUTIES}
NO_BATCH = Words(zh="这类办件逐件办理", en="cases of this kind are handled one by one")


@dataclass(frozen=True, slots=True)
class Ride:
    """A case, and why it cannot ride, if it cannot."""

    case: Case
    why: Words | None


def rides(cases: Sequence[Case], duty: str, holder: Holder, pack: Pack) -> list[Ride]:
    """Each case, with what keeps it out of a batch of this duty. What the rules say today is asked when it is done.

    cases   rosters before their lines, which go no further than they do
    """
    flagged, done = flagged_among(cases), _done_by(cases, duty, holder)
    own = None if holder.account is None else holder.account.person_id
    found: list[Ride] = []
    come_to: dict[int, CaseState] = {}
    for case in cases:
        why = _why(
            case,
            duty,
            flagged=case.pk in flagged,
            done=case.pk in done or (own is not None and own == case.person_id),
        )
        if why is None and case.kind == ROSTER.name:
            come_to[case.pk] = _comes_to(case, duty, pack)
        if why is None and case.parent is not None:
            stands = come_to.get(case.parent.pk, CaseState(case.parent.state))
            why = BEHIND if is_ahead(_LEADS_TO[duty], stands) else None
        found.append(Ride(case, why))
    return found


def _comes_to(roster: Case, duty: str, pack: Pack) -> CaseState:
    """How far a roster is when this step of it is done."""
    if duty == "approve" and endorsements(roster) + 1 < approvals_needed(roster, pack):
        return CaseState(roster.state)
    return _LEADS_TO[duty]


def flagged_among(cases: Iterable[Case]) -> frozenset[int]:
    """The numbers of those whose record somebody doubts."""
    listed = list(cases)
    records = {one.subject_record for one in listed}
    flags = Flag.objects.filter(state__in=STOPPING, record__in=records).values_list("table", "record")
    doubted = set(flags)
    return frozenset(one.pk for one in listed if (table_of(one.subject), one.subject_record) in doubted)


def asked_for(cases: Iterable[Case], pack: Pack) -> list[tuple[str, Words]]:
    """What only people judge of the measures of these cases, once each."""
    measures = {one.measure for one in cases if one.kind != ROSTER.name}
    asks = (ask for name in sorted(measures) if name in pack.measures for ask in pack.measures[name].asks)
    return list({ask.id: (ask.id, ask.words) for ask in asks}.values())


def lines_in(batch: CaseBatch) -> dict[Riding, int]:
    """How many of a batch wait, are done and stayed behind."""
    states = list(batch.lines.values_list("state", flat=True))
    return {state: states.count(state) for state in Riding}


def _why(case: Case, duty: str, *, flagged: bool, done: bool) -> Words | None:
    if kind_of(case).nature not in (Nature.CLAIM, Nature.GATHERS):
        return NO_BATCH
    if not any(step.verb == duty for step in kind_of(case).possible(CaseState(case.state))):
        return OTHER_STEP
    if flagged:
        return FLAGGED
    if case.departs:
        return DEPARTS
    if case.recommends == Recommendation.REFUSE and duty == "approve":
        return REFUSES
    return OTHERS if done else None


def _done_by(cases: Sequence[Case], duty: str, holder: Holder) -> frozenset[int]:
    apart = {name for step in STEPS.values() if step.verb == duty for name in step.apart_from}
    steps = CaseStep.objects.filter(case__in=cases, step__in=apart, by=holder.account)
    return frozenset(steps.values_list("case", flat=True))
