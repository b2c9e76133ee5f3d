"""专项职业能力: the items that can be tested, each with its specification 考核规范."""

from django.db import models

from jiyao.registry.models import Record
from jiyao.registry.models.record import period_constraint


class AbilityItem(Record):
    """An item of the catalogue that a province or its department publishes.

    item            its number in the catalogue, by which scopes and sessions name it
    occupation      the occupation to which it is near; none where it belongs to none
    specification   the document that says what is tested and how
    hours           class hours of the training for it
    """

    item = models.CharField("项目编号", max_length=40)
    name = models.CharField("项目名称", max_length=80)
    occupation = models.CharField("相近职业", max_length=10, null=True)
    specification = models.CharField("考核规范", max_length=120, null=True)
    hours = models.PositiveSmallIntegerField("培训学时", null=True)
    starts_on = models.DateField("公布日期")
    ends_on = models.DateField("停用日期", null=True)

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]
