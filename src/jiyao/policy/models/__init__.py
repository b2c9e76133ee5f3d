"""What policy keeps: grants with the slots they take, and runs."""

from jiyao.policy.models.grant import Grant, GrantSlot
from jiyao.policy.models.run import Run

__all__ = ["Grant", "GrantSlot", "Run"]
