"""后续处理: what rested on a record that was corrected or revoked, and what is to become of each of it."""

from django.db import models

from jiyao.casework.models.case import Case
from jiyao.policy.models import Grant


class Reversal(models.TextChoices):
    """What is to become of something that was given. Raise: more is due; refer: another office decides."""

    KEEP = "keep", "维持"
    RAISE = "raise", "补足"
    REVERSE = "reverse", "撤销"
    RESTORE = "restore", "恢复"
    REFER = "refer", "移送"


class Consequence(models.Model):
    """A branch of a consequence case: one grant that rested on the record.

    due_fen   what the rules give for it by the record as it stands now; none where that is not known
    decided   what the reviewer says; empty until then
    stays_fen what is left of it once it is decided
    renewed   the grant that stands in its place, where something of it stays or is restored
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="办件", related_name="branches")
    grant = models.ForeignKey(Grant, models.PROTECT, verbose_name="给付", related_name="consequences")
    given_fen = models.BigIntegerField("已给金额")
    due_fen = models.BigIntegerField("应给金额", null=True)
    proposed = models.CharField("建议", max_length=8, choices=Reversal.choices)
    decided = models.CharField("决定", max_length=8, choices=Reversal.choices, blank=True)
    stays_fen = models.BigIntegerField("保留金额", null=True)
    reason_sealed = models.BinaryField("理由", null=True)
    renewed = models.ForeignKey(
        Grant, models.PROTECT, null=True, verbose_name="新的给付", related_name="renewing"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "grant"], name="consequence_of_a_grant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.grant_id}"

    @property
    def recovered_fen(self) -> int:
        """What is to be recovered; below 0 it is to be paid again."""
        if self.decided == Reversal.RESTORE:
            return -(self.stays_fen or 0)
        return self.given_fen - (self.given_fen if self.stays_fen is None else self.stays_fen)
