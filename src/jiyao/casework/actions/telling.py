"""Telling people of their cases: one message a step and channel, in the transaction of what it tells.

Which channels there are, and which comes first, stands in the pack. Where one fails, the next one follows.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from jiyao.casework.kinds import (
    CERTIFICATE_STANDING,
    CONSEQUENCE,
    CONTESTS,
    CORRECTION,
    FILINGS,
    MARK_APPEAL,
    PERSON_CLAIM,
    ROSTER,
)
from jiyao.casework.models import (
    Case,
    CaseState,
    Message,
    MessageChannel,
    MessageState,
    MessageStep,
    Reversal,
)
from jiyao.casework.queries.channels import Reached, employers_of, reached
from jiyao.engine.packs.telling import Telling
from jiyao.policy.queries.telling import telling_on
from jiyao.registry.hand import Hand

OPEN = (MessageState.WAITING, MessageState.SENT, MessageState.UNKNOWN)
"""A message that may still arrive."""
TOLD = (MessageState.DELIVERED, MessageState.REFUSED)
STILL: Mapping[str, frozenset[CaseState]] = {
    MessageStep.OFFER: frozenset({CaseState.OFFERED}),
    MessageStep.ASK_SUPPLEMENT: frozenset({CaseState.SUPPLEMENTING}),
    MessageStep.REJECT: frozenset({CaseState.REFUSED}),
    MessageStep.REFUSE: frozenset({CaseState.REFUSED}),
    MessageStep.DECIDE: frozenset({CaseState.DECIDED}),
    MessageStep.GIVE_ACCOUNT: frozenset({CaseState.DECIDED, CaseState.CLOSED}),
    MessageStep.CLOSE: frozenset({CaseState.CLOSED}),
    MessageStep.ANSWER: frozenset({CaseState.REFUSED, CaseState.CLOSED}),
    MessageStep.REVERSE: frozenset({CaseState.CLOSED}),
    MessageStep.STANDING: frozenset({CaseState.CLOSED}),
}
"""Where a case stands while what is told of a step is still so."""
_CLAIM = (
    MessageStep.OFFER,
    MessageStep.ASK_SUPPLEMENT,
    MessageStep.REJECT,
    MessageStep.REFUSE,
    MessageStep.DECIDE,
    MessageStep.GIVE_ACCOUNT,
    MessageStep.CLOSE,
)
_FILING = {
    one.value: one
    for one in (MessageStep.ASK_SUPPLEMENT, MessageStep.REJECT, MessageStep.REFUSE, MessageStep.CLOSE)
}
_CONTEST = {
    "ask-supplement": MessageStep.ASK_SUPPLEMENT,
    "reject": MessageStep.ANSWER,
    "refuse": MessageStep.ANSWER,
    "close": MessageStep.ANSWER,
}
TOLD_OF: Mapping[str, Mapping[str, MessageStep]] = {
    PERSON_CLAIM.name: {one.value: one for one in _CLAIM},
    CONSEQUENCE.name: {"close": MessageStep.REVERSE},
    CERTIFICATE_STANDING.name: {"correct": MessageStep.STANDING},
    CORRECTION.name: {"correct": MessageStep.ANSWER, "keep": MessageStep.ANSWER},
    ROSTER.name: {one.value: one for one in _CLAIM},
    **dict.fromkeys(FILINGS, _FILING),
    MARK_APPEAL.name: {"correct": MessageStep.ANSWER, "keep": MessageStep.ANSWER},
    **dict.fromkeys(CONTESTS, _CONTEST),
}
"""Of which steps of each kind of case its person, or its organisation, is told, and as what."""
_OF_ORGANISATIONS = frozenset({ROSTER.name, CONSEQUENCE.name, *FILINGS, *CONTESTS})
"""The kinds of case of which an organisation is told on its own pages."""
_AS_IT_WAS = (Reversal.KEEP, Reversal.REFER)
IN_PLACE = (MessageChannel.VILLAGE, MessageChannel.VISIT)
"""Channels that are of the place where the person lives."""


def tell(cases: Sequence[Case], step: str, hand: Hand) -> None:
    """Makes the messages of a step that the cases have taken; what waits to be said of earlier steps is dropped."""
    drop([case.pk for case in cases], hand.at)
    told = [one for case in cases for one in _told_of(case, step, hand.at)]
    Message.objects.bulk_create(one for one in told if one.person_id is None)
    blanks = [one for one in told if one.person_id is not None]
    if not blanks:
        return
    telling = telling_on(hand.on)
    ways = reached({one.whom for one in blanks}, telling, hand.on)
    Message.objects.bulk_create(
        one for blank in blanks for one in _first_of(blank, telling.lines(blank.step), ways)
    )


def drop(cases: Collection[int], at: datetime) -> None:
    """What waits to be sent about these cases is not needed any more."""
    waiting = Message.objects.filter(case__in=cases, state=MessageState.WAITING)
    waiting.update(state=MessageState.NEEDLESS, state_at=at)


def hand_on(failed: Sequence[Message], on: date, at: datetime) -> int:
    """The next channel takes up what did not arrive, where nothing else told it or may; how many follow."""
    still = list(_still_so(failed))
    said = _said_or_may(still)
    lost = [one for one in still if _same(one) not in said]
    if not lost:
        return 0
    telling = telling_on(on)
    ways = reached({one.whom for one in lost}, telling, on)
    made = [one for old in lost for one in _following(old, telling, ways, at)]
    Message.objects.bulk_create(made)
    return len(made)


@transaction.atomic
def hand_on_from_employers(hand: Hand) -> int:
    """What waits at employers for who does not work there any more goes on to the next channel; how many did."""
    waiting = Message.objects.select_for_update(of=("self",)).filter(
        channel=MessageChannel.EMPLOYER, state=MessageState.WAITING
    )
    messages = list(waiting.order_by("pk"))
    works = employers_of({one.whom for one in messages}, hand.on) if messages else {}
    gone = [one for one in messages if works.get(one.whom) != one.organisation_id]
    fail(gone, hand.at)
    hand_on(gone, hand.on, hand.at)
    return len(gone)


def settle_others(messages: Sequence[Message], at: datetime) -> None:
    """What waits to say what these have said is not needed any more."""
    said = {_same(one) for one in messages}
    waiting = Message.objects.filter(case__in={one.case_id for one in messages}, state=MessageState.WAITING)
    drop_these = [one.pk for one in waiting if _same(one) in said]
    Message.objects.filter(pk__in=drop_these).update(state=MessageState.NEEDLESS, state_at=at)


def fail(messages: Iterable[Message], at: datetime) -> None:
    """These messages did not arrive."""
    numbers = [one.pk for one in messages]
    Message.objects.filter(pk__in=numbers).update(state=MessageState.FAILED, state_at=at)


def _still_so(messages: Sequence[Message]) -> Iterator[Message]:
    standing = dict(Case.objects.filter(pk__in={one.case_id for one in messages}).values_list("pk", "state"))
    return (one for one in messages if CaseState(standing[one.case_id]) in STILL[one.step])


def _said_or_may(messages: Sequence[Message]) -> frozenset[tuple[int, str, datetime]]:
    """What was told of the same cases by any channel, or may still be."""
    others = Message.objects.filter(case__in={one.case_id for one in messages}, state__in=(*OPEN, *TOLD))
    return frozenset(others.values_list("case", "step", "made_at"))


def _same(message: Message) -> tuple[int, str, datetime]:
    return message.case_id, message.step, message.made_at


def _following(old: Message, telling: Telling, ways: Reached, at: datetime) -> list[Message]:
    blank = Message(
        case_id=old.case_id,
        step=old.step,
        person_id=old.person_id,
        measure=old.measure,
        division=old.division,
        made_at=old.made_at,
        state_at=at,
    )
    return _first_of(blank, telling.after(old.channel, old.step), ways)


def _told_of(case: Case, step: str, at: datetime) -> Iterator[Message]:
    """What is to be told of a step; nothing where it is nobody's, or leaves all as it was.

    To a person by no channel yet; to an organisation on its own pages.
    """
    said = TOLD_OF.get(case.kind, {}).get(step)
    is_theirs = case.person_id is None and case.kind in _OF_ORGANISATIONS
    organisation = case.organisation_id if is_theirs else None
    nobodys = case.person_id is None and organisation is None
    if said is None or nobodys or _leaves_all(case) or _asked_by_another(case):
        return
    yield Message(
        case=case,
        step=said,
        person_id=case.person_id,
        organisation_id=organisation,
        channel=MessageChannel.PORTAL,
        state=MessageState.DELIVERED,
        measure=case.measure,
        division=case.division,
        made_at=at,
        state_at=at,
    )


def _asked_by_another(case: Case) -> bool:
    """Whether it is a correction that somebody else asked for, who is answered on their own pages."""
    if case.kind != CORRECTION.name:
        return False
    return case.opened_by is None or case.opened_by.person_id != case.person_id


def _leaves_all(case: Case) -> bool:
    """Whether it is a consequence that keeps everything as it was given."""
    return case.kind == CONSEQUENCE.name and not case.branches.exclude(decided__in=_AS_IT_WAS).exists()


def _first_of(blank: Message, lines: Iterable[Sequence[str]], ways: Reached) -> list[Message]:
    """The messages of the first line of channels by which the person can be told; none where there is no such line."""
    for line in lines:
        possible = [MessageChannel(one) for one in line if ways.can(one, blank.whom)]
        if possible:
            return [_by(blank, channel, ways) for channel in possible]
    return []


def _by(blank: Message, channel: MessageChannel, ways: Reached) -> Message:
    person, home = blank.whom, ways.homes.get(blank.whom)
    return Message(
        case_id=blank.case_id,
        step=blank.step,
        person_id=person,
        measure=blank.measure,
        division=home if home and channel in IN_PLACE else blank.division,
        organisation_id=ways.employers[person] if channel is MessageChannel.EMPLOYER else None,
        channel=channel,
        state=MessageState.DELIVERED if channel is MessageChannel.PORTAL else MessageState.WAITING,
        made_at=blank.made_at,
        state_at=blank.state_at,
    )
