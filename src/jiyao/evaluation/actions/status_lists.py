"""Places in status lists for certificates that are issued, and bits for those that no longer stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from random import Random

from django.db import transaction

from jiyao.evaluation.actions.holding import hold_body
from jiyao.evaluation.credentials.status import FULLEST, SHORTEST, Purpose, StatusBits, free_place
from jiyao.evaluation.models import CertificatePaper, IssuedCertificate, Standing, StatusList

Place = tuple[int, int]
"""Number of a body's list, and the place in it; the same for both purposes."""
MEANS = {
    Purpose.REVOCATION: (Standing.REVOKED, Standing.SUSPENDED),
    Purpose.SUSPENSION: (Standing.SUSPENDED,),
}
"""As what a certificate stands whose bit is set: the list that everybody reads holds all that do not stand."""


@transaction.atomic
def free_places(*, organisation: int, count: int, chance: Random, at: datetime) -> list[Place]:
    """Places for so many certificates of a body, drawn by chance; lists are begun as they are needed.

    Call it in the transaction that issues them: it holds the body's lists until its end.
    """
    hold_body(organisation)
    lists = StatusList.objects.filter(organisation=organisation).order_by("-number")
    last = lists.values_list("number", flat=True).first()
    number = last if last is not None else _begin(organisation, 1, at)
    taken = _taken(organisation, number)
    places: list[Place] = []
    while len(places) < count:
        if len(taken) >= SHORTEST * FULLEST:
            number, taken = _begin(organisation, number + 1, at), set()
        place = free_place(taken, SHORTEST, chance)
        taken.add(place)
        places.append((number, place))
    return places


@transaction.atomic
def show_standing(certificates: Iterable[IssuedCertificate], *, at: datetime) -> None:
    """Sets and clears the bits of certificates as they stand now. Call it in the transaction that changes them."""
    by_list: dict[Place, list[IssuedCertificate]] = defaultdict(list)
    for one in certificates:
        by_list[one.organisation_id, one.status_list].append(one)
    for (organisation, number), ones in by_list.items():
        found = StatusList.objects.select_for_update().filter(organisation=organisation, number=number)
        for listed in found.order_by("purpose"):
            _show(listed, ones, at)


@transaction.atomic
def revoke_place(organisation: int, place: Place, *, at: datetime) -> None:
    """Sets the bit of what was given out before a correction: that file does not stand any more."""
    number, index = place
    found = StatusList.objects.select_for_update().filter(organisation=organisation, number=number)
    for listed in found.order_by("purpose"):
        bits = StatusBits(bytes(listed.bits))
        is_revoked = listed.purpose == Purpose.REVOCATION
        _keep(listed, bits.with_set(index) if is_revoked else bits.with_cleared(index), at)


def _show(listed: StatusList, certificates: Sequence[IssuedCertificate], at: datetime) -> None:
    bits = StatusBits(bytes(listed.bits))
    for one in certificates:
        is_set = one.standing in MEANS[Purpose(listed.purpose)]
        bits = bits.with_set(one.status_index) if is_set else bits.with_cleared(one.status_index)
    _keep(listed, bits, at)


def _keep(listed: StatusList, bits: StatusBits, at: datetime) -> None:
    if bits.content != bytes(listed.bits):
        listed.bits, listed.changed_at = bits.content, at
        listed.save(update_fields=["bits", "changed_at"])


def _taken(organisation: int, number: int) -> set[int]:
    """Places that are given; those of papers that were corrected stay so."""
    issued = IssuedCertificate.objects.filter(organisation=organisation, status_list=number)
    papers = CertificatePaper.objects.filter(certificate__organisation=organisation, status_list=number)
    return {
        *issued.values_list("status_index", flat=True),
        *papers.values_list("status_index", flat=True),
    }


def _begin(organisation: int, number: int, at: datetime) -> int:
    StatusList.objects.bulk_create(
        StatusList(
            organisation_id=organisation,
            number=number,
            purpose=purpose.value,
            bits=StatusBits.empty().content,
            changed_at=at,
        )
        for purpose in Purpose
    )
    return number
