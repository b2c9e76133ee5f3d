"""Examiners and supervisors: drawn by the session's seed without conflict of interest, asked, and replaced."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.working_on import check_state, held
from jiyao.evaluation.arranging import Arranging, arranging_of, in_order_of
from jiyao.evaluation.models import Duty, DutyRole, DutyState, SessionState, Sitting
from jiyao.evaluation.queries.staffing import (
    EXAMINING,
    LeftOut,
    Staff,
    Ties,
    around,
    day_of,
    examiners_for,
    external_supervisors,
    last_groups,
    staff_for,
)
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand
from jiyao.registry.queries.places import divisions_below

DUTIES = "duties"
ARRANGING_STATES = (SessionState.FILED, SessionState.ARRANGED)
WHY = {
    LeftOut.CANDIDATE: ("a candidate here", "本场考生"),
    LeftOut.DECLINED: ("declined", "已谢绝"),
    LeftOut.BUSY: ("examining elsewhere at that time", "同时段另有派遣"),
    LeftOut.TOO_MANY: ("at as many sittings of the day as may be", "当日场次已满"),
    LeftOut.COLLEAGUE: ("a colleague of candidates", "与考生同单位"),
    LeftOut.TRAINER: ("of who trained candidates", "所在单位培训过考生"),
}


class NothingKnown(Invalid):
    """The pack does not say how examiners are drawn."""


class CannotDraw(Conflict):
    """Too few are left without a conflict."""


class NotYourPlace(NotAllowed):
    """Somebody else's department sends supervisors there, or the supervisor is not theirs."""


@transaction.atomic
def draw_examiners(session: int, trained_by: Ties, hand: Hand, pack: Pack) -> Sequence[Duty]:
    """The new duties: every sitting has its group with one who leads, and a supervisor of the body's. Who stands stays.

    trained_by   by candidate the organisations that trained them
    raises       NotYours, NotNow, NothingKnown; CannotDraw: it says where, and who was left out for which reason
    """
    found = held(session, hand, *ARRANGING_STATES)
    rules = arranging_of(found, pack)
    if rules is None:
        raise NothingKnown(
            "the pack does not say how many examine at a sitting; enter its `arranging`, or send them by hand",
            zh="规则包没有写明考评组人数，请先补充“arranging”，或人工派遣",
        )
    made: list[Duty] = []
    for sitting in (
        Sitting.objects.filter(session=found).select_related("session").order_by("starts_at", "pk")
    ):
        made += _drawn_for(sitting, trained_by, rules, hand)
    append_act(
        kind="draw-examiners",
        actor=hand.party,
        subject=f"session:{found.pk}",
        at=hand.at,
        codes={"drawn": len(made)},
        payload={"duties": [[one.sitting_id, one.person_id, one.role] for one in made]},
    )
    return made


@transaction.atomic
def send_examiner(sitting: int, person: int, role: DutyRole, trained_by: Ties, hand: Hand) -> Duty:
    """The duty of an examiner whom the body sends by hand; the same people are left out. raises NotYours, CannotDraw"""
    found = Sitting.objects.filter(pk=sitting).select_related("session").first()
    held(0 if found is None else found.session_id, hand, *ARRANGING_STATES)
    assert found is not None  # noqa: S101 - or there was no session to hold
    staff = staff_for(found, around(found, trained_by, day_of(found)), sittings_a_day=None)
    allowed = staff.supervisors if role is DutyRole.INTERNAL else staff.examiners
    if person not in allowed or (role is DutyRole.LEAD and not staff.examiners[person]):
        raise _cannot_draw(found, staff)
    if role is DutyRole.LEAD and _standing(found, (DutyRole.LEAD,)):
        raise CannotDraw("somebody leads this sitting already", zh="本场次已有考评组长")
    duty = _ask(found, person, role, hand)
    append_act(
        kind="draw-examiners",
        actor=hand.party,
        subject=f"session:{found.session_id}",
        at=hand.at,
        codes={"drawn": 1},
        payload={"duties": [[found.pk, person, role]]},
    )
    return duty


