"""Telling people of their cases: one message a step and channel, in the transaction of what it tells."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from jiyao.casework.kinds import PERSON_CLAIM
from jiyao.casework.models import Case, Message, MessageChannel, MessageState, MessageStep
from jiyao.registry.models import FOREVER, Account, PersonVersion

VISITED = frozenset({"offer"})
"""Steps for which somebody goes where there is no other way."""


def tell(cases: Sequence[Case], step: str, at: datetime) -> None:
    """Makes the messages of a step that the cases have taken; what waits to be said of earlier steps is dropped.

    Who has an account finds it there; who has a telephone gets a text message; an offer to who has neither is brought.
    """
    drop([case.pk for case in cases], at)
    told = [case for case in cases if case.person_id is not None and case.kind == PERSON_CLAIM.name]
    if step in MessageStep.values and told:
        channels = _channels({case.person_id for case in told if case.person_id is not None}, step)
        Message.objects.bulk_create(
            _message(case, step, channel, at) for case in told for channel in channels[case.person_id or 0]
        )


def drop(cases: Collection[int], at: datetime) -> None:
    """What waits to be sent about these cases is not needed any more."""
    waiting = Message.objects.filter(case__in=cases, state=MessageState.WAITING)
    waiting.update(state=MessageState.NEEDLESS, state_at=at)


def _channels(people: set[int], step: str) -> Mapping[int, list[MessageChannel]]:
    on_portal = set(
        Account.objects.filter(person__in=people, is_active=True).values_list("person", flat=True)
    )
    phones = PersonVersion.objects.filter(
        record__in=people, superseded_at=FOREVER, phone_sealed__isnull=False
    )
    by_phone = set(phones.values_list("record", flat=True))
    found: dict[int, list[MessageChannel]] = {}
    for person in people:
        known = [
            *([MessageChannel.PORTAL] if person in on_portal else []),
            *([MessageChannel.SMS] if person in by_phone else []),
        ]
        found[person] = known or ([MessageChannel.VISIT] if step in VISITED else [])
    return found


def _message(case: Case, step: str, channel: MessageChannel, at: datetime) -> Message:
    is_there = channel is MessageChannel.PORTAL
    return Message(
        case=case,
        step=step,
        person_id=case.person_id or 0,
        measure=case.measure,
        division=case.division,
        channel=channel,
        state=MessageState.DELIVERED if is_there else MessageState.WAITING,
        made_at=at,
        state_at=at,
    )
