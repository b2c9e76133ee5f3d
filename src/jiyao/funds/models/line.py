"""Budget lines with their balances, and the ledger: one row is one transfer, and rows are only ever added."""

from django.db import models
from django.db.models import F, Q

from jiyao.registry.models import Division


class Pot(models.TextChoices):
    """科目: where the money of a line lies. `returned` is back at the treasury, `recovered` came back from a payee."""

    AVAILABLE = "available", "可用"
    COMMITTED = "committed", "已承诺"
    PAID = "paid", "已拨付"
    RECOVERED = "recovered", "已追回"
    RETURNED = "returned", "已上缴"


class TransferKind(models.TextChoices):
    """Why money moved."""

    ALLOCATE = "allocate", "下达"
    CUT = "cut", "调减"
    CARRY = "carry", "结转"
    RETURN = "return", "上缴"
    COMMIT = "commit", "承诺"
    RELEASE = "release", "释放"
    PAY = "pay", "拨付"
    RECOVER = "recover", "追回"


class BudgetLine(models.Model):
    """额度: what a division has of one fund in one year. Its row is locked by whoever moves its money.

    fund          as the pack's measures name it
    <pot>_fen     how much lies in each pot; what the transfers add up to
    """

    fund = models.CharField("资金", max_length=40)
    division = models.ForeignKey(Division, models.PROTECT, verbose_name="区划")
    year = models.PositiveSmallIntegerField("年度")
    available_fen = models.BigIntegerField("可用", default=0)
    committed_fen = models.BigIntegerField("已承诺", default=0)
    paid_fen = models.BigIntegerField("已拨付", default=0)
    recovered_fen = models.BigIntegerField("已追回", default=0)
    returned_fen = models.BigIntegerField("已上缴", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "division", "year"], name="line_once"),
            models.CheckConstraint(
                condition=Q(
                    available_fen__gte=0,
                    committed_fen__gte=0,
                    paid_fen__gte=0,
                    recovered_fen__gte=0,
                    returned_fen__gte=0,
                ),
                name="line_never_overdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.division_id} {self.year}"

    @property
    def allocated_fen(self) -> int:
        """What the line was given and did not pass on: the sum of its pots."""
        return sum(self.in_pot(pot) for pot in Pot)

    def in_pot(self, pot: Pot) -> int:
        """How much lies there."""
        return int(getattr(self, f"{pot.value}_fen"))


class Transfer(models.Model):
    """一笔: money from one pot to another, once and for ever. Without a source or target line: the treasury.

    division     of the line; of two lines the lower one's, so that both places see it
    subject      what it is for: `case:12`, `allocation:3`
    grant        the number of the grant that gave it
    act          the number of the act that says the same
    """

    kind = models.CharField("种类", max_length=10, choices=TransferKind.choices)
    source = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, verbose_name="转出额度", related_name="outgoing"
    )
    source_pot = models.CharField("转出科目", max_length=10, choices=Pot.choices, blank=True)
    target = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, verbose_name="转入额度", related_name="incoming"
    )
    target_pot = models.CharField("转入科目", max_length=10, choices=Pot.choices, blank=True)
    amount_fen = models.BigIntegerField("金额")
    moved_on = models.DateField("日期")
    recorded_at = models.DateTimeField("记录时间")
    division = models.CharField("区划", max_length=6)
    subject = models.CharField("事由", max_length=80)
    grant = models.BigIntegerField("给付编号", null=True)
    commitment = models.BigIntegerField("承诺编号", null=True)
    order = models.BigIntegerField("支付单号", null=True)
    act = models.BigIntegerField("行为编号")

    class Meta:
        indexes = [
            models.Index(fields=["subject"]),
            models.Index(fields=["source", "moved_on"]),
            models.Index(fields=["target", "moved_on"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="transfer_moves_something"),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(target__isnull=False), name="transfer_has_a_line"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target"), source_pot=F("target_pot")), name="transfer_goes_elsewhere"
            ),
            models.CheckConstraint(
                condition=(
                    Q(source__isnull=True, source_pot="") | ~Q(source__isnull=True) & ~Q(source_pot="")
                )
                & (Q(target__isnull=True, target_pot="") | ~Q(target__isnull=True) & ~Q(target_pot="")),
                name="transfer_names_its_pots",
            ),
        ]
