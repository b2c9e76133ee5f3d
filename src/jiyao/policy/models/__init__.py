"""What policy keeps: grants with the slots they take, runs, and the province's changes to its pack."""

from jiyao.policy.models.grant import Grant, GrantSlot
from jiyao.policy.models.run import Run
from jiyao.policy.models.version import ChangeKind, ChangeState, PackChange, PackVersion

__all__ = ["ChangeKind", "ChangeState", "Grant", "GrantSlot", "PackChange", "PackVersion", "Run"]
