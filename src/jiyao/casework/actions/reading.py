"""Reading what one was told."""

from datetime import datetime

from django.db.models import QuerySet

from jiyao.casework.models import Message


def mark_read(messages: QuerySet[Message], at: datetime) -> int:
    """How many of these messages are read from now on."""
    return messages.filter(read_at__isnull=True).update(read_at=at)
