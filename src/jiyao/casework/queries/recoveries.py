"""What is owed back for a grant that was reversed, and how much of it came back."""

from dataclasses import dataclass

from jiyao.casework.models import Case, Consequence, Reversal
from jiyao.funds.queries.payments import standing_of


@dataclass(frozen=True, slots=True)
class Recovery:
    """Of a branch: what was paid and is to come back, and what came."""

    owed_fen: int
    recovered_fen: int

    @property
    def left_fen(self) -> int:
        """What is still to come."""
        return max(0, self.owed_fen - self.recovered_fen)


def recovery_of(branch: Consequence) -> Recovery:
    """How a branch stands. Nothing is owed of what was kept or never paid; grants without a case are not booked."""
    kept = branch.renewed if branch.renewed is not None and branch.renewed.reversed_on is None else None
    case = Case.objects.filter(grant=kept or branch.grant).first()
    if case is None or branch.decided != Reversal.REVERSE:
        return Recovery(0, 0)
    money = standing_of(f"case:{case.pk}")
    stays = 0 if kept is None else kept.amount_fen or 0
    return Recovery(max(0, money.paid_fen - stays), money.recovered_fen)
