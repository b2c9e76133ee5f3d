"""Whether the ledger balances: what each line says against what its transfers add up to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Sum

from jiyao.funds.models import BudgetLine, Commitment, Pot, Transfer


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that should be so much by the transfers, and says something else. `what`: a pot, or a column."""

    line: int
    what: str
    says_fen: int
    should_fen: int


def differences() -> Sequence[Difference]:
    """All that does not agree: none in a ledger that nobody altered."""
    return [*_pots(), *_commitments()]


def _pots() -> list[Difference]:
    moved = _moved()
    return [
        Difference(line.pk, pot.value, line.in_pot(pot), moved[line.pk, pot.value])
        for line in BudgetLine.objects.order_by("pk")
        for pot in Pot
        if line.in_pot(pot) != moved[line.pk, pot.value]
    ]


def _moved() -> Mapping[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = defaultdict(int)
    for end, sign in (("source", -1), ("target", 1)):
        sums = Transfer.objects.filter(**{f"{end}__isnull": False}).values_list(end, f"{end}_pot")
        for line, pot, total in sums.annotate(total=Sum("amount_fen")):
            found[line, pot] += sign * total
    return found


def _commitments() -> list[Difference]:
    """What commitments hold and paid, against the pots of their lines."""
    sums = Commitment.objects.values("line").annotate(
        open=Sum(F("amount_fen") - F("paid_fen") - F("released_fen")),
        paid=Sum(F("paid_fen") - F("recovered_fen")),
    )
    found = {one["line"]: (one["open"], one["paid"]) for one in sums}
    wrong = []
    for line in BudgetLine.objects.order_by("pk"):
        open_fen, paid_fen = found.get(line.pk, (0, 0))
        for what, says, should in (
            ("commitments", line.committed_fen, open_fen),
            ("payments", line.paid_fen, paid_fen),
        ):
            if says != should:
                wrong.append(Difference(line.pk, what, says, should))
    return wrong
