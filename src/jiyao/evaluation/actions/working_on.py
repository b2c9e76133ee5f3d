"""The session that somebody works on, held until the transaction ends."""

from collections.abc import Collection

from jiyao.base.errors import Conflict, NotAllowed
from jiyao.evaluation.models import Session, SessionState
from jiyao.registry.hand import Hand

SESSIONS = "sessions"
BEFORE = (SessionState.PLANNED, SessionState.FILED)
"""The states in which rooms, sittings and seats are still set."""


class NotYours(NotAllowed):
    """The session is another body's, or nobody's."""


class NotNow(Conflict):
    """The session does not stand where this is done."""


def held(number: int, hand: Hand, *states: SessionState) -> Session:
    """The session, which is the body's own and in one of these states. raises NotYours, NotNow"""
    found = Session.objects.select_for_update().filter(pk=number).first()
    if found is None or not is_own(found.organisation_id, hand):
        raise NotYours(
            f"session {number} is not of your organisation; open it from your list",
            zh=f"批次 {number} 不属于本机构，请从批次列表打开",
        )
    check_state(found, states)
    return found


def is_own(organisation: int, hand: Hand, thing: str = SESSIONS) -> bool:
    """Whether who acts does it for that organisation."""
    reach = hand.reach(thing, "make")
    return reach.everything or organisation in reach.organisations


def check_state(session: Session, states: Collection[SessionState]) -> None:
    """Nothing where the session is in one of these states. raises NotNow"""
    if session.state not in states:
        now = SessionState(session.state)
        wanted = " or ".join(state.value for state in states)
        wanted_zh = "或".join(f"“{state.label}”" for state in states)
        raise NotNow(
            f"session {session} is {now.value}; this is done while it is {wanted}",
            zh=f"批次 {session} 现为“{now.label}”，须在{wanted_zh}时办理",
        )
