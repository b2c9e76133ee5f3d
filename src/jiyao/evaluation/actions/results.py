"""Results: found once the marks are signed, put on notice, looked at again where somebody asks, and reported."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.marking import NotComplete, check_complete
from jiyao.evaluation.actions.working_on import NotYours, check_state, held
from jiyao.evaluation.models import (
    Candidate,
    CandidateState,
    Duty,
    DutyRole,
    DutyState,
    Mark,
    Part,
    PartResult,
    ReMarking,
    Seat,
    Session,
    SessionState,
    Sitting,
)
from jiyao.evaluation.queries.marks import marks_of
from jiyao.evaluation.queries.results import results_of
from jiyao.evaluation.scoring import Scale, Scoring, parts_of, scoring_of
from jiyao.foundation.actions.acting import append_act, append_bulk_act
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.hand import Hand


class TooEarly(Conflict):
    """The notice still runs, or a re-marking is open."""


class TooLate(Conflict):
    """The days in which this could be asked for are over."""


class AskedAlready(Conflict):
    """The part was or is looked at again already."""


class NotExamined(Invalid):
    """The candidate has no result in the part."""


class SameMarker(NotAllowed):
    """Who entered a mark does not look at it again."""


@transaction.atomic
def close_examination(session: int, hand: Hand, pack: Pack) -> Session:
    """The session, examined: every sitting is signed by who leads it, and each candidate has a result in every part.

    raises   NotYours, NotNow, NotComplete, NotScored
    """
    found = held(session, hand, SessionState.ARRANGED)
    scoring = scoring_of(found, pack)
    sittings = list(found.sittings.order_by("pk"))
    check_complete(sittings, scoring)
    _check_signed(sittings)
    act = append_bulk_act(
        kind="close-examination",
        actor=hand.party,
        subject=f"session:{found.pk}",
        at=hand.at,
        lines=[(number, 1, "") for number in _admitted(found)],
    )
    PartResult.objects.bulk_create(_results(sittings, scoring, act.number, hand))
    _check_everybody(found)
    return _moved(found, SessionState.EXAMINED)


@transaction.atomic
def publish_results(session: int, hand: Hand) -> Session:
    """The session, its results on notice from this day. raises NotYours, NotNow"""
    found = held(session, hand, SessionState.EXAMINED)
    found.published_on = hand.on
    append_act(kind="publish-results", actor=hand.party, subject=f"session:{found.pk}", at=hand.at)
    return _moved(found, SessionState.PUBLISHED, "published_on")


@transaction.atomic
def ask_re_marking(candidate: int, part: Part, hand: Hand, pack: Pack, *, reason: str) -> ReMarking:
    """The request of the candidate that somebody looks at a mark again.

    raises   NotYours, NotNow, TooLate, AskedAlready, NotExamined, BadReason
    """
    found = Candidate.objects.select_related("session").filter(pk=candidate).first()
    if found is None or hand.account is None or hand.account.person_id != found.person_id:
        raise _not_yours(candidate)
    session = found.session
    check_state(session, (SessionState.PUBLISHED,))
    _check_in_time(session, hand.on, scoring_of(session, pack))
    if part not in results_of([candidate]).get(candidate, {}):
        raise NotExamined(f"there is no result in {part.value}", zh=f"没有“{part.label}”的成绩")
    said = checked_reason(reason)
    try:
        with transaction.atomic():
            asked = ReMarking.objects.create(
                candidate=found,
                part=part,
                asked_on=hand.on,
                asked_at=hand.at,
                reason_sealed=seal_text(found.person_id, "reason_sealed", said),
            )
    except IntegrityError:
        raise AskedAlready(
            "this part was asked to be marked again already; see the answer",
            zh="该科目已申请过复核，请查看复核结果",
        ) from None
    append_act(
        kind="ask-re-marking",
        actor=hand.party,
        subject=f"candidate:{candidate}",
        at=hand.at,
        codes={"part": part.value},
        owner=found.person_id,
    )
    return asked


@transaction.atomic
def re_mark(number: int, tenths: int | None, hand: Hand, pack: Pack, *, answer: str) -> PartResult:
    """The result after somebody who had not entered the mark looked at it again: the same or another, and why.

    tenths   None where the candidate was absent
    raises   NotYours, NotNow, AskedAlready, SameMarker, NotExamined, BadReason
    """
    asked = ReMarking.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if asked is None:
        raise _not_yours(number)
    session = held(asked.candidate.session_id, hand, SessionState.PUBLISHED)
    if asked.result_id is not None:
        raise AskedAlready("this was answered already", zh="该复核申请已答复")
    seats = Seat.objects.filter(candidate=asked.candidate, sitting__part=asked.part)
    if Mark.objects.filter(seat__in=seats, by=hand.account).exists():
        raise SameMarker(
            "you entered this mark; a colleague looks at it again", zh="该成绩由您录入，须由其他人员复核"
        )
    scale = _checked_scale(session, asked.part, tenths, pack)
    return _marked_again(asked, tenths, scale, hand, checked_reason(answer))


@transaction.atomic
def correct_result(asked: ReMarking, tenths: int | None, hand: Hand, pack: Pack, *, act: int) -> PartResult:
    """The result that follows the one of a re-marking, as a case decided.

    tenths   None where the candidate was absent
    act      of the step that decided
    raises   NotExamined: the mark is none of the part, or no other than was found
    """
    scale = _checked_scale(asked.candidate.session, asked.part, tenths, pack)
    before = results_of([asked.candidate_id])[asked.candidate_id][Part(asked.part)]
    if tenths == before.tenths:
        raise NotExamined(
            "the mark is no other than was found; dismiss the appeal instead",
            zh="得分与原成绩相同；请改为认定申诉不成立",
        )
    return _followed(before, tenths, scale, hand, act)


@transaction.atomic
def report_session(session: int, hand: Hand, pack: Pack) -> Session:
    """The session, reported: its notice is over and nothing is open. raises NotYours, NotNow, TooEarly"""
    found = held(session, hand, SessionState.PUBLISHED)
    assert found.published_on is not None  # noqa: S101 - published sessions have the day
    until = scoring_of(found, pack).until("notice", found.published_on)
    if until is not None and hand.on <= until.on:
        raise TooEarly(
            f"the notice runs until {until.on}; report after that", zh=f"公示至 {until.on}，期满后再上报"
        )
    if ReMarking.objects.filter(candidate__session=found, result__isnull=True).exists():
        raise TooEarly("a re-marking is open; answer it first", zh="还有未答复的复核申请，请先复核")
    found.reported_on = hand.on
    append_act(kind="report-session", actor=hand.party, subject=f"session:{found.pk}", at=hand.at)
    return _moved(found, SessionState.REPORTED, "reported_on")


def _check_in_time(session: Session, on: date, scoring: Scoring) -> None:
    assert session.published_on is not None  # noqa: S101 - published sessions have the day
    until = scoring.until("re-mark", session.published_on)
    if until is not None and on > until.on:
        raise TooLate(
            f"marks could be asked to be looked at again until {until.on}", zh=f"申请复核的期限至 {until.on}"
        )


def _moved(session: Session, state: SessionState, *fields: str) -> Session:
    session.state = state
    session.save(update_fields=["state", *fields])
    return session


def _admitted(session: Session) -> list[int]:
    rows = Candidate.objects.filter(session=session, state=CandidateState.ADMITTED)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _check_signed(sittings: Sequence[Sitting]) -> None:
    signed = set(
        Duty.objects.filter(sitting__in=sittings, role=DutyRole.LEAD, state=DutyState.SIGNED).values_list(
            "sitting_id", flat=True
        )
    )
    missing = [one for one in sittings if one.pk not in signed]
    if missing:
        first, begins = missing[0], timezone.localtime(missing[0].starts_at)
        raise NotComplete(
            f"{len(missing)} sittings are not signed by who leads them, the first: {first.part} in {first.room}, "
            f"{begins:%Y-%m-%d %H:%M}",
            zh=f"还有 {len(missing)} 个场次的考评组长未签字，首个为 {Part(first.part).label}"
            f"（{first.room}，{begins:%Y-%m-%d %H:%M}）",
        )


def _results(sittings: Iterable[Sitting], scoring: Scoring, act: int, hand: Hand) -> Iterable[PartResult]:
    for sitting in sittings:
        scale = scoring.scale(sitting.part)
        seats = dict(sitting.seats.values_list("pk", "candidate_id"))
        for seat, marks in marks_of(list(seats), scoring.entries).items():
            assert marks.mark is not None  # noqa: S101 - they were checked to be complete
            yield PartResult(
                candidate_id=seats[seat],
                part=sitting.part,
                tenths=marks.mark.tenths,
                absent=marks.mark.absent,
                passed=_passes(marks.mark.tenths, scale),
                found_at=hand.at,
                act=act,
            )


def _passes(tenths: int | None, scale: Scale) -> bool:
    return tenths is not None and tenths >= scale.pass_tenths


def _check_everybody(session: Session) -> None:
    """Raises NotComplete: somebody has no seat in a part"""
    admitted, parts = _admitted(session), parts_of(session)
    results = results_of(admitted)
    missing = sum(part not in results.get(one, {}) for one in admitted for part in parts)
    if missing:
        raise NotComplete(
            f"{missing} candidates have no seat in a part; arrange them or cancel their enrolment",
            zh=f"有 {missing} 名考生的科目未编排座位，请先编排或取消报名",
        )


def _marked_again(asked: ReMarking, tenths: int | None, scale: Scale, hand: Hand, answer: str) -> PartResult:
    before = results_of([asked.candidate_id])[asked.candidate_id][Part(asked.part)]
    person = asked.candidate.person_id
    act = append_act(
        kind="re-mark",
        actor=hand.party,
        subject=f"candidate:{asked.candidate_id}",
        at=hand.at,
        codes={"part": asked.part, "changed": int(tenths != before.tenths)},
        payload={"before": before.tenths, "after": tenths, "answer": answer},
        owner=person,
        rests_on=[before.act],
    )
    asked.result = _followed(before, tenths, scale, hand, act.number)
    asked.answer_sealed = seal_text(person, "answer_sealed", answer)
    asked.answered_at, asked.answered_by = hand.at, hand.account
    asked.save()
    return asked.result


def _checked_scale(session: Session, part: str, tenths: int | None, pack: Pack) -> Scale:
    scale = scoring_of(session, pack).scale(part)
    if tenths is not None and not 0 <= tenths <= scale.full_tenths:
        raise NotExamined(
            f"a mark lies between 0 and {scale.full_tenths / 10:g}",
            zh=f"得分应在 0 至 {scale.full_tenths / 10:g} 之间",
        )
    return scale


def _followed(before: PartResult, tenths: int | None, scale: Scale, hand: Hand, act: int) -> PartResult:
    """The next version of a result."""
    return PartResult.objects.create(
        candidate_id=before.candidate_id,
        part=before.part,
        version=before.version + 1,
        tenths=tenths,
        absent=tenths is None,
        passed=_passes(tenths, scale),
        found_at=hand.at,
        act=act,
    )


def _not_yours(number: int) -> NotYours:
    return NotYours(f"{number}: there is none, or it is not yours", zh=f"{number}：没有这一项，或不由您办理")
