"""Runs: everybody determined on a day. The outcomes are Parquet in a folder; this row says on what they rest."""

from django.db import models


class Covers(models.TextChoices):
    """Whom a run determined, and under which measures."""

    EVERYBODY = "everybody", "全员"
    PEOPLE = "people", "有变化的人员"
    MEASURES = "measures", "有变化的措施"


class Run(models.Model):
    """A finished run.

    covers            everybody under every measure; or only the people, or the measures, that changed

    folder            where its Parquet stands, under the installation's own folder
    determined_on     the day of determination
    known_at          as known at which moment
    snapshot_hash     of the records read
    """

    covers = models.CharField("范围", max_length=12, choices=Covers.choices, default=Covers.EVERYBODY)
    pack = models.CharField("规则包", max_length=64)
    pack_version = models.CharField("规则版本", max_length=40)
    pack_hash = models.CharField("规则摘要", max_length=64)
    determined_on = models.DateField("测算日")
    known_at = models.DateTimeField("数据时点")
    folder = models.CharField("结果目录", max_length=200, unique=True)
    snapshot_hash = models.CharField("数据摘要", max_length=64)
    subjects = models.BigIntegerField("对象数")
    determinations = models.BigIntegerField("测算数")
    total_fen = models.BigIntegerField("金额合计")
    seconds = models.FloatField("用时")
    finished_at = models.DateTimeField("完成时间")
