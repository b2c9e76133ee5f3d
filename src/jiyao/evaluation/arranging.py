"""How sessions are arranged, as the procedure of the pack says; and the order of a draw, which anybody can repeat."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.models import Session
from jiyao.evaluation.scoring import procedure_of


@dataclass(frozen=True, slots=True)
class Arranging:
    """Of sessions: when they are filed, and how those who examine are drawn.

    filed_days_before   so many working days before it begins a session is filed
    group_size          how many examine at a sitting, who leads among them
    sittings_a_day      at how many sittings of one day one person examines at most
    same_group          how often running the same group examines at most
    """

    filed_days_before: int
    group_size: int
    sittings_a_day: int
    same_group: int


def arranging_of(session: Session, pack: Pack) -> Arranging | None:
    """How a session is arranged; None where nobody has found it. raises NotScored"""
    _, procedure = procedure_of(session, pack)
    said = procedure.get("arranging")
    return None if said is None else Arranging(*(said[name] for name in Arranging.__slots__))


def in_order_of(seed: str, what: str, numbers: Iterable[int]) -> list[int]:
    """The numbers in the order of a draw: by SHA-256 of `seed:what:number`, in hexadecimal digits."""
    return sorted(numbers, key=lambda number: sha256(f"{seed}:{what}:{number}".encode()).hexdigest())
