"""What a person was told on the portal, and the text messages that wait or went."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from jiyao.casework.models import Message, MessageChannel, MessageState, SmsBatch, SmsConsent
from jiyao.casework.sms import SmsFile

SHOWN = 100
"""How many messages a person sees, the newest first."""


def inbox(person: int) -> Sequence[Message]:
    """The messages of a person on the portal, newest first."""
    return list(_of(person).select_related("case__parent").order_by("-made_at", "-pk")[:SHOWN])


def unread(person: int) -> int:
    """How many of them the person has not seen."""
    return _of(person).filter(read_at__isnull=True).count()


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


def _of(person: int) -> QuerySet[Message]:
    return Message.objects.filter(person=person, channel=MessageChannel.PORTAL)
