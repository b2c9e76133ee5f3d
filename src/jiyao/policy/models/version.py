"""The province's own changes to its pack, each proposed by one official and confirmed by another, and the versions."""

from django.db import models

from jiyao.foundation.models import Attachment
from jiyao.registry.models import Account, Division


class ChangeKind(models.TextChoices):
    """What a change is about."""

    DOCUMENT = "document", "文件"
    VALUE = "value", "规定值"
    LOCAL_VALUE = "local_value", "地方标准"
    RELAXATION = "relaxation", "阶段性政策"
    RULE = "rule", "规则"
    GUIDE = "guide", "办事指南"


class ChangeState(models.TextChoices):
    """Where a change stands."""

    PROPOSED = "proposed", "待复核"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class PackChange(models.Model):
    """修改: what is to be laid over the pack.

    number        its place in the order of the confirmed ones, from 1
    division      whose matter it is: the prefecture of a local value, else none, which is the province's
    lay           by file, the YAML laid over it
    expects       by file, what stood there when it was made
    evidence      the scan or file that it rests on
    answer        why it was returned, or what the second official adds
    """

    number = models.PositiveIntegerField("次序", null=True, unique=True)
    kind = models.CharField("类别", max_length=12, choices=ChangeKind.choices)
    title_zh = models.CharField("标题", max_length=200)
    title_en = models.CharField("英文标题", max_length=200)
    division = models.ForeignKey(Division, models.PROTECT, null=True, verbose_name="区划")
    lay = models.JSONField("内容")
    expects = models.JSONField("修改前")
    evidence = models.ForeignKey(Attachment, models.PROTECT, null=True, verbose_name="依据文件")
    state = models.CharField("状态", max_length=10, choices=ChangeState.choices, default=ChangeState.PROPOSED)
    proposed_by = models.ForeignKey(Account, models.PROTECT, verbose_name="提出人", related_name="+")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="复核人", related_name="+"
    )
    decided_at = models.DateTimeField("复核时间", null=True)
    answer = models.CharField("复核意见", max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(state=ChangeState.CONFIRMED)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="change_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ChangeState.CONFIRMED, number__isnull=False)
                | (~models.Q(state=ChangeState.CONFIRMED) & models.Q(number__isnull=True)),
                name="change_numbered_when_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh


class PackVersion(models.Model):
    """版本: a release with the changes up to one of them. It is never altered; its folder is known by its hash.

    release        the version of the release that it is made of; release_hash: of its files
    change         the last change in it; none where a release is taken up before any
    effective_on   from which day it holds
    """

    release = models.CharField("发行版", max_length=40)
    release_hash = models.CharField("发行版摘要", max_length=64)
    change = models.ForeignKey(PackChange, models.PROTECT, null=True, verbose_name="修改")
    hash = models.CharField("摘要", max_length=64, unique=True)
    effective_on = models.DateField("生效日")
    made_at = models.DateTimeField("生成时间")

    class Meta:
        indexes = [models.Index(fields=["effective_on"])]

    def __str__(self) -> str:
        release = self.release.partition("+")[0]
        return f"{release}+{self.change.number}" if self.change is not None else self.release
