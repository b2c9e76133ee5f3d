"""公文: official papers of cases, numbered without a gap, and kept as they were first written."""

from django.db import models

from jiyao.casework.models.case import Case, CaseStep
from jiyao.foundation.models import Attachment
from jiyao.registry.models import Account


class PaperKind(models.TextChoices):
    """What a paper is."""

    ACCEPTANCE = "acceptance", "受理通知书"
    SUPPLEMENT = "supplement", "一次性告知补正通知书"
    REJECTION = "rejection", "不予受理通知书"
    DECISION = "decision", "给付决定书"
    REFUSAL = "refusal", "不予给付决定书"
    REVERSAL = "reversal", "撤销给付决定书"
    ANSWER = "answer", "异议、申诉、投诉处理决定书"
    LINES = "lines", "名册处理决定书"
    EXPLANATION = "explanation", "办案说明"
    NOTICE = "notice", "公示"
    SUMMARY = "summary", "汇总表"
    PAYMENT_REQUEST = "payment-request", "请款函"


TO_THE_PERSON = (
    PaperKind.ACCEPTANCE,
    PaperKind.SUPPLEMENT,
    PaperKind.REJECTION,
    PaperKind.DECISION,
    PaperKind.REFUSAL,
    PaperKind.REVERSAL,
    PaperKind.ANSWER,
    PaperKind.LINES,
)
"""What whom the case is about gets, a person or an organisation; the rest is for officials, or for everybody."""


class PaperSeries(models.Model):
    """The numbers of one kind of paper at one place in one year. Whoever takes the next holds the row."""

    division = models.CharField("区划", max_length=6)
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("种类", max_length=16, choices=PaperKind.choices)
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division", "year", "kind"], name="paper_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.year} {self.kind}"


class Paper(models.Model):
    """One paper. It has its number from the moment of its issue; what it says is written once and never altered.

    serial           its number in its series
    case, step       of which it is; none of a paper over several cases
    about            what a paper over several cases is about, such as `batch:3`
    reference        文号 as it stands on the paper, once that is written
    content_sealed   what it says, as JSON; the person's key seals it, or the installation's
    docx, pdf        the files, made at the first look
    act              that says that it was issued
    """

    kind = models.CharField("种类", max_length=16, choices=PaperKind.choices)
    division = models.CharField("区划", max_length=6)
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    case = models.ForeignKey(Case, models.PROTECT, null=True, verbose_name="办件", related_name="papers")
    step = models.ForeignKey(CaseStep, models.PROTECT, null=True, verbose_name="步骤", related_name="papers")
    about = models.CharField("范围", max_length=80, blank=True)
    reference = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("成文日期")
    issued_at = models.DateTimeField("出具时间")
    issued_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="出具账号", related_name="+"
    )
    content_sealed = models.BinaryField("内容", null=True)
    docx = models.ForeignKey(
        Attachment, models.PROTECT, null=True, verbose_name="Word 文件", related_name="+"
    )
    pdf = models.ForeignKey(Attachment, models.PROTECT, null=True, verbose_name="PDF 文件", related_name="+")
    act = models.BigIntegerField("行为")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division", "year", "kind", "serial"], name="paper_number_once"),
            models.UniqueConstraint(fields=["step", "kind"], name="paper_once_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.division} {self.year}-{self.serial}"

    @property
    def owner(self) -> int | None:
        """Under whose key it is sealed: the person's number; none where the installation's is."""
        return None if self.case is None else self.case.person_id
