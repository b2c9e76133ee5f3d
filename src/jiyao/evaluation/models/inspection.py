"""现场督导: what was looked at in a body, what was found, what is to be put right by when, and the answer."""

from django.db import models

from jiyao.evaluation.models.session import Session
from jiyao.foundation.models import Attachment
from jiyao.registry.models import Account, Organisation


class Inspection(models.Model):
    """One finding of an inspection; a visit with several has several of the same day.

    looked_at_sealed, finding_sealed, answer_sealed   texts, under the installation's key
    put_right_by   the last day; None where nothing is to be put right
    settled_at     when it was confirmed that it is put right
    session        during which session it was found; None where it is of none
    read_at        when somebody of the body first saw it
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="评价机构", related_name="inspections"
    )
    inspected_on = models.DateField("督导日期")
    looked_at_sealed = models.BinaryField("检查内容")
    finding_sealed = models.BinaryField("督导发现")
    put_right_by = models.DateField("整改期限", null=True)
    by = models.ForeignKey(Account, models.PROTECT, verbose_name="督导账号", related_name="+")
    recorded_at = models.DateTimeField("记录时间")
    answer_sealed = models.BinaryField("机构答复", null=True)
    answered_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="答复账号", related_name="+"
    )
    answered_at = models.DateTimeField("答复时间", null=True)
    settled_at = models.DateTimeField("销号时间", null=True)
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, verbose_name="批次", related_name="inspections"
    )
    read_at = models.DateTimeField("机构阅知时间", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(put_right_by__isnull=True)
                | models.Q(put_right_by__gte=models.F("inspected_on")),
                name="inspection_put_right_after",
            ),
            models.CheckConstraint(
                condition=models.Q(answer_sealed__isnull=True, answered_at__isnull=True)
                | models.Q(answer_sealed__isnull=False, answered_at__isnull=False),
                name="inspection_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "inspected_on"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.inspected_on}"


class InspectionFile(models.Model):
    """A photograph or paper of a finding. Who takes it leaves an act."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, verbose_name="督导记录", related_name="files")
    file = models.ForeignKey(Attachment, models.PROTECT, verbose_name="文件", related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "file"], name="inspection_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.file_id}"
