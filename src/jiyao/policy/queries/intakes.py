"""Documents that are being entered, and which of them hold a file already."""

from django.db.models import Q, QuerySet

from jiyao.policy.models import ChangeState, DocumentIntake
from jiyao.policy.models.intake import GOES_ON
from jiyao.registry.models import Account


def drafts_of(account: Account) -> QuerySet[DocumentIntake]:
    """The drafts of an official, the last one first."""
    return _drafts().filter(by=account).select_related("original", "change").order_by("-saved_at", "-pk")


def draft_of(account: Account, number: int) -> DocumentIntake | None:
    """One draft of an official's own."""
    return drafts_of(account).filter(pk=number).first()


def intakes_of_file(digest: str) -> QuerySet[DocumentIntake]:
    """Where a file is being entered: drafts, and those whose change waits."""
    found = DocumentIntake.objects.filter(original__hash=digest, discarded_at__isnull=True)
    return found.exclude(change__state=ChangeState.CONFIRMED).select_related("by", "change").order_by("pk")


def proposed_intakes() -> QuerySet[DocumentIntake]:
    """The documents whose change waits for a second official."""
    found = DocumentIntake.objects.filter(change__state=ChangeState.PROPOSED)
    return found.select_related("by", "change").order_by("-pk")


def _drafts() -> QuerySet[DocumentIntake]:
    goes_on = Q(change__isnull=True) | Q(change__state__in=GOES_ON)
    return DocumentIntake.objects.filter(goes_on, discarded_at__isnull=True)
