"""What was given. Limits count grants, never claims."""

from django.db import models

from jiyao.registry.models import Organisation, Person


class Grant(models.Model):
    """What one determination gave, once decided. A reversal keeps the row and frees its slots.

    subject, subject_record   what it was determined for: the vocabulary's subject, and the record's number
    occupation, level         of that subject, where it has them; what "highest level paid" asks
    granted_on                the day of the decision
    recorded_at               from which moment the platform knew
    """

    measure = models.CharField("措施", max_length=64)
    pack_version = models.CharField("规则版本", max_length=40)
    subject = models.CharField("对象", max_length=24)
    subject_record = models.BigIntegerField("对象记录号")
    person = models.ForeignKey(Person, models.PROTECT, null=True, verbose_name="人员")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="单位")
    division = models.CharField("支付地", max_length=6, null=True)
    occupation = models.CharField("职业编码", max_length=10, null=True)
    level = models.CharField("等级", max_length=8, null=True)
    amount_fen = models.BigIntegerField("金额", null=True)
    granted_on = models.DateField("决定日期")
    recorded_at = models.DateTimeField("记录时间")
    reversed_on = models.DateField("撤销日期", null=True)
    reversed_at = models.DateTimeField("撤销记录时间", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "measure"]),
            models.Index(fields=["subject", "subject_record"]),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="grant_gives_something"),
        ]


class GrantSlot(models.Model):
    """One slot of a shared limit, taken by a grant. `key`: the values the limit counts by, joined by |."""

    grant = models.ForeignKey(Grant, models.PROTECT, verbose_name="给付", related_name="slots")
    pool = models.CharField("限额", max_length=64)
    key = models.CharField("计数键", max_length=200)
    slot = models.PositiveSmallIntegerField("次序")
    is_taken = models.BooleanField("占用", default=True)

    class Meta:
        indexes = [models.Index(fields=["pool", "key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "key", "slot"], condition=models.Q(is_taken=True), name="slot_taken_once"
            ),
        ]
