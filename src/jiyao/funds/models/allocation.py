"""Allocations: money for a line, or back from it, proposed by one official and confirmed by another."""

from django.db import models
from django.db.models import F, Q

from jiyao.registry.models import Account, Division


class AllocationKind(models.TextChoices):
    """What is to be done with a line.

    ALLOCATE   it gets money from the line above, and the province's from the treasury; 追加 is another one
    CUT        it gives back what is not committed, to where it came from
    CARRY      what is left goes on to the line of the next year
    RETURN     what is left goes back to the treasury
    """

    ALLOCATE = "allocate", "下达"
    CUT = "cut", "调减"
    CARRY = "carry", "结转下年"
    RETURN = "return", "上缴"


class AllocationState(models.TextChoices):
    """Where it stands."""

    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class Allocation(models.Model):
    """资金下达与调整.

    division   whose line it is; `place`: the division above, or the province's own, whose officials do it
    basis      the document that says so, in words
    document, article   the same as the library holds it, where it does
    act        of the confirmation
    """

    kind = models.CharField("种类", max_length=10, choices=AllocationKind.choices)
    fund = models.CharField("资金", max_length=40)
    division = models.ForeignKey(Division, models.PROTECT, verbose_name="区划", related_name="+")
    place = models.ForeignKey(Division, models.PROTECT, verbose_name="办理地", related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    amount_fen = models.BigIntegerField("金额")
    basis = models.CharField("依据", max_length=200)
    document = models.CharField("库内文件", max_length=80, blank=True)
    article = models.CharField("条款", max_length=80, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=AllocationState.choices, default=AllocationState.PROPOSED
    )
    proposed_by = models.ForeignKey(Account, models.PROTECT, verbose_name="提出人", related_name="+")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="确认人", related_name="+"
    )
    decided_at = models.DateTimeField("确认时间", null=True)
    answer = models.CharField("意见", max_length=200, blank=True)
    act = models.BigIntegerField("行为编号", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="allocation_moves_something"),
            models.CheckConstraint(
                condition=~Q(state=AllocationState.CONFIRMED)
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="allocation_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> str:
        """The allocation as acts and transfers name it."""
        return f"allocation:{self.pk}"
