"""Certificates that people hold, wherever they were issued."""

from django.db import models

from jiyao.registry.models.organisation import Organisation
from jiyao.registry.models.person import Person
from jiyao.registry.models.record import FOREVER, Record


class HeldCertificate(Record):
    """证书: what somebody holds, as its issuer or the national look-up reported it.

    certificate_number    a number that leads to its holder: shown masked
    found_in_lookup       whether the national look-up knows it
    first_time            whether its holder passed at the first attempt
    revoked_on            from which day it does not count
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员")
    certificate_number = models.CharField("证书编号", max_length=32, null=True)
    certificate_kind = models.CharField("证书种类", max_length=20, null=True)
    occupation = models.CharField("职业编码", max_length=10, null=True)
    work_type = models.CharField("工种", max_length=40, null=True)
    level = models.CharField("等级", max_length=8, null=True)
    issued_on = models.DateField("核发日期", null=True)
    issuer = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="发证机构")
    found_in_lookup = models.BooleanField("全国联网可查", null=True)
    first_time = models.BooleanField("首次通过", null=True)
    revoked_on = models.DateField("撤销日期", null=True)

    class Meta(Record.Meta):
        indexes = [
            models.Index(
                fields=["certificate_number"],
                condition=models.Q(superseded_at=FOREVER),
                name="held_certificate_number",
            )
        ]
