"""Occupations of the national classification, and the levels of skill."""

from django.db import models

from jiyao.registry.models.record import Record, period_constraint


class Occupation(models.Model):
    """职业: an entry of the classification, 6-18-02-04. `depth`: 1 for a major group to 4 for an occupation."""

    code = models.CharField("职业编码", max_length=10, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, verbose_name="上级")
    depth = models.PositiveSmallIntegerField("层级")
    zh = models.CharField("职业名称", max_length=80)

    def __str__(self) -> str:
        return f"{self.code} {self.zh}"


class Level(models.Model):
    """A level of skill, as the pack orders them. `rank`: rises with the skill; 0 for none."""

    code = models.CharField("等级代码", max_length=8, primary_key=True)
    rank = models.PositiveSmallIntegerField("次序", unique=True)
    zh = models.CharField("名称", max_length=40)
    en = models.CharField("英文名称", max_length=60)

    def __str__(self) -> str:
        return self.zh


class WorkType(Record):
    """工种: a kind of work within an occupation. The classification lists none; they come by file."""

    occupation = models.CharField("职业编码", max_length=10)
    name = models.CharField("工种名称", max_length=40)
    starts_on = models.DateField("起始日", null=True)
    ends_on = models.DateField("截止日", null=True)

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]


class ScarceOccupation(Record):
    """急需紧缺职业目录: an occupation on the list of a division. A division without a list says nothing."""

    division = models.CharField("区划代码", max_length=6)
    occupation = models.CharField("职业编码", max_length=10)
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日", null=True)

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]
        indexes = [models.Index(fields=["division", "occupation"])]
