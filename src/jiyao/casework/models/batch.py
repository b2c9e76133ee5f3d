"""一次签批: one signature under the same step of many cases, each of which is done by itself."""

from django.db import models

from jiyao.casework.models.case import Case
from jiyao.foundation.models import Job
from jiyao.registry.models import Account


class Riding(models.TextChoices):
    """What became of a case in a batch."""

    WAITING = "waiting", "待办"
    DONE = "done", "已办"
    STAYED = "stayed", "未办"


class CaseBatch(models.Model):
    """What somebody signed for: so many cases, so much money. Acts and steps name it by its number.

    duty        the verb: accept, review or approve
    confirmed   the ids of what only people judge, ticked for all
    act         the number of the act of the signature
    """

    duty = models.CharField("职责", max_length=8)
    by = models.ForeignKey(Account, models.PROTECT, verbose_name="签批账号", related_name="+")
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    count = models.PositiveIntegerField("件数")
    total_fen = models.BigIntegerField("金额")
    confirmed = models.JSONField("已核实", default=list)
    job = models.ForeignKey(Job, models.PROTECT, null=True, verbose_name="任务", related_name="+")
    act = models.BigIntegerField("行为")

    def __str__(self) -> str:
        return str(self.pk)


class CaseBatchLine(models.Model):
    """One case in a batch. `fen`: the sum that was signed for; `why_zh`, `why_en`: why it stayed behind."""

    batch = models.ForeignKey(CaseBatch, models.PROTECT, verbose_name="批次", related_name="lines")
    case = models.ForeignKey(Case, models.PROTECT, verbose_name="办件", related_name="rides")
    fen = models.BigIntegerField("金额", null=True)
    state = models.CharField("结果", max_length=8, choices=Riding.choices, default=Riding.WAITING)
    why_zh = models.TextField("原因", blank=True)
    why_en = models.TextField("原因（英文）", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "case"], name="case_once_in_a_batch")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.case_id}"
