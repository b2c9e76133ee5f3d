"""What people and organisations were told on the portal, and the text messages that wait or went."""

from collections.abc import Collection, Sequence

from django.db.models import Count, Q, QuerySet

from jiyao.casework.models import Message, MessageChannel, MessageState, SmsBatch, SmsConsent
from jiyao.casework.sms import SmsFile

ORGANISATION = "organisation-messages"
"""The thing of the permission table that messages to an organisation are."""
SHOWN = 100
"""How many messages are shown, the newest first."""


def to_person(person: int) -> QuerySet[Message]:
    """What a person is told on the portal."""
    return Message.objects.filter(person=person, channel=MessageChannel.PORTAL)


def to_organisations(organisations: Collection[int]) -> QuerySet[Message]:
    """What these organisations are told there of what they filed."""
    return Message.objects.filter(person=None, organisation__in=organisations, channel=MessageChannel.PORTAL)


def inbox(messages: QuerySet[Message]) -> Sequence[Message]:
    """The newest of them first."""
    return list(messages.select_related("case__parent").order_by("-made_at", "-pk")[:SHOWN])


def unread(messages: QuerySet[Message]) -> int:
    """How many of them nobody has seen."""
    return messages.filter(read_at__isnull=True).count()


def sms_wish(person: int) -> SmsConsent | None:
    """What a person said last of text messages; none where they were never asked."""
    return SmsConsent.objects.filter(person=person).first()


def waiting_texts(shape: SmsFile) -> int:
    """How many text messages wait to be sent."""
    waiting = Message.objects.filter(channel=MessageChannel.SMS, state=MessageState.WAITING)
    return waiting.filter(step__in=shape.steps).count()


def sms_batches() -> QuerySet[SmsBatch]:
    """The last batches, the newest first, with how many of each arrived, did not, or have no result."""

    def counted(*states: MessageState) -> Count:
        return Count("messages", filter=Q(messages__state__in=states))

    return SmsBatch.objects.order_by("-pk").annotate(
        delivered=counted(MessageState.DELIVERED),
        failed=counted(MessageState.FAILED),
        open=counted(MessageState.SENT, MessageState.UNKNOWN),
    )[:SHOWN]
