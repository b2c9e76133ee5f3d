"""Apprenticeships, and breaks of them."""

from django.db import models

from jiyao.registry.models import Organisation, Person, Record
from jiyao.registry.models.record import period_constraint


class Apprenticeship(Record):
    """学徒: a new-type enterprise apprenticeship of a person with an employer."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员")
    employer = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="用人单位")
    division = models.CharField("所在地", max_length=6, null=True)
    occupation = models.CharField("职业编码", max_length=10, null=True)
    work_type = models.CharField("工种", max_length=40, null=True)
    level = models.CharField("目标等级", max_length=8, null=True)
    starts_on = models.DateField("起始日")
    contract_years = models.PositiveSmallIntegerField("合同年限", null=True)
    duration_years = models.PositiveSmallIntegerField("培养年限", null=True)
    origin = models.CharField("学徒来源", max_length=12, null=True)
    long_duration_case = models.BooleanField("可延长期限", null=True)
    taught_jointly = models.BooleanField("双师带教", null=True)


class ApprenticeshipBreak(Record):
    """中断: days on which an apprentice did not learn with the employer; without a last day it goes on."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员")
    employer = models.ForeignKey(Organisation, models.PROTECT, verbose_name="用人单位")
    division = models.CharField("所在地", max_length=6, null=True)
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日", null=True)

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]
