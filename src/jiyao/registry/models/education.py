"""Education: schools attended and left."""

from django.db import models

from jiyao.registry.models.organisation import Organisation
from jiyao.registry.models.person import Person
from jiyao.registry.models.record import Record, period_constraint


class EducationSpell(Record):
    """学籍: a person at a school. `graduated`: whether it ended with a diploma; unknown until told."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="院校")
    school_kind = models.CharField("院校类别", max_length=32, null=True)
    class_kind = models.CharField("班级类别", max_length=32, null=True)
    occupation = models.CharField("专业对应职业", max_length=10, null=True)
    starts_on = models.DateField("入学日期")
    ends_on = models.DateField("离校日期", null=True)
    graduated = models.BooleanField("毕业", null=True)

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]
