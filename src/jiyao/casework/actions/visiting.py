"""走访: who could be told in no other way is visited; what came of it is noted by who went."""

from datetime import date

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.casework.hand import Hand
from jiyao.casework.models import Message, MessageChannel, MessageState
from jiyao.casework.tables import MESSAGES
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.queries.listing import one_row

OUTCOMES = (MessageState.DELIVERED, MessageState.FAILED, MessageState.REFUSED)
"""Found and told, not found, or found and wanting nothing."""


class NotYourVisit(NotAllowed):
    """The visit is out of reach, or there is none."""


class NoLongerWaiting(Conflict):
    """The visit was noted already, or is not needed any more."""


class BadVisit(Invalid):
    """What came of it is none of the outcomes, or the day has not come."""


@transaction.atomic
def note_visit(number: int, outcome: str, on: date, hand: Hand) -> Message:
    """The message, with what came of the visit. raises NotYourVisit, NoLongerWaiting, BadVisit"""
    reach = hand.reach(MESSAGES.name, "answer")
    found = (
        Message.objects.select_for_update(of=("self",))
        .filter(pk=number, channel=MessageChannel.VISIT)
        .first()
    )
    if found is None or not reach or one_row(MESSAGES, reach, str(number), hand.on) is None:
        raise NotYourVisit(
            f"visit {number}: there is none, or it is not yours", zh=f"没有走访 {number}，或不由您办理"
        )
    if found.state not in (MessageState.WAITING, MessageState.FAILED):
        raise NoLongerWaiting(
            "this visit was noted already, or is not needed any more", zh="这次走访已登记，或已无需走访"
        )
    if outcome not in OUTCOMES or not found.case.opened_on <= on <= hand.on:
        raise BadVisit(
            "say what came of the visit, and a day between the offer and today",
            zh="请选择走访结果，走访日期应在推送之后、今天之前",
        )
    found.state, found.state_at, found.visited_on = MessageState(outcome), hand.at, on
    found.save(update_fields=["state", "state_at", "visited_on"])
    append_act(
        kind="note-visit",
        actor=hand.party,
        subject=f"message:{number}",
        at=hand.at,
        codes={"outcome": outcome, "on": on.isoformat()},
    )
    return found
