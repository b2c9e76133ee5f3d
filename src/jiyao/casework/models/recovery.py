"""追回计划: how what is owed back comes, day by day. One official proposes it, and another agrees."""

from django.db import models
from django.db.models import F, Q

from jiyao.casework.models.case import Case
from jiyao.casework.models.consequence import Consequence
from jiyao.registry.models import Account


class PlanState(models.TextChoices):
    """Where a plan stands. Replaced: another was agreed."""

    PROPOSED = "proposed", "待同意"
    AGREED = "agreed", "已同意"
    RETURNED = "returned", "已退回"
    REPLACED = "replaced", "已更换"


class OwedAdvance(models.Model):
    """What was due of a case paid by instalments when it was worked out last, once more was paid than was due.

    It is there to be listed, and for a plan to be made of it. What is owed is what was paid beyond `due_fen`.
    """

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="办件", related_name="advance")
    due_fen = models.BigIntegerField("应付金额")
    seen_on = models.DateField("发现日期")

    def __str__(self) -> str:
        return str(self.case_id)


class RecoveryPlan(models.Model):
    """A plan for what is left of a branch, or of an advance, when it is proposed.

    before_fen   what had come back before
    act          of the proposal; decided_act: of the answer
    """

    branch = models.ForeignKey(
        Consequence, models.PROTECT, null=True, verbose_name="追回", related_name="plans"
    )
    advance = models.ForeignKey(
        OwedAdvance, models.PROTECT, null=True, verbose_name="预拨", related_name="plans"
    )
    state = models.CharField("状态", max_length=10, choices=PlanState.choices, default=PlanState.PROPOSED)
    before_fen = models.BigIntegerField("此前已追回")
    proposed_by = models.ForeignKey(Account, models.PROTECT, verbose_name="提出人", related_name="+")
    proposed_on = models.DateField("提出日期")
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="同意人", related_name="+"
    )
    decided_on = models.DateField("同意日期", null=True)
    act = models.BigIntegerField("提出行为")
    decided_act = models.BigIntegerField("同意行为", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch"], condition=Q(state=PlanState.PROPOSED), name="plan_proposed_once"
            ),
            models.UniqueConstraint(
                fields=["branch"], condition=Q(state=PlanState.AGREED), name="plan_agreed_once"
            ),
            models.UniqueConstraint(
                fields=["advance"], condition=Q(state=PlanState.PROPOSED), name="advance_plan_proposed_once"
            ),
            models.UniqueConstraint(
                fields=["advance"], condition=Q(state=PlanState.AGREED), name="advance_plan_agreed_once"
            ),
            models.CheckConstraint(
                condition=Q(branch__isnull=False, advance__isnull=True)
                | Q(branch__isnull=True, advance__isnull=False),
                name="plan_of_a_branch_or_an_advance",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PlanState.AGREED, PlanState.REPLACED])
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="plan_agreed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RecoveryInstalment(models.Model):
    """One instalment of a plan."""

    plan = models.ForeignKey(
        RecoveryPlan, models.PROTECT, verbose_name="追回计划", related_name="instalments"
    )
    due_on = models.DateField("应还日期")
    amount_fen = models.BigIntegerField("金额")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="recovery_instalment_once_a_day"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="recovery_instalment_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.due_on}"
