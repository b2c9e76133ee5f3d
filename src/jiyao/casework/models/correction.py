"""更正申请: somebody says that a column of a record is wrong, and what it should be."""

from django.db import models
from django.db.models import Q

from jiyao.registry.models import Account, Person


class State(models.TextChoices):
    """How a request stands."""

    OPEN = "open", "待办"
    CORRECTED = "corrected", "已更正"
    KEPT = "kept", "维持原记录"
    WITHDRAWN = "withdrawn", "已撤回"


class CorrectionRequest(models.Model):
    """One request about one column of one record.

    person           whom the record is about; none for lists, whose requests are sealed under the installation's key
    division         the place of the request: whose office decides
    table, record    which record, by the name of its table
    version          the version that the request speaks of
    claimed_sealed   the value as JSON; with the reason and the answer it is sealed
    asked_act        the numbers of the acts that say the same
    """

    asked_by = models.ForeignKey(Account, models.PROTECT, verbose_name="申请账号", related_name="corrections")
    person = models.ForeignKey(Person, models.PROTECT, null=True, verbose_name="人员")
    division = models.CharField("受理地", max_length=6, null=True)
    table = models.CharField("记录种类", max_length=40)
    record = models.BigIntegerField("记录号")
    version = models.PositiveSmallIntegerField("版本")
    column = models.CharField("栏目", max_length=40)
    claimed_sealed = models.BinaryField("主张的值")
    reason_sealed = models.BinaryField("理由")
    answer_sealed = models.BinaryField("答复", null=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField("申请时间")
    asked_act = models.BigIntegerField("申请行为", null=True)
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="经办账号", related_name="decided_corrections"
    )
    decided_at = models.DateTimeField("办结时间", null=True)
    decided_act = models.BigIntegerField("办结行为", null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "asked_at"]), models.Index(fields=["table", "record"])]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "record", "column"],
                condition=Q(state=State.OPEN),
                name="correction_open_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.OPEN,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    decided_act__isnull=True,
                )
                | (
                    ~Q(state=State.OPEN)
                    & Q(decided_by__isnull=False, decided_at__isnull=False, decided_act__isnull=False)
                ),
                name="correction_is_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def owner(self) -> int | None:
        """Under whose key it is sealed: the person's, or for lists the installation's."""
        return self.person_id
