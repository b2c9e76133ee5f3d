"""Who does something with a case, on which day, at which moment."""

from dataclasses import dataclass
from datetime import date, datetime

from jiyao.registry.models import Account
from jiyao.registry.permitting import Holder, Reach

SYSTEM = "system"
"""The party that acts where nobody does: when a time limit is over, or a bank has paid."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts; no holder where time does, or a file that came back.

    batch   the number of the batch that one signature stands for, where the step is one of many
    """

    holder: Holder | None
    on: date
    at: datetime
    batch: int | None = None

    @property
    def account(self) -> Account | None:
        """The account that acts."""
        return None if self.holder is None else self.holder.account

    def reach(self, thing: str, verb: str) -> Reach:
        """How far who acts reaches; where nobody acts, nowhere."""
        return Reach() if self.holder is None else self.holder.reach(thing, verb)

    @property
    def by_itself(self) -> "Hand":
        """The same day and moment, where nobody acts any more: what follows from a step by itself."""
        return Hand(None, self.on, self.at)

    @property
    def party(self) -> str:
        """Who acts, as acts name them."""
        return SYSTEM if self.holder is None else self.holder.party
