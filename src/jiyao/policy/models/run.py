"""Runs: everybody determined on a day. The outcomes are Parquet in a folder; this row says on what they rest."""

from django.db import models


class Run(models.Model):
    """A finished run.

    folder            where its Parquet stands, under the installation's own folder
    determined_on     the day of determination
    known_at          as known at which moment
    snapshot_hash     of the records read
    """

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
