"""Spells: what was so from one day to another. An open end goes on. Months are counted as year * 12 + month."""

from django.db import models

from jiyao.registry.models.organisation import Organisation
from jiyao.registry.models.person import Person
from jiyao.registry.models.record import Record, period_constraint


class _OfPerson(Record):
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员")

    class Meta(Record.Meta):
        abstract = True


class _Days(_OfPerson):
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日", null=True)

    class Meta(_OfPerson.Meta):
        abstract = True
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]


class _Months(_OfPerson):
    first_month = models.IntegerField("起始月")
    last_month = models.IntegerField("截止月", null=True)

    class Meta(_OfPerson.Meta):
        abstract = True
        constraints = [*Record.Meta.constraints, period_constraint("first_month", "last_month")]


class HouseholdSpell(_Days):
    """常住: in which household and division a person lived. `household` is a number that names nobody."""

    household = models.BigIntegerField("户号", null=True)
    relation = models.CharField("与户主关系", max_length=12, blank=True)
    division = models.CharField("常住地", max_length=6, null=True)


class GroupSpell(_Days):
    """人员类别: during which days a person belonged to a group. `none` is an answer; no spell is none."""

    person_group = models.CharField("人员类别", max_length=32, null=True)


class EmploymentSpell(_Days):
    """就业: where somebody worked. Work outside the province has no division of ours."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="用人单位")
    in_province = models.BooleanField("在本省", null=True)
    division = models.CharField("工作地", max_length=6, null=True)
    occupation = models.CharField("职业编码", max_length=10, null=True)
    skilled_post = models.BooleanField("技能岗位", null=True)
    front_line = models.BooleanField("一线岗位", null=True)


class InsuranceSpell(_Months):
    """失业保险缴费: months for which unemployment insurance was paid, by whom, where."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="参保单位")
    in_province = models.BooleanField("在本省", null=True)
    division = models.CharField("参保地", max_length=6, null=True)
    employer_pays = models.BooleanField("单位缴费", null=True)
    person_pays = models.BooleanField("个人缴费", null=True)


class BenefitSpell(_Months):
    """失业保险金: months for which unemployment benefit was drawn."""

    division = models.CharField("发放地", max_length=6, null=True)
