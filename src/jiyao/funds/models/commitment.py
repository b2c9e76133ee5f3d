"""Commitments: money of a line set apart at approval, until it is paid or released."""

from django.db import models
from django.db.models import F, Q

from jiyao.funds.models.line import BudgetLine


class Commitment(models.Model):
    """承诺.

    key            given by who commits, once for ever: the same key is the same commitment
    subject        what it is for, such as `case:12`
    ordered_fen    in payment orders whose result is not known
    paid_fen       came to the payee; `recovered_fen` of it came back
    released_fen   went back to the line
    """

    key = models.CharField("幂等键", max_length=80, unique=True)
    line = models.ForeignKey(BudgetLine, models.PROTECT, verbose_name="额度", related_name="commitments")
    subject = models.CharField("事由", max_length=80)
    grant = models.BigIntegerField("给付编号", null=True)
    amount_fen = models.BigIntegerField("金额")
    ordered_fen = models.BigIntegerField("支付中", default=0)
    paid_fen = models.BigIntegerField("已拨付", default=0)
    released_fen = models.BigIntegerField("已释放", default=0)
    recovered_fen = models.BigIntegerField("已追回", default=0)
    made_on = models.DateField("承诺日期")
    act = models.BigIntegerField("行为编号")

    class Meta:
        indexes = [models.Index(fields=["subject"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    amount_fen__gt=0,
                    ordered_fen__gte=0,
                    paid_fen__gte=0,
                    released_fen__gte=0,
                    recovered_fen__gte=0,
                    recovered_fen__lte=F("paid_fen"),
                    amount_fen__gte=F("ordered_fen") + F("paid_fen") + F("released_fen"),
                ),
                name="commitment_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def left_fen(self) -> int:
        """What is neither paid, released nor in an order."""
        return self.amount_fen - self.ordered_fen - self.paid_fen - self.released_fen

    @property
    def party(self) -> str:
        """The commitment as acts name it."""
        return f"commitment:{self.pk}"
