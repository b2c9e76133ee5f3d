"""What became of the money for something: polled by whoever ordered it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Sum

from jiyao.funds.models import Commitment, OrderState, PaymentOrder


@dataclass(frozen=True, slots=True)
class Payment:
    """An order as who asked for it sees it.

    replaced_by   the order that took its place; none of one that stands, or that waits for another account
    """

    order: int
    key: str
    commitment: int
    state: OrderState
    amount_fen: int
    settled_on: date | None
    reason: str
    replaced_by: int | None
    act: int
    result_act: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """All the money for one subject, summed over its commitments."""

    committed_fen: int
    ordered_fen: int
    paid_fen: int
    released_fen: int
    recovered_fen: int
    payments: Sequence[Payment]

    @property
    def is_settled(self) -> bool:
        """Whether something was paid, and nothing is left to pay."""
        return self.paid_fen > 0 and self.committed_fen == self.paid_fen + self.released_fen


def payments_of(subject: str) -> Sequence[Payment]:
    """Every order for a subject, the first one first."""
    return payments_of_many([subject])[subject]


def payments_of_many(subjects: Collection[str]) -> Mapping[str, Sequence[Payment]]:
    """Every order for each of these subjects; with one query, however many there are."""
    found = PaymentOrder.objects.filter(commitment__subject__in=set(subjects))
    related = found.select_related("replaced_by", "commitment").defer("account_sealed")
    told: dict[str, list[Payment]] = {subject: [] for subject in subjects}
    for order in related.order_by("pk"):
        told[order.commitment.subject].append(_payment(order))
    return told


def standing_of(subject: str) -> Standing:
    """How the money for a subject stands."""
    found = list(Commitment.objects.filter(subject=subject))
    return Standing(
        committed_fen=sum(one.amount_fen for one in found),
        ordered_fen=sum(one.ordered_fen for one in found),
        paid_fen=sum(one.paid_fen for one in found),
        released_fen=sum(one.released_fen for one in found),
        recovered_fen=sum(one.recovered_fen for one in found),
        payments=payments_of(subject),
    )


def with_money_left() -> QuerySet[Commitment]:
    """The commitments of which something is neither paid, released nor in an order."""
    taken = F("ordered_fen") + F("paid_fen") + F("released_fen")
    return Commitment.objects.filter(amount_fen__gt=taken)


def came_back(subjects: Collection[str]) -> frozenset[str]:
    """Those of these subjects of which the bank gave an order back that nothing has replaced."""
    back = PaymentOrder.objects.filter(
        commitment__subject__in=subjects, state=OrderState.RETURNED, replaced_by__isnull=True
    )
    return frozenset(back.values_list("commitment__subject", flat=True))


def settled_among(subjects: Collection[str]) -> frozenset[str]:
    """Those of these subjects for which something was paid and nothing is left to pay; with one query."""
    sums = Commitment.objects.filter(subject__in=set(subjects)).values("subject").order_by()
    totals = sums.annotate(
        paid=Sum("paid_fen"), left=Sum(F("amount_fen") - F("paid_fen") - F("released_fen"))
    )
    return frozenset(one["subject"] for one in totals if one["paid"] > 0 and one["left"] == 0)


def _payment(order: PaymentOrder) -> Payment:
    following = getattr(order, "replaced_by", None)
    return Payment(
        order=order.pk,
        key=order.key,
        commitment=order.commitment_id,
        state=OrderState(order.state),
        amount_fen=order.amount_fen,
        settled_on=order.settled_on,
        reason=order.reason,
        replaced_by=None if following is None else following.pk,
        act=order.act,
        result_act=order.result_act,
    )
