"""事后抽查: a draw of paid cases by a seed that anybody can repeat, and each case that was drawn."""

from django.db import models

from jiyao.casework.models.case import Case
from jiyao.registry.models import Account


class SampleRun(models.Model):
    """One draw among the cases that were paid from the day after the draw before to `until`, a day that is over.

    since             the first day; none where there was no draw before
    shares            by measure: how many were paid, the percent, how many were drawn; without percent none are
    population_hash   SHA-256 of the numbers of all that were paid, in order, a line each
    """

    seed = models.CharField("种子", max_length=64)
    since = models.DateField("自", null=True)
    until = models.DateField("至", unique=True)
    drawn_on = models.DateField("抽取日期")
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="抽取账号", related_name="+"
    )
    pack_version = models.CharField("规则版本", max_length=40)
    pack_hash = models.CharField("规则摘要", max_length=64)
    shares = models.JSONField("比例")
    population = models.IntegerField("总体")
    population_hash = models.CharField("总体摘要", max_length=64)
    drawn = models.IntegerField("抽中")

    def __str__(self) -> str:
        return f"{self.until} {self.seed}"


class Sampled(models.Model):
    """A case that was drawn. `check_case`: the case in which it is checked, whose parent it is.

    taken_by   whose check it is; None: of whoever takes it
    """

    run = models.ForeignKey(SampleRun, models.PROTECT, verbose_name="抽取", related_name="sampled")
    check_case = models.OneToOneField(Case, models.PROTECT, verbose_name="抽查办件", related_name="sampled")
    digest = models.CharField("次序", max_length=64)
    taken_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="核查账号", related_name="+"
    )
    taken_on = models.DateField("领取日期", null=True)

    def __str__(self) -> str:
        return f"{self.run_id} {self.check_case_id}"
