"""Keys: one that opens the others, and one for each person, so that deleting it forgets the person."""

from django.db import models


class WrappingKey(models.Model):
    """A key that wraps data keys, itself wrapped by the master key. Retired ones keep their number only."""

    id = models.PositiveIntegerField("序号", primary_key=True)
    wrapped = models.BinaryField("密钥", null=True)
    retired_at = models.DateTimeField("停用时间", null=True)


class DataKey(models.Model):
    """The key under which somebody's data are sealed. An erased one leaves its owner's number and nothing else.

    owner     the person's number; 0 and below are the installation's own
    """

    owner = models.BigIntegerField("所属人员号", primary_key=True)
    wrapped = models.BinaryField("密钥", null=True)
    wrapping_key = models.ForeignKey(WrappingKey, models.PROTECT, null=True, verbose_name="封装密钥")
    erased_at = models.DateTimeField("销毁时间", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False, wrapping_key__isnull=False, erased_at__isnull=True)
                | models.Q(wrapped__isnull=True, wrapping_key__isnull=True, erased_at__isnull=False),
                name="datakey_stands_or_is_erased",
            ),
        ]
