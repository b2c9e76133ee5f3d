"""评价机构 and their people: what was filed, for which occupations and levels, and who examines there.

A body is an organisation. What it filed is a spell with a first and a last day; filing 备案 is not a licence. On a day
a body is listed if a spell of it runs and no suspension does.
"""

from django.db import models

from jiyao.registry.models import Organisation, Person, Record
from jiyao.registry.models.record import period_constraint


class _OfBody(Record):
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="评价机构", related_name="%(class)s_spells"
    )
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日", null=True)

    class Meta(Record.Meta):
        abstract = True
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]


class EvaluationBody(_OfBody):
    """备案: an organisation is listed as an evaluation body.

    number_part   the first 13 characters of its certificates' numbers, which departments assign
    filed_on      when it filed what was then listed from `starts_on`
    """

    body_kind = models.CharField("机构类别", max_length=20)
    number_part = models.CharField("机构代码", max_length=13)
    division = models.CharField("所在地", max_length=6)
    filed_on = models.DateField("备案日期", null=True)


class BodySuspension(_OfBody):
    """暂停: a body may not hold sessions nor issue; what it issued stands."""

    division = models.CharField("所在地", max_length=6, null=True)
    suspension_reason = models.CharField("暂停事由", max_length=20)


class BodyScope(_OfBody):
    """认定范围: an occupation (work type) at a level, on an edition of its standard, in an area.

    work_type      `none` where the occupation has none
    ability_item   of a body for single abilities the item of the catalogue; its level is `none`
    """

    occupation = models.CharField("职业编码", max_length=10)
    work_type = models.CharField("工种", max_length=40, default="none")
    level = models.CharField("等级", max_length=8)
    division = models.CharField("评价区域", max_length=6)
    standard_edition = models.CharField("标准版本", max_length=24)
    ability_item = models.CharField("专项职业能力", max_length=40, blank=True)


class Examiner(_OfBody):
    """考评员: a person examines for a body in an occupation, up to a level.

    grade   examiner or senior examiner; who leads a group of them is said sitting by sitting
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="examiner_spells")
    grade = models.CharField("考评员等级", max_length=12)
    occupation = models.CharField("职业编码", max_length=10)
    level = models.CharField("考评最高等级", max_length=8)


class Supervisor(Record):
    """质量督导员: 内督 are a body's own; 外督 are appointed and sent by the department of a division."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="supervisor_spells")
    side = models.CharField("督导类别", max_length=10)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="评价机构")
    division = models.CharField("委派地", max_length=6, null=True)
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日", null=True)

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]


class NumberPartSeries(models.Model):
    """The serials of bodies under what their numbers begin with: the last one that was given out."""

    before = models.CharField("序列码之前", max_length=12, unique=True)
    last = models.PositiveIntegerField("末号", default=0)

    def __str__(self) -> str:
        return f"{self.before}: {self.last}"
