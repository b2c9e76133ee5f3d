"""Changes to the pack, for whoever may see, propose or decide them."""

import re

from django.db.models import Q, QuerySet

from jiyao.base.errors import NotAllowed
from jiyao.foundation.models import Act, Attachment
from jiyao.policy.models import ChangeKind, ChangeState, PackChange
from jiyao.registry.permitting import Holder, Reach

CHANGES = "pack-changes"
HASH = re.compile(r"\b[0-9a-f]{64}\b")


class OutOfReach(NotAllowed):
    """The matter is another place's."""


def open_changes(holder: Holder, verb: str) -> QuerySet[PackChange]:
    """The changes that wait for a second official, as far as one may do that with them; the first ones first."""
    found = PackChange.objects.filter(state=ChangeState.PROPOSED)
    related = ("division", "proposed_by", "evidence")
    return found.filter(_within(holder.reach(CHANGES, verb))).select_related(*related).order_by("pk")


def change_for(holder: Holder, number: int) -> PackChange | None:
    """One change, if it is in sight."""
    found = PackChange.objects.filter(_within(holder.reach(CHANGES, "see")), pk=number)
    return found.select_related("division", "proposed_by", "decided_by", "evidence").first()


def _within(reach: Reach) -> Q:
    return Q() if reach.everything else Q(division__in=reach.divisions)


def lies_in(reach: Reach, division: str | None) -> bool:
    """Whether a change is in reach: of a prefecture its own; what has no division is the province's."""
    return reach.everything or (division is not None and division in reach.divisions)


def check_reach(holder: Holder, verb: str, division: str | None) -> None:
    """Nothing where that may be done with a change of that place. raises OutOfReach"""
    if not lies_in(holder.reach(CHANGES, verb), division):
        whose = "the province's" if division is None else "another prefecture's"
        raise OutOfReach(
            f"this change is {whose} matter; an official of that place does it",
            zh="这项修改属于省级事项，请由省级经办人办理"
            if division is None
            else "这项修改属于其他市（地），请由当地经办人办理",
        )


def forms_in(change: PackChange) -> QuerySet[Attachment]:
    """The forms of a local guide that a change names, as far as they are kept here."""
    named = {hash_ for text in change.lay.values() for hash_ in HASH.findall(text)}
    return Attachment.objects.filter(hash__in=named if change.kind == ChangeKind.GUIDE else ()).order_by(
        "name"
    )


def acts_about(change: PackChange) -> QuerySet[Act]:
    """What was done with a change, in order."""
    return Act.objects.filter(subject=f"packchange:{change.pk}").order_by("at", "pk")
