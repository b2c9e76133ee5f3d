"""Sessions, planned by a body and filed 报备 before they begin; or cancelled, with the reason."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.base.reasons import checked_reason
from jiyao.base.working_days import working_days_between
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.working_on import BEFORE, NotYours, held, is_own
from jiyao.evaluation.arranging import arranging_of
from jiyao.evaluation.models import BodyScope, Candidate, Part, Session, SessionState
from jiyao.evaluation.queries.bodies import OutOfScope, Target, check_may_evaluate
from jiyao.evaluation.scoring import scoring_of
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand
from jiyao.registry.models import Occupation
from jiyao.registry.queries.places import divisions_below

LONGEST_NUMBER = 40


class BadPlan(Invalid):
    """A plan contradicts itself, or names what there is not."""


class NumberTaken(Conflict):
    """The body has a plan of that number."""


class TooLate(Conflict):
    """A session is filed beforehand, and enrolled for until its last day of enrolment."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a body plans. `number`: its own; `parts`: in the order in which they are examined."""

    organisation: int
    number: str
    target: Target
    division: str
    parts: tuple[Part, ...]
    starts_on: date
    ends_on: date
    enrols_until: date


@transaction.atomic
def plan_session(plan: Plan, hand: Hand, pack: Pack) -> Session:
    """The session, planned on the edition of the standard that the body filed.

    raises   NotYours, BadPlan, NumberTaken; NotListed, Suspended, OutOfScope; NotScored
    """
    if not is_own(plan.organisation, hand):
        raise NotYours("this organisation is not yours", zh="您不能以该单位名义拟定计划")
    _check_plan(plan)
    scope = check_may_evaluate(plan.organisation, plan.target, plan.starts_on)
    _check_place(plan.division, scope)
    session = Session(
        organisation_id=plan.organisation,
        number=plan.number.strip(),
        occupation=plan.target.occupation,
        work_type=plan.target.work_type,
        level=plan.target.level,
        ability_item=plan.target.ability_item,
        standard_edition=scope.standard_edition,
        division=plan.division,
        parts=" ".join(plan.parts),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        enrols_until=plan.enrols_until,
        planned_by=hand.account,
    )
    scoring = scoring_of(session, pack)
    for part in plan.parts:
        scoring.scale(part)
    _save_new(session)
    append_act(kind="plan-session", actor=hand.party, subject=f"session:{session.pk}", at=hand.at)
    return session


@transaction.atomic
def file_session(number: int, hand: Hand, pack: Pack) -> Session:
    """The session, filed: from now on it can be enrolled for.

    raises   NotYours, NotNow, TooLate; NotListed, Suspended, OutOfScope; NotScored
    """
    session = held(number, hand, SessionState.PLANNED)
    for day in (hand.on, session.starts_on):
        check_may_evaluate(session.organisation_id, target_of(session), day)
    _check_beforehand(session, hand.on, pack)
    session.state, session.filed_on = SessionState.FILED, hand.on
    session.save(update_fields=["state", "filed_on"])
    append_act(kind="file-session", actor=hand.party, subject=f"session:{session.pk}", at=hand.at)
    return session


@transaction.atomic
def cancel_session(number: int, hand: Hand, *, reason: str) -> Session:
    """The session, cancelled before anybody was examined. raises NotYours, NotNow, BadReason"""
    session = held(number, hand, *BEFORE, SessionState.ARRANGED)
    session.cancel_reason = checked_reason(reason)
    session.state = SessionState.CANCELLED
    session.save(update_fields=["state", "cancel_reason"])
    append_act(
        kind="cancel-session",
        actor=hand.party,
        subject=f"session:{session.pk}",
        at=hand.at,
        codes={"candidates": Candidate.objects.filter(session=session).count()},
        payload={"reason": session.cancel_reason},
    )
    return session


def target_of(session: Session) -> Target:
    """What is evaluated in a session."""
    return Target(session.occupation, session.level, session.work_type, session.ability_item)


def _check_plan(plan: Plan) -> None:
    number = plan.number.strip()
    if not 0 < len(number) <= LONGEST_NUMBER:
        raise BadPlan(
            f"a plan has a number of {LONGEST_NUMBER} characters at most",
            zh=f"请填写计划编号，不超过 {LONGEST_NUMBER} 个字",
        )
    if not Occupation.objects.filter(code=plan.target.occupation, depth=4).exists():
        raise BadPlan(
            f"there is no occupation {plan.target.occupation}; choose one of the classification",
            zh=f"没有职业 {plan.target.occupation}，请从职业分类中选择",
        )
    if not plan.parts or len(set(plan.parts)) != len(plan.parts):
        raise BadPlan("choose what is examined, each part once", zh="请选择考核科目，每科一次")
    if not plan.enrols_until < plan.starts_on <= plan.ends_on:
        raise BadPlan(
            f"enrolment ends before the first day, and that is not after the last: "
            f"{plan.enrols_until}, {plan.starts_on}, {plan.ends_on}",
            zh=f"报名截止日应早于考核起始日，起始日不晚于截止日："
            f"{plan.enrols_until}、{plan.starts_on}、{plan.ends_on}",
        )


def _check_place(division: str, scope: BodyScope) -> None:
    if division not in divisions_below({scope.division}):
        raise OutOfScope(
            f"{division} is out of the area {scope.division} that the body filed for; choose a place in it",
            zh=f"{division} 不在备案的评价区域 {scope.division} 内，请选择区域内的考核地",
        )


def _save_new(session: Session) -> None:
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError:
        raise NumberTaken(
            f"there is a plan {session.number} already; give this one another number",
            zh=f"已有编号为 {session.number} 的计划，请换一个编号",
        ) from None


def _check_beforehand(session: Session, on: date, pack: Pack) -> None:
    arranging = arranging_of(session, pack)
    wanted = 1 if arranging is None else arranging.filed_days_before
    left = working_days_between(on, session.starts_on)
    if left < wanted or on > session.enrols_until:
        raise TooLate(
            f"a session is filed {wanted} working days before it begins and while it can be enrolled for; it begins on "
            f"{session.starts_on}, {left} working days from {on}, and enrolment ends on {session.enrols_until}",
            zh=f"批次应在开考前 {wanted} 个工作日且在报名截止前报备；{session.starts_on} 开考，距 {on} 还有 "
            f"{left} 个工作日，报名截至 {session.enrols_until}",
        )
