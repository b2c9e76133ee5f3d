"""Candidates: enrolled by themselves or by a body, answering what no register knows; admitted or refused by rule."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.tree import Value
from jiyao.evaluation.actions.planning import TooLate, target_of
from jiyao.evaluation.actions.working_on import check_state, held, is_own
from jiyao.evaluation.models import Candidacy, Candidate, CandidateState, Session, SessionState, Sitting
from jiyao.evaluation.queries.bodies import check_may_evaluate
from jiyao.evaluation.queries.candidacies import BODY_SAYS, Stand, askable, judged
from jiyao.evaluation.scoring import parts_of
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.registry.actions.recording import record_rows
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER
from jiyao.registry.queries.belonging import people_belonging

CANDIDATES = "candidates"
OPEN = (CandidateState.ENROLLED, CandidateState.ADMITTED)


class NotYourself(NotAllowed):
    """People enrol themselves; a body enrols anybody in its own sessions, a school its students."""


class EnrolledAlready(Conflict):
    """The person is a candidate of the session."""


class Full(Conflict):
    """There are no more seats."""


class BadAnswer(Invalid):
    """An answer is none that the question takes, or is not theirs to give."""


class NotAdmissible(Conflict):
    """The conditions do not admit the candidate, or do not refuse them."""


@transaction.atomic
def enrol(
    session: int, people: Mapping[int, Mapping[str, Value | None]], hand: Hand, pack: Pack, *, source: str
) -> Sequence[Candidate]:
    """The people, enrolled, all or none. Their answers are given with each.

    raises   NotNow, TooLate, NotYourself, EnrolledAlready, Full, BadAnswer; NotListed, Suspended, OutOfScope
    """
    found = open_session(session, hand.on)
    _check_may_enrol(found, people, hand)
    for answers in people.values():
        check_answers(answers, pack, frozenset(answers))
    _check_room(found, len(people))
    numbers = record_candidacies(found, people, hand, source)
    candidates = [
        Candidate(
            session=found,
            person_id=person,
            candidacy=numbers[person],
            enrolled_by=hand.account,
            enrolled_on=hand.on,
        )
        for person in people
    ]
    try:
        with transaction.atomic():
            Candidate.objects.bulk_create(candidates)
    except IntegrityError:
        raise EnrolledAlready(
            f"somebody of these is enrolled in session {found} already; look at the list",
            zh=f"其中有人已报名批次 {found}，请查看考生名单",
        ) from None
    _act("enrol-candidates", found, candidates, hand)
    return candidates


@transaction.atomic
def answer(candidate: int, answers: Mapping[str, Value | None], hand: Hand, pack: Pack) -> Candidate:
    """The candidate, with more answers. What only a body confirms, the candidate does not answer.

    raises   NotNow, NotYourself, BadAnswer
    """
    found = _held(candidate, hand, (CandidateState.ENROLLED,))
    facts = askable(pack.vocabulary)
    theirs = is_own(found.session.organisation_id, hand, CANDIDATES)
    check_answers(
        answers, pack, {name for name, fact in facts.items() if theirs or fact.known_by not in BODY_SAYS}
    )
    record_candidacies(found.session, {found.person_id: answers}, hand, f"candidate:{found.pk}", found)
    _act("answer-candidacy", found.session, [found], hand)
    return found


@transaction.atomic
def withdraw(candidate: int, hand: Hand) -> Candidate:
    """The candidate, withdrawn before the session is arranged. raises NotNow, NotYourself"""
    found = _held(candidate, hand, OPEN)
    found.seats.all().delete()
    found.state = CandidateState.WITHDRAWN
    found.save(update_fields=["state"])
    _act("withdraw-candidate", found.session, [found], hand)
    return found


@transaction.atomic
def admit(session: int, candidates: Collection[int], hand: Hand, assessor: Assessor) -> Sequence[Candidate]:
    """The candidates, admitted: a condition suffices for each, and the body has seen the evidence; all or none.

    raises   NotYours, NotNow, NotAdmissible
    """
    return _decided(session, candidates, hand, assessor, CandidateState.ADMITTED)


@transaction.atomic
def refuse(session: int, candidates: Collection[int], hand: Hand, assessor: Assessor) -> Sequence[Candidate]:
    """The candidates, refused: no condition is met by any of them. raises NotYours, NotNow, NotAdmissible"""
    return _decided(session, candidates, hand, assessor, CandidateState.REFUSED)


def check_answers(answers: Mapping[str, Value | None], pack: Pack, theirs: Collection[str]) -> None:
    """Nothing where each is an answer to a question of a candidacy that they may give. raises BadAnswer"""
    facts = askable(pack.vocabulary)
    for name, value in answers.items():
        if name not in facts or name not in theirs:
            raise BadAnswer(
                f"“{name}” is not yours to answer; the body confirms it or a register tells it",
                zh=f"“{name}”不由您填报，由评价机构确认或以登记资料为准",
            )
        complaint = None if value is None else pack.vocabulary.complaint(name, value)
        if complaint is not None:
            raise BadAnswer(complaint, zh=f"{facts[name].words.zh}：填写的内容不符合要求，请改正")


def record_candidacies(
    session: Session,
    people: Mapping[int, Mapping[str, Value | None]],
    hand: Hand,
    source: str,
    standing: Candidate | None = None,
) -> Mapping[int, int]:
    """The numbers of the records that say what each applies for, by person; their next version where they stand."""
    names = sorted({name for answers in people.values() for name in answers})
    plan = _plan(session) if standing is None else {}
    rows = [
        {
            "reference": _reference(session, person),
            **({**plan, "person_id": person, "applied_on": hand.on} if standing is None else {}),
            **{name: answers.get(name) for name in names},
        }
        for person, answers in people.items()
    ]
    record_rows(model=Candidacy, rows=rows, at=hand.at, by=hand.party, source=source)
    found = Candidacy.objects.filter(superseded_at=FOREVER, reference__in=[row["reference"] for row in rows])
    return dict(found.values_list("person_id", "record"))


def free_seats(session: Session) -> int | None:
    """How many more can be enrolled; None where no sittings are set yet."""
    seats: dict[str, int] = {}
    for part, room in Sitting.objects.filter(session=session).values_list("part", "room__seats"):
        seats[part] = seats.get(part, 0) + room
    if not seats:
        return None
    least = min(seats.get(part, 0) for part in parts_of(session))
    return max(0, least - Candidate.objects.filter(session=session, state__in=OPEN).count())


def _plan(session: Session) -> dict[str, Any]:
    return {
        "organisation_id": session.organisation_id,
        "session": session.pk,
        "division": session.division,
        "occupation": session.occupation,
        "work_type": session.work_type,
        "level": session.level,
        "standard_edition": session.standard_edition,
    }


def _reference(session: Session, person: int) -> str:
    return f"session:{session.pk}:{person}"


def open_session(number: int, on: date) -> Session:
    """The session, held, where people can be enrolled in it. raises BadAnswer, NotNow, TooLate; as the body's scope"""
    found = Session.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise BadAnswer(f"there is no session {number}", zh=f"没有批次 {number}")
    check_state(found, (SessionState.FILED,))
    if on > found.enrols_until:
        raise TooLate(
            f"session {found} could be enrolled for until {found.enrols_until}",
            zh=f"批次 {found} 的报名已于 {found.enrols_until} 截止",
        )
    for day in (on, found.starts_on):
        check_may_evaluate(found.organisation_id, target_of(found), day)
    return found


