"""Reading what one was told."""

from datetime import datetime

from jiyao.casework.models import Message, MessageChannel


def mark_read(person: int, at: datetime) -> int:
    """How many of a person's messages on the portal are read from now on."""
    unread = Message.objects.filter(person=person, channel=MessageChannel.PORTAL, read_at__isnull=True)
    return unread.update(read_at=at)
