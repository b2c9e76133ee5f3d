"""Documents that are being entered: each with its original, what was read of it, and what an official makes of it."""

from django.db import models

from jiyao.foundation.models import Attachment
from jiyao.policy.models.version import ChangeState, PackChange
from jiyao.registry.models import Account

GOES_ON = (ChangeState.RETURNED, ChangeState.WITHDRAWN)
"""States of a change after which the document that it enters is a draft again."""


class DocumentIntake(models.Model):
    """入库: a document on its way into the pack. It stays a draft of one official until proposed or thrown away.

    lines       what was read of the original, a paragraph each; an official may part a line and join two
    pieces      which lines are which clause, and which are left out
    described   what its official says of it, as the form has it
    change      the change by which it is proposed
    """

    original = models.ForeignKey(Attachment, models.PROTECT, verbose_name="原件")
    file_name = models.CharField("文件名", max_length=200)
    by = models.ForeignKey(Account, models.PROTECT, verbose_name="经办人", related_name="+")
    lines = models.JSONField("正文")
    pieces = models.JSONField("条款")
    described = models.JSONField("文件信息")
    change = models.ForeignKey(PackChange, models.PROTECT, null=True, verbose_name="修改", related_name="+")
    begun_at = models.DateTimeField("上传时间")
    saved_at = models.DateTimeField("保存时间")
    discarded_at = models.DateTimeField("放弃时间", null=True)

    class Meta:
        indexes = [models.Index(fields=["by", "discarded_at"])]

    def __str__(self) -> str:
        return str(self.described.get("title") or self.file_name)

    @property
    def is_draft(self) -> bool:
        """Whether its official goes on with it."""
        return self.discarded_at is None and (self.change is None or self.change.state in GOES_ON)
