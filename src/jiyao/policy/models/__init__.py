"""What policy keeps: grants with their slots, runs, changes of the pack, documents and drafts on their way into it."""

from jiyao.policy.models.draft import DraftState, RuleDraft
from jiyao.policy.models.grant import Grant, GrantSlot
from jiyao.policy.models.intake import DocumentIntake
from jiyao.policy.models.run import Covers, Run
from jiyao.policy.models.version import ChangeKind, ChangeState, PackChange, PackVersion

__all__ = [
    "ChangeKind",
    "ChangeState",
    "Covers",
    "DocumentIntake",
    "DraftState",
    "Grant",
    "GrantSlot",
    "PackChange",
    "PackVersion",
    "RuleDraft",
    "Run",
]