def not_theirs(session: Session, people: Collection[int], hand: Hand) -> frozenset[int]:
    """Those of these people whom who acts may not enrol: a body anybody, others their students, staff or themselves."""
    if is_own(session.organisation_id, hand, CANDIDATES):
        return frozenset()
    reach = hand.reach(CANDIDATES, "make")
    theirs = set() if reach.person is None else {reach.person}
    if reach.organisations:
        theirs |= people_belonging(reach.organisations, people, hand.on)
    return frozenset(people) - theirs


def _check_may_enrol(session: Session, people: Collection[int], hand: Hand) -> None:
    if not_theirs(session, people, hand):
        raise NotYourself(
            "you enrol yourself; a body anybody in its own sessions; a school its students, an employer its staff",
            zh="只能为本人报名；评价机构可为本机构批次报名；院校只能为本校学生、单位只能为本单位职工报名",
        )


def _check_room(session: Session, more: int) -> None:
    free = free_seats(session)
    if free is not None and free < more:
        raise Full(
            f"session {session} has seats for {free} more, and {more} are to be enrolled; set another sitting first",
            zh=f"批次 {session} 还剩 {free} 个座位，本次报名 {more} 人，请先增加场次",
        )


def _held(number: int, hand: Hand, states: Collection[str]) -> Candidate:
    """The candidate, their own or of the body's session, held until the transaction ends."""
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("session")
    found = rows.filter(pk=number).first()
    account = hand.account
    own = found is not None and account is not None and account.person_id == found.person_id
    if found is None or not (own or is_own(found.session.organisation_id, hand, CANDIDATES)):
        raise NotYourself(
            f"candidate {number} is not you, nor of your session", zh="这不是您本人或本机构的考生"
        )
    check_state(found.session, (SessionState.FILED,))
    if found.state not in states:
        raise NotAdmissible(
            f"the candidate is {found.state}; this is done before that",
            zh=f"该考生现为“{CandidateState(found.state).label}”，不能再办理",
        )
    return found


