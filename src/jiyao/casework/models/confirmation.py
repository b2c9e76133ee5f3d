"""办事码: a code that a person makes on her own page, and says to who acts for her."""

from django.db import models

from jiyao.casework.models.case import Case
from jiyao.registry.models import Person


class CounterCode(models.Model):
    """One code. A person's newest alone counts, for one case.

    digest    of the code; the code itself is shown once and kept nowhere
    refused   how often another one was said meanwhile
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="counter_codes")
    digest = models.CharField("摘要", max_length=64)
    made_at = models.DateTimeField("生成时间")
    refused = models.IntegerField("错误次数", default=0)
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, verbose_name="办件", related_name="counter_code"
    )

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d %H:%M}"
