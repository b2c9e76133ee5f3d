"""What a document allots: the allocations that name it as their basis."""

from collections.abc import Sequence
from datetime import datetime

from jiyao.funds.models import Allocation, AllocationState


def allotted_by(document: str, moment: datetime) -> Sequence[Allocation]:
    """The allocations that rest on a document of the library and were confirmed by then, in order."""
    found = Allocation.objects.filter(
        document=document, state=AllocationState.CONFIRMED, decided_at__lte=moment
    )
    return list(found.select_related("division").order_by("year", "fund", "division", "pk"))
