"""证书: what bodies here issued, under numbers of which there are never two the same, and the keys they sign with.

What somebody holds is the registry's record, whoever issued it; corrections are new versions of that record, under the
same number. Here stands what only the issuing side has: the serial, the standing, the place in the status list.
"""

from django.db import models

from jiyao.evaluation.models.session import Candidate
from jiyao.registry.models import Account, Organisation, Person


class CertificateSeries(models.Model):
    """The serials of one body, year and level: the last one that was given out."""

    number_part = models.CharField("机构代码", max_length=13)
    year = models.PositiveSmallIntegerField("核发年份")
    level = models.CharField("等级", max_length=8)
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number_part", "year", "level"], name="certificate_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.number_part} {self.year} {self.level}: {self.last}"


class IssuerKey(models.Model):
    """签发密钥: a key that a body signs with. One signs now; an earlier one still checks what it signed.

    public          the public key, multibase
    private_sealed  the private key, under the installation's key
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="评价机构", related_name="issuer_keys"
    )
    public = models.CharField("公钥", max_length=100, unique=True)
    private_sealed = models.BinaryField("私钥")
    made_at = models.DateTimeField("生成时间")
    ends_at = models.DateTimeField("停用时间", null=True)
    revoked_at = models.DateTimeField("作废时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(ends_at__isnull=True),
                name="issuer_key_signs_alone",
            )
        ]

    def __str__(self) -> str:
        return self.public


class StatusList(models.Model):
    """状态列表: one bit a certificate, for one purpose. `bits`: as the published list has them, not compressed."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="评价机构", related_name="+")
    number = models.PositiveIntegerField("列表号")
    purpose = models.CharField("用途", max_length=12)
    bits = models.BinaryField("状态位")
    changed_at = models.DateTimeField("更新时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number", "purpose"], name="status_list_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.number} {self.purpose}"


class Standing(models.TextChoices):
    """What a certificate is worth."""

    VALID = "valid", "有效"
    SUSPENDED = "suspended", "暂停"
    REVOKED = "revoked", "已撤销"


class IssuedCertificate(models.Model):
    """A certificate that a body here issued.

    number                    the public certificate number; corrections keep it
    record                    number of the record in the registry that says what it says
    candidate                 whose passing it rests on; none where it was issued before the platform
    standing                  what it is worth now; `CertificateStep` tells how it came so
    status_list, status_index where its bits stand
    """

    number = models.CharField("证书编号", max_length=22, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="发证机构", related_name="issued_certificates"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="持证人", related_name="issued_certificates"
    )
    record = models.BigIntegerField("记录号", unique=True)
    candidate = models.OneToOneField(
        Candidate, models.PROTECT, null=True, verbose_name="考生", related_name="certificate"
    )
    issued_on = models.DateField("核发日期")
    standing = models.CharField("状态", max_length=10, choices=Standing.choices, default=Standing.VALID)
    status_list = models.PositiveIntegerField("列表号")
    status_index = models.PositiveIntegerField("列表位")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "status_list", "status_index"], name="certificate_status_index_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "issued_on"])]

    def __str__(self) -> str:
        return self.number


class CertificatePaper(models.Model):
    """证书一版: what of a certificate was given out as a paper or a file. A correction is followed by another.

    version                   of the record that it says
    code                      what its QR leads to: drawn by chance, it tells nothing
    status_list, status_index where its bits stand; of one that was corrected the place stays taken
    """

    certificate = models.ForeignKey(
        IssuedCertificate, models.PROTECT, verbose_name="证书", related_name="papers"
    )
    version = models.PositiveSmallIntegerField("版本")
    code = models.CharField("核验码", max_length=32, unique=True)
    status_list = models.PositiveIntegerField("列表号")
    status_index = models.PositiveIntegerField("列表位")
    made_at = models.DateTimeField("生成时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "version"], name="certificate_paper_once")
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} v{self.version}"


class CertificateStep(models.Model):
    """One step in a certificate's life: issued, corrected, suspended, resumed, revoked, restored.

    version         the version of the registry's record that said what it says after it
    reason_sealed   why, under the holder's key
    """

    certificate = models.ForeignKey(
        IssuedCertificate, models.PROTECT, verbose_name="证书", related_name="steps"
    )
    step = models.CharField("步骤", max_length=10)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(Account, models.PROTECT, null=True, verbose_name="经办账号", related_name="+")
    version = models.PositiveSmallIntegerField("版本")
    reason_sealed = models.BinaryField("理由", null=True)
    act = models.BigIntegerField("行为")

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.step}"
