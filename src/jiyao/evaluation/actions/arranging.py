"""A session, arranged: everybody is decided and seated, every sitting has its people, and tickets are given out."""

from django.db import transaction
from django.utils.crypto import salted_hmac

from jiyao.base.errors import Conflict
from jiyao.evaluation.actions.staffing import is_staffed
from jiyao.evaluation.actions.working_on import held
from jiyao.evaluation.arranging import in_order_of
from jiyao.evaluation.models import Candidate, CandidateState, Seat, Session, SessionState, Sitting
from jiyao.evaluation.scoring import parts_of
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.registry.hand import Hand

SALT = "jiyao.evaluation.ticket"
CHECK_DIGITS = 6


class NotReady(Conflict):
    """Something is missing before a session stands."""


@transaction.atomic
def arrange_session(session: int, hand: Hand) -> Session:
    """The session, arranged, its candidates with their tickets. raises NotYours, NotNow, NotReady"""
    found = held(session, hand, SessionState.FILED)
    admitted = list(Candidate.objects.filter(session=found, state=CandidateState.ADMITTED))
    _check_ready(found, admitted, hand)
    order = in_order_of(found.seed, "ticket", [one.pk for one in admitted])
    serials = {number: serial for serial, number in enumerate(order, start=1)}
    for one in admitted:
        one.ticket = ticket_number(found, serials[one.pk])
    Candidate.objects.bulk_update(admitted, ["ticket"])
    found.state = SessionState.ARRANGED
    found.save(update_fields=["state"])
    append_bulk_act(
        kind="arrange-session",
        actor=hand.party,
        subject=f"session:{found.pk}",
        at=hand.at,
        lines=[(one.pk, 1, "") for one in admitted],
    )
    return found


def ticket_number(session: Session, serial: int) -> str:
    """Session, serial and check digits that nobody can make up without the installation's key."""
    plain = f"{session.pk:06}{serial:05}"
    check = int(salted_hmac(SALT, plain, algorithm="sha256").hexdigest(), 16) % 10**CHECK_DIGITS
    return f"{plain}{check:0{CHECK_DIGITS}}"


def _check_ready(session: Session, admitted: list[Candidate], hand: Hand) -> None:
    if hand.on <= session.enrols_until:
        raise NotReady(
            f"enrolment runs until {session.enrols_until}; arrange the session after it",
            zh=f"报名截至 {session.enrols_until}，截止后才能完成编排",
        )
    waiting = Candidate.objects.filter(session=session, state=CandidateState.ENROLLED).count()
    if waiting or not admitted:
        raise NotReady(
            f"{waiting} candidates are not decided and {len(admitted)} admitted; decide them first",
            zh=f"还有 {waiting} 名考生未审核，已通过 {len(admitted)} 名，请先审核",
        )
    seats = Seat.objects.filter(candidate__in=admitted).count()
    wanted = len(admitted) * len(parts_of(session))
    if seats != wanted:
        raise NotReady(
            f"{wanted - seats} seats are not drawn; draw the seats",
            zh=f"还有 {wanted - seats} 个座位未排，请先抽签排座",
        )
    unstaffed = [one for one in Sitting.objects.filter(session=session) if not is_staffed(one)]
    if unstaffed:
        raise NotReady(
            f"{len(unstaffed)} sittings have nobody who leads or supervises; draw examiners",
            zh=f"{len(unstaffed)} 个场次没有考评组长或内部督导，请先抽派",
        )
