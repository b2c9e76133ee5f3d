"""Enrolments in training."""

from django.db import models

from jiyao.registry.models import Organisation, Person, Record


class Enrolment(Record):
    """培训报名: a person in a training, from enrolment to placement.

    attendance_ratio    ten-thousandths of the taught time
    fee_charged_fen     what the provider charged
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员")
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="培训机构")
    division = models.CharField("培训地", max_length=6, null=True)
    occupation = models.CharField("职业编码", max_length=10, null=True)
    work_type = models.CharField("工种", max_length=40, null=True)
    level = models.CharField("目标等级", max_length=8, null=True)
    training_kind = models.CharField("培训类型", max_length=20, null=True)
    training_mode = models.CharField("培训方式", max_length=12, null=True)
    starts_on = models.DateField("开班日期")
    ends_on = models.DateField("结业日期", null=True)
    passed = models.BooleanField("考核合格", null=True)
    attended_days = models.PositiveSmallIntegerField("出勤天数", null=True)
    attended_hours = models.PositiveSmallIntegerField("出勤学时", null=True)
    attendance_ratio = models.PositiveIntegerField("出勤率", null=True)
    fee_charged_fen = models.BigIntegerField("收费", null=True)
    employee_of_enterprise = models.BooleanField("企业职工", null=True)
    placed_in_province = models.BooleanField("推荐就业", null=True)
    placed_on = models.DateField("就业日期", null=True)
