"""Administrative divisions by GB/T 2260."""

from django.db import models


class DivisionLevel(models.TextChoices):
    """How far up a division stands."""

    PROVINCE = "province", "省"
    PREFECTURE = "prefecture", "地级"
    COUNTY = "county", "县级"


class Division(models.Model):
    """A province, prefecture or county, as the pack lists them."""

    code = models.CharField("区划代码", max_length=6, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, verbose_name="上级")
    level = models.CharField("层级", max_length=12, choices=DivisionLevel.choices)
    zh = models.CharField("名称", max_length=40)
    en = models.CharField("英文名称", max_length=60)

    def __str__(self) -> str:
        return self.zh