@transaction.atomic
def send_supervisor(sitting: int, person: int, hand: Hand) -> Duty:
    """The duty of an external supervisor, whom the department of the place sends. raises NotYourPlace, CannotDraw"""
    found = (
        Sitting.objects.select_for_update(of=("self",)).filter(pk=sitting).select_related("session").first()
    )
    reach = hand.reach(DUTIES, "make")
    place = "" if found is None else found.session.division
    if found is None or not (reach.everything or place in reach.divisions):
        raise NotYourPlace(f"sitting {sitting} is not in your division", zh=f"场次 {sitting} 不在您的辖区")
    check_state(found.session, ARRANGING_STATES)
    on = day_of(found)
    senders = {
        code for code in {place, place[:4] + "00", place[:2] + "0000"} if place in divisions_below({code})
    }
    if person not in external_supervisors(senders, on):
        raise NotYourPlace(
            f"person {person} is no external supervisor of {place} on {on}",
            zh=f"该人员 {on} 不是 {place} 的外部督导员",
        )
    known = around(found, {}, on)
    if person in known.session_people or person in examiners_for(found.session, on):
        raise CannotDraw(
            "who examines for the body or is a candidate does not supervise from outside",
            zh="本机构的考评员和本场考生不能担任外部督导",
        )
    duty = _ask(found, person, DutyRole.EXTERNAL, hand)
    append_act(
        kind="send-supervisor",
        actor=hand.party,
        subject=f"sitting:{found.pk}",
        at=hand.at,
        payload={"person": person},
    )
    return duty


def is_staffed(sitting: Sitting) -> bool:
    """Whether somebody leads a sitting, and somebody of the body's supervises it."""
    roles = set(_standing(sitting, tuple(DutyRole)).values())
    return DutyRole.LEAD in roles and DutyRole.INTERNAL in roles


def _drawn_for(sitting: Sitting, trained_by: Ties, rules: Arranging, hand: Hand) -> list[Duty]:
    on = day_of(sitting)
    staff = staff_for(sitting, around(sitting, trained_by, on), sittings_a_day=rules.sittings_a_day)
    standing = _standing(sitting, tuple(DutyRole))
    seed, what = sitting.session.seed, f"sitting-{sitting.pk}"
    group = _group(sitting, staff, standing, rules)
    leads = DutyRole.LEAD in standing.values()
    made = []
    for person in group:
        lead = not leads and staff.examiners[person]
        leads = leads or lead
        made.append(_ask(sitting, person, DutyRole.LEAD if lead else DutyRole.EXAMINER, hand))
    if DutyRole.INTERNAL not in standing.values():
        free = [one for one in in_order_of(seed, what, staff.supervisors) if one not in {*group, *standing}]
        if not free:
            raise _cannot_draw(sitting, staff)
        made.append(_ask(sitting, free[0], DutyRole.INTERNAL, hand))
    return made


def _group(
    sitting: Sitting, staff: Staff, standing: Mapping[int, DutyRole], rules: Arranging
) -> Sequence[int]:
    """Who is drawn to those who stand, in the order of the draw: with somebody senior, and not the same group again."""
    examining = [person for person, role in standing.items() if role in EXAMINING]
    wanted = rules.group_size - len(examining)
    if wanted <= 0:
        return ()
    leads = DutyRole.LEAD in standing.values()
    what = f"sitting-{sitting.pk}"
    order = [one for one in in_order_of(sitting.session.seed, what, staff.examiners) if one not in standing]
    before = last_groups(sitting.session, sitting.starts_at, rules.same_group)
    for some in combinations(order, wanted):
        group = frozenset({*examining, *some})
        again = len(before) == rules.same_group and all(one == group for one in before)
        if not again and (leads or any(staff.examiners[one] for one in some)):
            return some
    raise _cannot_draw(sitting, staff)


def _standing(sitting: Sitting, roles: Collection[DutyRole]) -> dict[int, DutyRole]:
    """Who has a duty at a sitting and did not decline."""
    found = sitting.duties.filter(role__in=roles).exclude(state=DutyState.DECLINED)
    return {person: DutyRole(role) for person, role in found.values_list("person_id", "role")}


def _ask(sitting: Sitting, person: int, role: DutyRole, hand: Hand) -> Duty:
    made, _ = Duty.objects.update_or_create(
        sitting=sitting,
        person_id=person,
        defaults={"role": role, "state": DutyState.ASKED, "asked_at": hand.at, "answered_at": None},
    )
    return made


def _cannot_draw(sitting: Sitting, staff: Staff) -> CannotDraw:
    counts = Counter(staff.left_out.values())
    en = "; ".join(f"{count} {WHY[why][0]}" for why, count in counts.items()) or "nobody"
    zh = "；".join(f"{WHY[why][1]} {count} 人" for why, count in counts.items()) or "无"
    seniors = sum(staff.examiners.values())
    return CannotDraw(
        f"sitting {sitting}: of the body's people {len(staff.examiners)} can examine, {seniors} of them senior, and "
        f"{len(staff.supervisors)} supervise; left out: {en}; file more examiners or change the sittings",
        zh=f"场次 {sitting}：可派考评员 {len(staff.examiners)} 人（高级 {seniors} 人）、"
        f"内督 {len(staff.supervisors)} 人；回避：{zh}。请增补考评员或调整场次",
    )
