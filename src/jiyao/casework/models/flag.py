"""疑点: records that a flag doubts, each until somebody resolves it with a reason."""

from django.db import models
from django.db.models import Q

from jiyao.registry.models import Account, Organisation, Person


class FlagState(models.TextChoices):
    """Where a flag stands. Gone: a later run did not find it any more."""

    OPEN = "open", "待核查"
    CONFIRMED = "confirmed", "属实"
    CLEARED = "cleared", "已排除"
    GONE = "gone", "不再出现"


STOPPING = (FlagState.OPEN, FlagState.CONFIRMED)
"""The states that stop a case."""


class FlagRun(models.Model):
    """One look for every flag that the pack switches on.

    people                  of how many people records were looked at; None: of all
    found, opened, closed   records that it found; that it doubts for the first time; that it did not find any more
    """

    run_on = models.DateField("日期")
    known_at = models.DateTimeField("数据时点")
    pack_version = models.CharField("规则版本", max_length=40)
    pack_hash = models.CharField("规则摘要", max_length=64)
    snapshot_hash = models.CharField("数据摘要", max_length=64)
    people = models.IntegerField("人数", null=True)
    found = models.IntegerField("命中", default=0)
    opened = models.IntegerField("新增", default=0)
    closed = models.IntegerField("不再出现", default=0)

    def __str__(self) -> str:
        return f"{self.run_on} {self.pack_version}"


class Flag(models.Model):
    """A record that a flag doubts.

    flag, table, record   which flag, and the table and number of the record
    columns               what identifies what is doubted, as the run that found it last read it; nothing sealed
    run                   the run that found it, or said last what its columns are
    reason_sealed         why it was confirmed or cleared, under the person's key
    """

    flag = models.CharField("疑点", max_length=64)
    table = models.CharField("记录种类", max_length=40)
    record = models.BigIntegerField("记录号")
    person = models.ForeignKey(Person, models.PROTECT, null=True, verbose_name="人员")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="单位")
    division = models.CharField("所在地", max_length=6, null=True)
    columns = models.JSONField("依据")
    found_on = models.DateField("发现日期")
    run = models.ForeignKey(FlagRun, models.PROTECT, verbose_name="比对", related_name="flags")
    state = models.CharField("状态", max_length=10, choices=FlagState.choices, default=FlagState.OPEN)
    resolved_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="核查账号", related_name="+"
    )
    resolved_on = models.DateField("核查日期", null=True)
    reason_sealed = models.BinaryField("理由", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["table", "record", "state"]),
            models.Index(fields=["state", "division"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["flag", "table", "record"],
                condition=Q(state__in=("open", "confirmed")),
                name="flag_standing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flag} {self.table} {self.record}"


class FlagAnswer(models.Model):
    """What the organisation that a flag concerns says of it, sealed as the reason is."""

    flag = models.ForeignKey(Flag, models.PROTECT, verbose_name="疑点", related_name="answers")
    answered_by = models.ForeignKey(Account, models.PROTECT, verbose_name="回复账号", related_name="+")
    answered_on = models.DateField("回复日期")
    text_sealed = models.BinaryField("回复")

    def __str__(self) -> str:
        return f"{self.flag_id} {self.answered_on}"
