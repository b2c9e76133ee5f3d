"""名册申请: what an organisation asks to be claimed, until its roster is opened, with accounts that it gives."""

from django.db import models

from jiyao.casework.models.case import Case
from jiyao.foundation.models import Job
from jiyao.registry.models import Account, Organisation, Person


class RosterAsked(models.Model):
    """A roster that is not opened yet, or was opened by a job.

    account_sealed   where the organisation is to be paid, until the roster keeps it
    job              what opens it; none while the organisation has not confirmed it
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="单位", related_name="+")
    measure = models.CharField("措施", max_length=80)
    by = models.ForeignKey(Account, models.PROTECT, verbose_name="申请账号", related_name="+")
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    account_sealed = models.BinaryField("收款账户", null=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, verbose_name="任务", related_name="+")
    roster = models.OneToOneField(Case, models.PROTECT, null=True, verbose_name="名册", related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class RosterAskedLine(models.Model):
    """One record of it. `account_sealed`: where the person is to be paid, until the case of the line keeps it."""

    asked = models.ForeignKey(RosterAsked, models.CASCADE, verbose_name="申请", related_name="lines")
    record = models.BigIntegerField("记录号")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="+")
    account_sealed = models.BinaryField("收款账户", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked", "record"], name="asked_for_a_record_once")]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.record}"
