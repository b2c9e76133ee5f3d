"""Lists of those whom somebody else is to tell: an employer's, and those of villages and for visits."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from jiyao.casework.models import Message, MessageChannel, MessageState
from jiyao.casework.tables import MESSAGES
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.reaching import rows_in_reach, working_for

AT_EMPLOYER = "employer-list"
"""The thing of the permission table that an employer's list is."""
NOTED_AT_DESK = (MessageChannel.VILLAGE, MessageChannel.VISIT)


def waiting_at_employer(organisations: frozenset[int], on: date) -> QuerySet[Message]:
    """What waits to be told by these organisations to who works for the same on a day, the first made first."""
    works = working_for(organisations, on).filter(
        person=OuterRef("person"), organisation=OuterRef("organisation")
    )
    waiting = Message.objects.filter(
        channel=MessageChannel.EMPLOYER, state=MessageState.WAITING, organisation__in=organisations
    )
    return waiting.filter(Exists(works)).select_related("case").order_by("made_at", "pk")


def places_waiting(holder: Holder, on: date) -> list[str]:
    """The divisions in reach where somebody waits to be told."""
    found = waiting_in_place(holder, on).order_by("division").values_list("division", flat=True).distinct()
    return [place for place in found if place]


def waiting_in_place(holder: Holder, on: date, channel: str = "", division: str = "") -> QuerySet[Message]:
    """What waits to be told in villages or by a visit, in reach, by division; of one channel or place only if named."""
    rows: QuerySet[Message] = rows_in_reach(MESSAGES, holder.reach(MESSAGES.name, "answer"), on)
    channels = [one for one in NOTED_AT_DESK if channel in ("", one)]
    waiting = rows.filter(channel__in=channels, state=MessageState.WAITING)
    if division:
        waiting = waiting.filter(division=division)
    return waiting.select_related("case").order_by("division", "made_at", "pk")
