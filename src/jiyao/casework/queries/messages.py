"""What a person was told on the portal."""

from collections.abc import Sequence

from django.db.models import QuerySet

from jiyao.casework.models import Message, MessageChannel, SmsConsent

SHOWN = 100
"""How many messages a person sees, the newest first."""


def inbox(person: int) -> Sequence[Message]:
    """The messages of a person on the portal, newest first."""
    return list(_of(person).select_related("case").order_by("-made_at", "-pk")[:SHOWN])


def unread(person: int) -> int:
    """How many of them the person has not seen."""
    return _of(person).filter(read_at__isnull=True).count()


def sms_wish(person: int) -> SmsConsent | None:
    """What a person said last of text messages; none where they were never asked."""
    return SmsConsent.objects.filter(person=person).first()


def _of(person: int) -> QuerySet[Message]:
    return Message.objects.filter(person=person, channel=MessageChannel.PORTAL)
