"""告知: who stands on the list of an employer, a village or for a visit was told, or was not; noted by who went there.

Where somebody was not found, the next channel follows.
"""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.casework.actions.telling import hand_on, settle_others
from jiyao.casework.models import Message, MessageState
from jiyao.casework.queries.lists_to_tell import AT_EMPLOYER, NOTED_AT_DESK, waiting_at_employer
from jiyao.casework.tables import MESSAGES
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.registry.hand import Hand
from jiyao.registry.queries.reaching import rows_in_reach

OUTCOMES = (MessageState.DELIVERED, MessageState.FAILED, MessageState.REFUSED)
"""Told, not found, or found and wanting nothing."""
AGAIN = (MessageState.WAITING, MessageState.FAILED)
"""States in which something can be noted; who was not found can be found later."""
Outcomes = Mapping[int, str]
"""By the numbers of messages, what came of them."""


class NotYourList(NotAllowed):
    """The message is out of reach, stands on no list, or there is none."""


class NoLongerWaiting(Conflict):
    """What came of it was noted already, or it is not needed any more."""


class BadOutcome(Invalid):
    """What came of it is none of the outcomes, or the day has not come, or nothing was chosen."""


@transaction.atomic
def note_told(numbers: Collection[int], outcome: str, on: date, hand: Hand) -> list[Message]:
    """The messages of villages and visits, with what came of them, all or none.

    raises   NotYourList, NoLongerWaiting, BadOutcome
    """
    reach = hand.reach(MESSAGES.name, "answer")
    mine = rows_in_reach(MESSAGES, reach, hand.on).filter(pk__in=numbers, channel__in=NOTED_AT_DESK)
    found = _held(numbers, frozenset(mine.values_list("pk", flat=True)) if reach else frozenset())
    return _noted(found, outcome, on, hand)


@transaction.atomic
def note_told_at_work(numbers: Collection[int], outcome: str, hand: Hand) -> list[Message]:
    """The same of an employer's own list, today. raises NotYourList, NoLongerWaiting, BadOutcome"""
    organisations = hand.reach(AT_EMPLOYER, "answer").organisations
    mine = waiting_at_employer(organisations, hand.on).filter(pk__in=numbers)
    return _noted(_held(numbers, frozenset(mine.values_list("pk", flat=True))), outcome, hand.on, hand)


def _held(numbers: Collection[int], mine: frozenset[int]) -> list[Message]:
    if not numbers:
        raise BadOutcome("choose who was told", zh="请先选择已告知的人员")
    for number in numbers:
        if number not in mine:
            raise NotYourList(
                f"message {number}: it is on no list of yours",
                zh=f"消息 {number} 不在您的清单上，请刷新后再试",
            )
    held = Message.objects.select_for_update(of=("self",)).select_related("case")
    return list(held.filter(pk__in=numbers).order_by("pk"))


def _noted(messages: list[Message], outcome: str, on: date, hand: Hand) -> list[Message]:
    for one in messages:
        if one.state not in AGAIN:
            raise NoLongerWaiting(
                f"message {one.pk}: this was noted already, or is not needed any more",
                zh=f"消息 {one.pk} 已登记，或已无需告知",
            )
        if outcome not in OUTCOMES or not one.case.opened_on <= on <= hand.on:
            raise BadOutcome(
                "say what came of it, and a day between the beginning of the case and today",
                zh="请选择告知结果，日期应在立件之后、今天之前",
            )
        one.state, one.state_at, one.told_on = MessageState(outcome), hand.at, on
    Message.objects.bulk_update(messages, ["state", "state_at", "told_on"])
    append_bulk_act(
        kind="note-told",
        actor=hand.party,
        subject=_subject(messages),
        at=hand.at,
        lines=((one.pk, 1, outcome) for one in messages),
        codes={"outcome": outcome, "on": on.isoformat()},
    )
    if outcome == MessageState.FAILED:
        hand_on(messages, hand.on, hand.at)
    else:
        settle_others(messages, hand.at)
    return messages


def _subject(messages: list[Message]) -> str:
    return f"message:{messages[0].pk}" if len(messages) == 1 else "table:casework.message"
