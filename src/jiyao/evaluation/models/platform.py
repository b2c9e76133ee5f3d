"""报送: what was told to the national platform of sessions and certificates, and what it answered."""

from django.db import models
from django.db.models import Q

from jiyao.evaluation.models.certificate import CertificateStep, IssuedCertificate
from jiyao.evaluation.models.session import Session
from jiyao.registry.models import Account, Organisation


class PlatformFileKind(models.TextChoices):
    """What a file tells."""

    CERTIFICATES = "certificates", "证书报送"
    SESSION = "session", "批次报送"
    ANSWERS = "answers", "平台回执"


class PlatformFile(models.Model):
    """A file that went to the national platform, or came back. Files that went are written anew from their lines.

    format         the description by which it was written or read
    organisation   whose it is; none where it is of several bodies
    session        of a session's file the session, and `told_state` how far it was
    rows           how many lines it has
    hash           of what the lines say; of one that came back, of the file
    """

    kind = models.CharField("类别", max_length=12, choices=PlatformFileKind.choices)
    format = models.CharField("文件格式", max_length=40)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, verbose_name="评价机构", related_name="+"
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, verbose_name="批次", related_name="platform_files"
    )
    told_state = models.CharField("报送时状态", max_length=12, blank=True)
    rows = models.PositiveIntegerField("行数")
    hash = models.CharField("内容摘要", max_length=64)
    by = models.ForeignKey(Account, models.PROTECT, null=True, verbose_name="经办账号", related_name="+")
    made_on = models.DateField("日期")
    made_at = models.DateTimeField("时间")
    act = models.BigIntegerField("行为")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hash"], condition=Q(kind="answers"), name="platform_answers_read_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class SentState(models.TextChoices):
    """What became of a line."""

    SENT = "sent", "待回执"
    ACCEPTED = "accepted", "已接收"
    REFUSED = "refused", "被退回"


class SentCertificate(models.Model):
    """报送记录: a certificate as it was told once, after one step of its life. What was refused may be told again.

    step           the step after which it was told; while a line of it is not refused there is no other
    version        how many steps there were then: with the number it names the line
    said_sealed    what was told, under the holder's key
    reason_sealed  why it was refused, under the holder's key
    answer         the file that answered
    put_right_sealed, put_right_at   of what was refused: what was put right, and when; it is to be sent again
    """

    file = models.ForeignKey(PlatformFile, models.PROTECT, verbose_name="报送文件", related_name="lines")
    certificate = models.ForeignKey(
        IssuedCertificate, models.PROTECT, verbose_name="证书", related_name="sent_lines"
    )
    step = models.ForeignKey(
        CertificateStep, models.PROTECT, verbose_name="证书步骤", related_name="sent_lines"
    )
    version = models.PositiveSmallIntegerField("版本")
    said_sealed = models.BinaryField("报送内容")
    state = models.CharField("状态", max_length=10, choices=SentState.choices, default=SentState.SENT)
    answer = models.ForeignKey(
        PlatformFile, models.PROTECT, null=True, verbose_name="回执文件", related_name="answered"
    )
    answered_on = models.DateField("回执日期", null=True)
    reason_sealed = models.BinaryField("退回原因", null=True)
    put_right_sealed = models.BinaryField("更正说明", null=True)
    put_right_at = models.DateTimeField("更正时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step"], condition=~Q(state="refused"), name="certificate_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(put_right_at__isnull=True) | Q(state="refused"), name="sent_put_right_if_refused"
            ),
        ]
        indexes = [models.Index(fields=["certificate", "version"])]

    def __str__(self) -> str:
        return f"{self.certificate_id} v{self.version}: {self.state}"
