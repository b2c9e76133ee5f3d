"""成绩: marks as they were entered, never changed, and what was found of a part in the end."""

from django.db import models

from jiyao.evaluation.models.session import Candidate, Part, Seat
from jiyao.registry.models import Account


class Mark(models.Model):
    """One entry of a mark. Nothing is overwritten: an entry takes the place of the one that its maker saw.

    tenths       tenths of a mark, of the part's full mark
    absent       whether the candidate did not come; then no tenths
    by           whose entry it is
    saw          number of the entry of theirs that stood when it was made, on that device; None where none did. Two
                 entries that saw the same are in conflict
    settles      whether it takes the place of every earlier entry of the seat, whoever made them
    entered_at   when it was entered, on the device
    received_at  when it reached us
    device       which device it came from, and `sequence` its own number there: the same entry sent twice is one
    """

    seat = models.ForeignKey(Seat, models.PROTECT, verbose_name="座位", related_name="marks")
    tenths = models.PositiveSmallIntegerField("得分", null=True)
    absent = models.BooleanField("缺考", default=False)
    by = models.ForeignKey(Account, models.PROTECT, verbose_name="录入账号", related_name="+")
    saw = models.BigIntegerField("所见前次录入", null=True)
    settles = models.BooleanField("裁定", default=False)
    entered_at = models.DateTimeField("录入时间")
    received_at = models.DateTimeField("接收时间")
    device = models.CharField("设备", max_length=36)
    sequence = models.PositiveIntegerField("设备序号")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "sequence"], name="mark_sent_once"),
            models.CheckConstraint(
                condition=models.Q(absent=True, tenths__isnull=True)
                | models.Q(absent=False, tenths__isnull=False),
                name="mark_or_absent",
            ),
        ]
        indexes = [models.Index(fields=["seat", "by"])]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.tenths}"


class PartResult(models.Model):
    """What was found of a candidate in a part, once the entries agree. A re-marking follows it with another version."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, verbose_name="考生", related_name="results")
    part = models.CharField("科目", max_length=12, choices=Part.choices)
    version = models.PositiveSmallIntegerField("版本", default=1)
    tenths = models.PositiveSmallIntegerField("得分", null=True)
    absent = models.BooleanField("缺考", default=False)
    passed = models.BooleanField("合格")
    found_at = models.DateTimeField("确定时间")
    act = models.BigIntegerField("行为")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "part", "version"], name="part_result_once"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.part}: {self.tenths}"


class ReMarking(models.Model):
    """成绩复核: a candidate asks to have the mark of a part looked at again, once; somebody who did not enter it does.

    reason_sealed, answer_sealed   under the candidate's key
    result                         what was found then; none while it is open
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, verbose_name="考生", related_name="re_markings")
    part = models.CharField("科目", max_length=12, choices=Part.choices)
    asked_on = models.DateField("申请日期")
    asked_at = models.DateTimeField("申请时间")
    reason_sealed = models.BinaryField("理由")
    answer_sealed = models.BinaryField("答复", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="复核账号", related_name="+"
    )
    result = models.OneToOneField(PartResult, models.PROTECT, null=True, verbose_name="复核结果")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "part"], name="re_marking_once")]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.part}"