def _decided(
    session: int, numbers: Collection[int], hand: Hand, assessor: Assessor, state: CandidateState
) -> Sequence[Candidate]:
    found = held(session, hand, SessionState.FILED)
    rows = Candidate.objects.filter(session=found, state=CandidateState.ENROLLED, pk__in=numbers)
    candidates = list(rows.order_by("pk"))
    if not candidates or len(candidates) != len(set(numbers)):
        raise NotAdmissible(
            "choose candidates of this session who are neither admitted nor refused",
            zh="请选择本批次中尚未审核的考生",
        )
    said = judged(candidates, assessor, on=hand.on, known_at=hand.at)
    fitting = _fitting(found, state)
    others = [one for one in candidates if said[one.pk].stand not in fitting]
    if others:
        raise NotAdmissible(
            f"by the application conditions this cannot be done for {len(others)} of {len(candidates)}; "
            "look at what is missing",
            zh=f"所选 {len(candidates)} 人中有 {len(others)} 人按申报条件不能这样办理，请查看其缺项",
        )
    for one in candidates:
        best = said[one.pk].best
        one.state, one.measure, one.route = state, best.measure.id if best else "", said[one.pk].route
    Candidate.objects.bulk_update(candidates, ["state", "measure", "route"])
    kind = "admit-candidates" if state is CandidateState.ADMITTED else "refuse-candidates"
    _act(kind, found, candidates, hand)
    return candidates


def _fitting(session: Session, state: CandidateState) -> Collection[Stand]:
    """As what a candidate stands who can be decided so. Who is tested in a single ability meets no rule: the item's
    specification says who may come, and the body has read it.
    """
    if state is CandidateState.REFUSED:
        return (Stand.NOT, Stand.LATER)
    return (Stand.MAY, Stand.NO_RULE) if session.ability_item else (Stand.MAY,)


def _act(kind: str, session: Session, candidates: Sequence[Candidate], hand: Hand) -> None:
    append_bulk_act(
        kind=kind,
        actor=hand.party,
        subject=f"session:{session.pk}",
        at=hand.at,
        lines=[(one.pk, 1, one.route or one.state) for one in candidates],
    )
