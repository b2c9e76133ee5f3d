"""岗位聘任: an employer appoints somebody to a post. A post is no level, and no title that an authority confers."""

from django.db import models

from jiyao.registry.models import Organisation, Person, Record
from jiyao.registry.models.record import period_constraint


class PostAppointment(Record):
    """A person in a post of an employer, from a day on.

    post               special technician 特级技师 or chief technician 首席技师, as a post of this employer
    document_number    of the employer's own paper that appoints
    post_pay           how the post is paid, as the employer says
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="appointments")
    employer = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="用人单位", related_name="appointments"
    )
    division = models.CharField("所在地", max_length=6, null=True)
    post = models.CharField("聘任岗位", max_length=20)
    occupation = models.CharField("职业编码", max_length=10)
    starts_on = models.DateField("聘任起始日")
    ends_on = models.DateField("聘任截止日", null=True)
    document_number = models.CharField("聘任文件", max_length=60, null=True)
    post_pay = models.CharField("薪酬方式", max_length=20, null=True)

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]
        indexes = [models.Index(fields=["employer", "post"])]
